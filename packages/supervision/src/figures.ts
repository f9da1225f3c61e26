/**
 * What is counted of a case for digests and bulletins, and the figures that follow from the counts. Each rate has one
 * definition, written here and printed with it. Of a case only days, codes and lengths in working days come in; who it
 * is about does not. 行政许可法 42, 82 (working days, the term of a decision); 浙江省保障“最多跑一次”改革规定 12 (a shorter promise
 * binds). No national formula of these rates was found: the definitions are this project's own, and printed as such.
 */
import { type CivilDate, type Rate, rateOf } from '@tongban/kernel'

/** How a case ended here; `elsewhere`: another region decided it, and its time is that region's. */
export const ENDINGS = [
  'granted',
  'refused',
  'notAccepted',
  'returned',
  'withdrawn',
  'abandoned',
  'elsewhere',
] as const
export type Ending = (typeof ENDINGS)[number]

/** Ends that the organ itself has made: 办结. */
const BY_THE_ORGAN: readonly Ending[] = ['granted', 'refused', 'notAccepted', 'returned']

/** The days and lengths of a case as its events and clocks give them. */
export type CaseFacts = {
  readonly department: string
  readonly itemCode: string
  readonly channel: string
  readonly receivedOn: CivilDate
  readonly acceptedOn: CivilDate | null
  readonly end: { readonly on: CivilDate; readonly how: Ending } | null
  /** Decided by published rules in the answer to the application, by nobody. */
  readonly instant: boolean
  /** Days on which the applicant had to come: to hand in, to supplement, to be heard, to collect. */
  readonly presentOn: readonly CivilDate[]
  /** The result is collected at a window and was not yet. */
  readonly collects: boolean
  /** Somebody at a counter took something in for the applicant, or gave something out on paper. */
  readonly offline: boolean
  /** Whether the limit was kept; null where none bound. */
  readonly promiseKept: boolean | null
  readonly lawKept: boolean | null
  /** Working days from the start of the term to its end, special procedures not counted; null: not reckoned in them. */
  readonly usedWorkdays: number | null
  readonly promisedWorkdays: number | null
  readonly statutoryWorkdays: number | null
  readonly exchanges: readonly Turnaround[]
  /** Hand-overs to and from other regions, whether decided by now or not. */
  readonly handedOver: readonly HandedOver[]
  /** Days on which a case that was over was opened again 重办. */
  readonly reopenedOn: readonly CivilDate[]
}

export type HandedOver = Pick<Turnaround, 'role' | 'region'> & { readonly on: CivilDate }

/** How long a case took between two regions, in working days. */
export type Turnaround = {
  readonly role: 'receiving' | 'handling'
  readonly region: string
  readonly decidedOn: CivilDate
  /** From the hand-over to its arrival there. */
  readonly pushWorkdays: number | null
  /** From the hand-over to the decision. */
  readonly totalWorkdays: number
  /** Decided by the last day the two regions knew of; null where none had been told. */
  readonly kept: boolean | null
}

export const MEASURES = [
  'received',
  'accepted',
  ...ENDINGS,
  'decided',
  'bound',
  'onTime',
  'promiseBound',
  'promiseKept',
  'lawBound',
  'lawKept',
  'onSpot',
  'instant',
  'online',
  'oneVisit',
  'used',
  'againstPromise',
  'saved',
  'receivingPush',
  'receivingTotal',
  'handlingPush',
  'handlingTotal',
  'receivingSent',
  'handlingSent',
  'receivingBound',
  'receivingKept',
  'handlingBound',
  'handlingKept',
  'reopened',
] as const
export type Measure = (typeof MEASURES)[number]

export type Counted = {
  readonly on: CivilDate
  readonly department: string
  readonly itemCode: string
  /** Or `region/<code>` of a turnaround. */
  readonly channel: string
  readonly measure: Measure
  readonly value: number
}

/** Everything one case counts as. The same facts give the same list. */
export function countedOf(facts: CaseFacts): readonly Counted[] {
  const { department, itemCode, channel, receivedOn, acceptedOn, end, exchanges } = facts
  const { handedOver, reopenedOn } = facts
  const one = (on: CivilDate, measure: Measure, value = 0, by = channel): Counted => ({
    on,
    department,
    itemCode,
    channel: by,
    measure,
    value,
  })
  return [
    one(receivedOn, 'received'),
    ...(acceptedOn === null ? [] : [one(acceptedOn, 'accepted')]),
    ...(end === null ? [] : [one(end.on, end.how)]),
    ...(end !== null && BY_THE_ORGAN.includes(end.how)
      ? decidedMeasures(facts, end.on).map(([measure, value]) => one(end.on, measure, value))
      : []),
    ...exchanges.flatMap(({ role, region, decidedOn, pushWorkdays, totalWorkdays, kept }) => [
      ...(pushWorkdays === null ? [] : [one(decidedOn, `${role}Push`, pushWorkdays, `region/${region}`)]),
      one(decidedOn, `${role}Total`, totalWorkdays, `region/${region}`),
      ...(kept === null ? [] : [one(decidedOn, `${role}Bound`, 0, `region/${region}`)]),
      ...(kept === true ? [one(decidedOn, `${role}Kept`, 0, `region/${region}`)] : []),
    ]),
    ...handedOver.map(({ role, region, on }) => one(on, `${role}Sent`, 0, `region/${region}`)),
    ...reopenedOn.map((on) => one(on, 'reopened')),
  ]
}

function decidedMeasures(facts: CaseFacts, on: CivilDate): readonly (readonly [Measure, number])[] {
  const { channel, receivedOn, instant, offline, promiseKept, lawKept } = facts
  const { usedWorkdays: used, promisedWorkdays, statutoryWorkdays } = facts
  const kept = [promiseKept, lawKept].filter((each) => each !== null)
  const when = (holds: boolean, measure: Measure, value = 0) => (holds ? [[measure, value] as const] : [])
  return [
    ['decided', 0],
    ...when(kept.length > 0, 'bound'),
    ...when(kept.length > 0 && kept.every((each) => each), 'onTime'),
    ...when(promiseKept !== null, 'promiseBound'),
    ...when(promiseKept === true, 'promiseKept'),
    ...when(lawKept !== null, 'lawBound'),
    ...when(lawKept === true, 'lawKept'),
    ...when(channel === 'window' && on === receivedOn, 'onSpot'),
    ...when(instant, 'instant'),
    ...when(ONLINE.includes(channel) && !offline && visitsOf(facts) === 0, 'online'),
    ...when(visitsOf(facts) <= 1, 'oneVisit'),
    ...(used === null ? [] : when(true, 'used', used)),
    ...(used === null || promisedWorkdays === null
      ? []
      : when(true, 'againstPromise', used - promisedWorkdays)),
    ...(used === null || statutoryWorkdays === null ? [] : when(true, 'saved', statutoryWorkdays - used)),
  ]
}

const ONLINE: readonly string[] = ['web', 'app']

/** How often the applicant has to come, days that are the same counted once; what is still to be collected is one more. */
export function visitsOf({ presentOn, collects, end }: Pick<CaseFacts, 'presentOn' | 'collects' | 'end'>) {
  const days = new Set<string>(presentOn)
  const isThereAtTheEnd = end !== null && days.has(end.on)
  return days.size + (collects && !isThereAtTheEnd ? 1 : 0)
}

export type Count = { readonly measure: string; readonly value: number; readonly n: number }

/** Median and 90th percentile by nearest rank, with how many cases they are of. */
export type Spread = {
  readonly n: number
  readonly median: number | null
  readonly p90: number | null
  /** Sum of all. */
  readonly total: number
}

export type Figures = {
  readonly received: number
  readonly accepted: number
  readonly decided: number
  readonly endings: { readonly [E in Ending]: number }
  readonly onTime: Rate
  readonly onTimeByPromise: Rate
  readonly onTimeByLaw: Rate
  readonly onSpot: Rate
  readonly instant: Rate
  readonly online: Rate
  readonly oneVisit: Rate
  /** Working days used, and saved against the statutory limit. */
  readonly used: Spread
  readonly againstPromise: Spread
  readonly saved: Spread
}

/** The figures that follow from counts, which may come in any order and in several rows of one measure. */
export function figuresOf(counts: readonly Count[]): Figures {
  const sum = (measure: Measure) => counts.reduce((n, each) => n + (each.measure === measure ? each.n : 0), 0)
  const decided = sum('decided')
  const spread = (measure: Measure) => spreadOf(counts.filter((each) => each.measure === measure))
  return {
    received: sum('received'),
    accepted: sum('accepted'),
    decided,
    endings: {
      granted: sum('granted'),
      refused: sum('refused'),
      notAccepted: sum('notAccepted'),
      returned: sum('returned'),
      withdrawn: sum('withdrawn'),
      abandoned: sum('abandoned'),
      elsewhere: sum('elsewhere'),
    },
    onTime: rateOf(sum('onTime'), sum('bound')),
    onTimeByPromise: rateOf(sum('promiseKept'), sum('promiseBound')),
    onTimeByLaw: rateOf(sum('lawKept'), sum('lawBound')),
    onSpot: rateOf(sum('onSpot'), decided),
    instant: rateOf(sum('instant'), decided),
    online: rateOf(sum('online'), decided),
    oneVisit: rateOf(sum('oneVisit'), decided),
    used: spread('used'),
    againstPromise: spread('againstPromise'),
    saved: spread('saved'),
  }
}

/** Of a histogram: value and how many have it. */
export function spreadOf(counts: readonly Pick<Count, 'value' | 'n'>[]): Spread {
  const sorted = [...counts].sort((a, b) => a.value - b.value)
  const n = sorted.reduce((all, each) => all + each.n, 0)
  const atRank = (share: number) => {
    let left = Math.ceil(share * n)
    for (const { value, n: here } of sorted) {
      left -= here
      if (left <= 0) return value
    }
    return null
  }
  const total = sorted.reduce((all, each) => all + each.value * each.n, 0)
  return n === 0 ? { n, median: null, p90: null, total } : { n, median: atRank(0.5), p90: atRank(0.9), total }
}
