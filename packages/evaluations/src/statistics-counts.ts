/**
 * What one service, rating, order or finding counts as in the statistics of evaluations, and in which cell of them. Pure: the
 * same facts count the same, so that what was counted before can be taken back. Silence, reviews and ratings of a partner's
 * services have columns of their own and never come near those of the rates.
 */
import type { CivilDate } from '@tongban/kernel'
import type { Level } from './level.ts'
import type { OrderSource, ReviewKind } from './order.ts'

/** Columns of a roll-up, by the kind of row they are counted from. */
export const COUNTS = {
  service: ['invited', 'passedOnInvited'],
  rating: ['rated', 'level1', 'level2', 'level3', 'level4', 'level5', 'excluded', 'defaults', 'passedOn'],
  order: [
    'opened',
    'mended',
    'mendedOnTime',
    'overdue',
    'calledBack',
    'closed',
    'reopened',
    'appealed',
    'upheld',
    'reviewOrders',
    'reviewOrdersClosed',
  ],
  other: ['inspection', 'overall', 'experiencer', 'thirdParty', 'unable', 'findings'],
} as const satisfies Record<string, readonly string[]>
export type CountKind = keyof typeof COUNTS
export type CountName = (typeof COUNTS)[CountKind][number]
export type EvaluationCounts = { readonly [N in CountName]: number }

export const COUNT_NAMES: readonly CountName[] = [
  ...COUNTS.service,
  ...COUNTS.rating,
  ...COUNTS.order,
  ...COUNTS.other,
]

/** Where something is counted. Empty: at none, or not known. */
export type Cell = {
  /** `YYYY-MM` of the service; of what is no service's, of the day it was said. */
  readonly month: string
  readonly department: string
  readonly window: string
  readonly itemCode: string
  /** By which the rating came; an invitation holds on all of them and has none. */
  readonly channel: string
}
export type Tally = {
  readonly cell: Cell
  readonly counts: readonly CountName[]
  /** Codes of options, of ratings that count in the rates. */
  readonly options: readonly string[]
}

export const monthOf = (on: CivilDate | string): string => on.slice(0, 7)

export type CountedRating = {
  readonly cell: Cell
  /** Region it is about; empty: this one. */
  readonly region: string
  readonly level: Level
  readonly options: readonly string[]
}

/** The rating as it stands: the last of its revisions, unless an appeal has taken it out. Nothing: it is not rated. */
export function tallyOfRating(revisions: readonly CountedRating[], isExcluded: boolean): Tally | undefined {
  const last = revisions.at(-1)
  if (last === undefined) return undefined
  const { cell, region, level, options } = last
  if (region !== '') return { cell, counts: ['passedOn'], options: [] }
  return isExcluded
    ? { cell, counts: ['rated', 'excluded'], options: [] }
    : { cell, counts: ['rated', `level${level}`], options }
}

export const tallyOfService = (cell: Cell, isPartners: boolean): Tally => ({
  cell,
  counts: [isPartners ? 'passedOnInvited' : 'invited'],
  options: [],
})

/** Noted silence, while nobody has rated the service after all. */
export const tallyOfDefault = (cell: Cell, isRated: boolean): Tally | undefined =>
  isRated ? undefined : { cell, counts: ['defaults'], options: [] }

export const tallyOfReview = (cell: Cell, kind: ReviewKind): Tally => ({ cell, counts: [kind], options: [] })
export const tallyOfFinding = (cell: Cell): Tally => ({ cell, counts: ['findings'], options: [] })

export type CountedOrder = {
  readonly cell: Cell
  readonly source: OrderSource
  /** The mending has been answered, in the last round. */
  readonly isReplied: boolean
  /** Whether a limit for the mending was over before the reply to it, in any round; until now, where there is none yet. */
  readonly isOverdue: boolean
  /** Somebody else than the department has called back, or tried often enough, in the last round. */
  readonly isCalledBack: boolean
  readonly isClosed: boolean
  readonly round: number
  readonly appeal: 'none' | 'open' | 'upheld' | 'rejected'
}

/** An upheld appeal stays visible as an order that was opened and set aside; it owes no mending, so no rate has it. */
export function tallyOfOrder(order: CountedOrder): Tally {
  const { cell, source, appeal } = order
  const when = (holds: boolean, name: CountName) => (holds ? [name] : [])
  if (source !== 'rating')
    return { cell, counts: ['reviewOrders', ...when(order.isClosed, 'reviewOrdersClosed')], options: [] }
  const stands = appeal !== 'upheld'
  return {
    cell,
    options: [],
    counts: [
      'opened',
      ...when(stands && order.isReplied, 'mended'),
      ...when(stands && order.isReplied && !order.isOverdue, 'mendedOnTime'),
      ...when(stands && order.isOverdue, 'overdue'),
      ...when(stands && order.isCalledBack, 'calledBack'),
      ...when(order.isClosed, 'closed'),
      ...when(order.round > 1, 'reopened'),
      ...when(appeal !== 'none', 'appealed'),
      ...when(!stands, 'upheld'),
    ],
  }
}
