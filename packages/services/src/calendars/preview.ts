import { type Calendar, openCalendar } from '@tongban/calendar'
import { type Recomputed, recompute } from '@tongban/cases'
import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { type ArrangementRow, allArrangements, casesWithOpenClocks } from '@tongban/store'
import { attemptEach } from '../cases/each-case.ts'
import { loadCase } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { composeData } from './compose.ts'
import { type ArrangementInput, arrangementText } from './propose.ts'

/**
 * What an arrangement would do to the open deadlines, before anybody publishes it: the same reckoning as after its
 * publication, in pages, and nothing is stored. One page looks at a bounded number of cases, and may so be empty.
 */
export type CalendarPreview = {
  /** The calendar that holds now. */
  readonly before: string
  readonly looked: number
  /** Cases that cannot be read, and so not reckoned. */
  readonly unread: number
  readonly changes: readonly PreviewedChange[]
  /** Where the next page begins; null after the last. */
  readonly next: string | null
}

export type PreviewedChange = {
  readonly caseNumber: string
  readonly step: string
  readonly binds: string
  readonly beforeOn: string
  readonly afterOn: string
  readonly moved: string
  readonly needsNotice: boolean
  readonly overByCalendarOnly: boolean
}

/** Cases of a page; each is read whole. */
const PAGE = 50

/** Of one that nobody has proposed yet. */
export async function previewArrangement(
  ctx: Context,
  { year, ...arrangement }: ArrangementInput,
  cursor: string,
): Promise<Result<CalendarPreview, Failure>> {
  const may = mayPreview(ctx)
  if (!may.ok) return may
  const [rows] = await ctx.database.read([allArrangements({})])
  const row: ArrangementRow = {
    seq: (rows.at(-1)?.seq ?? 0) + 1,
    year,
    arrangement: arrangementText(arrangement),
    state: 'published',
    proposedBy: '',
    proposedAt: 0,
    approvedBy: null,
    approvedAt: null,
  }
  return previewOf(ctx, rows, [...rows, row], cursor)
}

/** Of one that awaits its second person. */
export async function previewProposed(
  ctx: Context,
  id: number,
  cursor: string,
): Promise<Result<CalendarPreview, Failure>> {
  const may = mayPreview(ctx)
  if (!may.ok) return may
  const [rows] = await ctx.database.read([allArrangements({})])
  const found = rows.find(({ seq }) => seq === id)
  if (found === undefined) return fail({ code: 'notFound', what: 'arrangement' })
  const published = rows.map((row) => (row === found ? { ...row, state: 'published' } : row))
  return previewOf(ctx, rows, published, cursor)
}

function mayPreview({ actor }: Context): Result<null, Failure> {
  return holdsRole(actor, 'supervisor', 'auditor', 'admin')
    ? ok(null)
    : fail({ code: 'notAllowed', need: '监察员 supervisor、审计员 auditor、系统管理员 admin' })
}

async function previewOf(
  ctx: Context,
  rows: readonly ArrangementRow[],
  changed: readonly ArrangementRow[],
  cursor: string,
): Promise<Result<CalendarPreview, Failure>> {
  const after = openCalendar(composeData(changed))
  if (!after.ok) return fail({ code: 'invalidInput', errors: after.failure })
  const before = openCalendar(composeData(rows))
  if (!before.ok) throw new Error('the calendar that holds cannot be opened')
  const [open] = await ctx.database.read([casesWithOpenClocks({ after: cursor, limit: PAGE })])
  const changes: PreviewedChange[] = []
  const { faults } = await attemptEach(ctx, open, async ({ caseNumber }) => {
    changes.push(...(await changesOf(ctx, caseNumber, before.value, after.value)))
    return true
  })
  const last = open.length === PAGE ? open.at(-1) : undefined
  return ok({
    before: before.value.version,
    looked: open.length,
    unread: faults.length,
    changes,
    next: last?.caseNumber ?? null,
  })
}

/** Days and steps alone, of whichever case: as the job that reckons them sees it. */
async function changesOf(
  ctx: Context,
  caseNumber: string,
  before: Calendar,
  after: Calendar,
): Promise<readonly PreviewedChange[]> {
  const loaded = await loadCase({ ...ctx, actor: { kind: 'clock', subject: 'preview' } }, caseNumber)
  if (!loaded.ok) throw new Error(`an open case cannot be loaded: ${loaded.failure.code}`)
  const { policy, fold } = loaded.value
  return recompute(policy.plan, fold, before, after, ctx.clock.now()).map((change) =>
    lineOf(caseNumber, change),
  )
}

const lineOf = (caseNumber: string, change: Recomputed): PreviewedChange => ({
  caseNumber,
  step: change.step,
  binds: change.binds,
  beforeOn: change.before.dueOn,
  afterOn: change.after.dueOn,
  moved: change.moved,
  needsNotice: change.needsNotice,
  overByCalendarOnly: change.overByCalendarOnly,
})
