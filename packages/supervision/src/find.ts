/**
 * What nobody's clock would show, told from the events of cases 监察发现. Pure: events and days in, findings out.
 *
 * 体外循环: a case is handled on paper or elsewhere and its steps are entered afterwards, in one go. What is done on the spot,
 * with the applicant at the counter, looks the same and is not it: so only a case received on an earlier day counts.
 */
import { civilDateAt } from '@tongban/calendar'
import type { EpochMs } from '@tongban/kernel'
import type { Policy } from './policy.ts'

/** An event of a case as the finder reads it: codes only. */
export type SeenEvent = {
  readonly caseNumber: string
  readonly seq: number
  readonly type: string
  readonly at: EpochMs
  readonly actorKind: string
  /** What a partner region decided, where the event tells of that. */
  readonly outcome: string | null
  /** Whether words, codes of reasons or a document go with it. */
  readonly isReasoned: boolean
}

/** Steps of one case, of which the first names the finding. */
export type Burst = {
  readonly seq: number
  readonly count: number
  readonly from: EpochMs
  readonly until: EpochMs
}

const MINUTE_MS = 60_000

/**
 * The bursts in the events of one case, in order of `seq`: each as long as it goes on, none inside another. `receivedAt` is
 * when the case was received.
 */
export function burstsIn(
  events: readonly SeenEvent[],
  receivedAt: EpochMs,
  burst: NonNullable<Policy['burst']>,
): readonly Burst[] {
  const receivedOn = civilDateAt(receivedAt)
  const entered = events.filter(
    ({ actorKind, at }) => actorKind === 'official' && civilDateAt(at) > receivedOn,
  )
  const within = burst.withinMinutes * MINUTE_MS
  const found: Burst[] = []
  for (let from = 0; from < entered.length; ) {
    const first = entered[from]
    if (first === undefined) break
    let to = from
    while ((entered[to + 1]?.at ?? Number.POSITIVE_INFINITY) - first.at <= within) to += 1
    const count = to - from + 1
    if (count >= burst.steps) {
      found.push({ seq: first.seq, count, from: first.at, until: entered[to]?.at ?? first.at })
      from = to + 1
    } else from += 1
  }
  return found
}

/** Decisions to the applicant's harm, for which the law asks reasons (行政许可法 32, 38; 市场主体登记管理条例实施细则 18). */
const NEGATIVE: readonly string[] = ['refused', 'notAccepted', 'returned']

const isNegative = ({ type, outcome }: SeenEvent): boolean =>
  NEGATIVE.includes(type) || (type === 'decidedElsewhere' && outcome !== null && NEGATIVE.includes(outcome))

/** Negative decisions without reasons: the desk takes none, so they came from a partner region or from another system. */
export const withoutReasons = (events: readonly SeenEvent[]): readonly SeenEvent[] =>
  events.filter((event) => isNegative(event) && !event.isReasoned)

/** Hand-overs to a partner, by the step of the clock that bounds them. */
export const HANDOVER_STEPS: readonly string[] = ['transfer', 'resultHandover']

/** An alarm of the exchange becomes a matter of supervision when nobody has ended it for so long. */
export const ALARM_PATIENCE_MS = 60 * MINUTE_MS
