import type { EpochMs } from '@tongban/kernel'
import { endOfEvents, officialSteps, type SuspectRow, suspectEvents } from '@tongban/store'
import { burstsIn, type Policy, type SeenEvent, withoutReasons } from '@tongban/supervision'
import type { Context } from '../../context.ts'
import { dayOf, type Found, policyOf } from './write.ts'

/**
 * What the events of cases show, in the order of writing: steps entered in a burst 体外循环, negative decisions without
 * reasons. Of a page only what is worth a look leaves the database; the whole steps are read of those cases alone.
 */
export const EVENT_ROWS = 1_000
/** Cases whose steps are read at once, so that what is read stays within a page. */
const CASES = 20
/** Steps further back tell nothing new, also where the finder begins anew. */
const OLDEST_MS = 30 * 86_400_000
const MINUTE_MS = 60_000

export type EventPage = {
  readonly found: readonly Found[]
  /** The last event that was looked at; null: there are no more. */
  readonly row: number | null
}

export async function findInEvents(ctx: Context, after: number): Promise<EventPage> {
  const since = ctx.clock.now() - OLDEST_MS
  const { steps, withinMinutes } = widest(ctx)
  const page = { after, limit: EVENT_ROWS }
  const [[end], suspects] = await ctx.database.read([
    endOfEvents(page),
    suspectEvents({ ...page, since, window: withinMinutes * MINUTE_MS, steps }),
  ])
  if (end === undefined) return { found: [], row: null }
  const { taken, row } = firstCases(suspects, end.row)
  return {
    found: [
      ...(await bursts(ctx, taken, since)),
      ...withoutReasons(taken.map(seen)).flatMap(unreasoned(taken)),
    ],
    row,
  }
}

/** So many cases at most; the page ends before the next of them. */
function firstCases(suspects: readonly SuspectRow[], end: number) {
  const cases = new Set<string>()
  for (const [at, { caseNumber, row }] of suspects.entries()) {
    if (!cases.has(caseNumber) && cases.size === CASES) return { taken: suspects.slice(0, at), row: row - 1 }
    cases.add(caseNumber)
  }
  return { taken: suspects, row: end }
}

/** The loosest of all policies, so that no case is missed that one of them means. */
function widest({ policies }: Pick<Context, 'policies'>): NonNullable<Policy['burst']> {
  const known = [
    STANDARD,
    ...policies.held.flatMap(({ policy }) => (policy.burst === null ? [] : [policy.burst])),
  ]
  return {
    steps: Math.min(...known.map(({ steps }) => steps)),
    withinMinutes: Math.max(...known.map(({ withinMinutes }) => withinMinutes)),
  }
}
const STANDARD = { steps: 4, withinMinutes: 5 }

async function bursts(
  ctx: Context,
  suspects: readonly SuspectRow[],
  since: EpochMs,
): Promise<readonly Found[]> {
  const byCase = new Map(suspects.filter(({ steps }) => steps > 1).map((each) => [each.caseNumber, each]))
  if (byCase.size === 0) return []
  const [rows] = await ctx.database.read([
    officialSteps({ cases: JSON.stringify([...byCase.keys()]), since, limit: EVENT_ROWS }),
  ])
  return [...byCase.values()].flatMap((suspect) => {
    const on = dayOf(suspect.receivedAt)
    const policy = policyOf(ctx, { ...suspect, on })
    if (policy.burst === null) return []
    const events = rows.filter(({ caseNumber }) => caseNumber === suspect.caseNumber).map(seen)
    return burstsIn(events, suspect.receivedAt, policy.burst).map(
      ({ seq, count, from, until }): Found => ({
        ...matterOf(suspect),
        cause: 'burst',
        occasion: String(seq),
        step: 'decision',
        law: BURST_LAW,
        count,
        fromAt: from,
        untilAt: until,
      }),
    )
  })
}

const BURST_LAW = '办理行为应当即时记录，不得事后集中补录（电子监察规则）'
const REASONS_LAW = '《中华人民共和国行政许可法》第三十八条第二款'

const unreasoned =
  (suspects: readonly SuspectRow[]) =>
  ({ caseNumber, seq }: SeenEvent): readonly Found[] => {
    const suspect = suspects.find((each) => each.caseNumber === caseNumber && each.seq === seq)
    if (suspect === undefined) return []
    return [
      {
        ...matterOf(suspect),
        cause: 'noReasons',
        occasion: String(seq),
        step: 'decision',
        law: REASONS_LAW,
        count: 1,
        fromAt: suspect.at,
        untilAt: suspect.at,
      },
    ]
  }

const matterOf = ({ caseNumber, itemCode, department, person, receivedAt }: SuspectRow) => ({
  kind: 'case',
  subject: caseNumber,
  itemCode,
  department,
  person,
  on: dayOf(receivedAt),
})

const seen = ({
  caseNumber,
  seq,
  type,
  at,
  actorKind,
  outcome,
  isReasoned,
}: Pick<SuspectRow, keyof SeenEvent>): SeenEvent => ({
  caseNumber,
  seq,
  type,
  at,
  actorKind,
  outcome,
  isReasoned: isReasoned === 1,
})
