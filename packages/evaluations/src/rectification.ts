/**
 * What a rectification order 整改单 is after its steps, and which clocks run then: a pure fold. Which step may follow which is in
 * `order-table.ts`; taking one in `take-order-step.ts`.
 */
import type { CivilDate, EpochMs } from '@tongban/kernel'
import { isBad, type Level } from './level.ts'
import type { MendingGrade, OrderClass, OrderClock, OrderState } from './order.ts'
import type { OrderSide } from './order-table.ts'
import type { EvaluationPolicy } from './policy.ts'

/** What an order goes by to its end, kept in its first step: no policy published later changes it. */
export type OrderTerms = Pick<
  EvaluationPolicy,
  | 'rateWithinDays'
  | 'contactWithinWorkdays'
  | 'rectifyWithinWorkdays'
  | 'callBackWithinWorkdays'
  | 'appealWithinWorkdays'
  | 'judgeWithinWorkdays'
  | 'mostRounds'
>
export const orderTermsOf = (policy: EvaluationPolicy): OrderTerms => ({
  rateWithinDays: policy.rateWithinDays,
  contactWithinWorkdays: policy.contactWithinWorkdays,
  rectifyWithinWorkdays: policy.rectifyWithinWorkdays,
  callBackWithinWorkdays: policy.callBackWithinWorkdays,
  appealWithinWorkdays: policy.appealWithinWorkdays,
  judgeWithinWorkdays: policy.judgeWithinWorkdays,
  mostRounds: policy.mostRounds,
})

/** What can be claimed with an appeal: that it is true needs none. */
export type AppealClass = Exclude<OrderClass, 'true'>
export type CallBackResult = 'mended' | 'notMended'

/** What each step says in codes, as it is stored: nothing personal. Words and files go beside. */
export type OrderStepData =
  | {
      readonly type: 'opened'
      readonly department: string
      readonly sealed: boolean
      readonly terms: OrderTerms
    }
  | { readonly type: 'contacted'; readonly reached: boolean }
  | { readonly type: 'replied'; readonly class: OrderClass }
  | { readonly type: 'calledBack'; readonly result: CallBackResult }
  /** `isWorkday`: whether the day was one; `isEnough`: with this attempt the call-back counts as made. */
  | {
      readonly type: 'unreached'
      readonly on: CivilDate
      readonly isWorkday: boolean
      readonly isEnough: boolean
    }
  | { readonly type: 'returned' }
  | { readonly type: 'rated'; readonly grade: MendingGrade; readonly opensNext: boolean }
  | { readonly type: 'appealed'; readonly class: AppealClass }
  | { readonly type: 'judged'; readonly upheld: boolean }
  | { readonly type: 'identityOpened' }
  | { readonly type: 'supplemented' }
  | { readonly type: 'closed' }

export type TakenOrderStep = OrderStepData & {
  readonly seq: number
  readonly at: EpochMs
  /** Blind index of whoever acted. */
  readonly actorIndex: string
  readonly side: OrderSide
}

/** An order after its steps. All but the last few are columns of its row. */
export type RectificationOrder = {
  readonly state: OrderState
  readonly seq: number
  readonly round: number
  readonly class: OrderClass | null
  readonly appeal: 'none' | 'open' | 'upheld' | 'rejected'
  readonly department: string
  /** The department does not learn who rated. */
  readonly sealed: boolean
  readonly terms: OrderTerms
  readonly openedAt: EpochMs
  readonly contactedAt: EpochMs | null
  readonly repliedAt: EpochMs | null
  readonly calledBackAt: EpochMs | null
  readonly callBack: CallBackResult | 'unreached' | null
  /** What the evaluator says of the mending, in this round. */
  readonly grade: MendingGrade | null
  readonly closedAt: EpochMs | null
  readonly claimed: AppealClass | null
  /** Call-backs nobody answered, in this round. */
  readonly attempts: readonly { readonly on: CivilDate; readonly isWorkday: boolean }[]
  /** Who has acted for the department, and for the rectification body: by blind index. */
  readonly departmentActors: readonly string[]
  readonly bodyActors: readonly string[]
  readonly supplements: number
  /** How often the identity of the evaluator was opened. */
  readonly openings: number
}

/** What a round begins with. */
const NEW_ROUND = {
  repliedAt: null,
  calledBackAt: null,
  callBack: null,
  grade: null,
  closedAt: null,
  attempts: [],
} as const

/** Null: there are no steps, so no order. */
export function foldOrder(steps: readonly TakenOrderStep[]): RectificationOrder | null {
  const [first, ...rest] = steps
  if (first === undefined) return null
  if (first.type !== 'opened') throw new Error(`an order begins with ${first.type}`)
  return rest.reduce(afterOrderStep, openedOrder(first))
}

export const openedOrder = ({
  at,
  department,
  sealed,
  terms,
  seq,
}: Extract<TakenOrderStep, { type: 'opened' }>): RectificationOrder => ({
  ...NEW_ROUND,
  state: 'open',
  seq,
  round: 1,
  class: null,
  appeal: 'none',
  department,
  sealed,
  terms,
  openedAt: at,
  contactedAt: null,
  claimed: null,
  departmentActors: [],
  bodyActors: [],
  supplements: 0,
  openings: 0,
})

export function afterOrderStep(order: RectificationOrder, step: TakenOrderStep): RectificationOrder {
  return { ...order, ...changesOf(order, step), ...actorsAfter(order, step), seq: step.seq }
}

function actorsAfter(
  { departmentActors, bodyActors }: RectificationOrder,
  { side, actorIndex }: TakenOrderStep,
) {
  const added = (known: readonly string[]) => (known.includes(actorIndex) ? known : [...known, actorIndex])
  if (side === 'department') return { departmentActors: added(departmentActors) }
  return side === 'rectificationBody' ? { bodyActors: added(bodyActors) } : {}
}

function changesOf(order: RectificationOrder, step: TakenOrderStep): Partial<RectificationOrder> {
  const { at } = step
  switch (step.type) {
    case 'opened':
      throw new Error('an order is opened once')
    case 'contacted':
      return { state: order.state === 'replied' ? 'replied' : 'contacted', contactedAt: at }
    case 'replied':
      return { state: 'replied', repliedAt: at, class: step.class }
    case 'calledBack':
      // Whoever is spoken to in a call-back has been contacted, late as it may be.
      return {
        state: 'calledBack',
        calledBackAt: at,
        callBack: step.result,
        contactedAt: order.contactedAt ?? at,
      }
    case 'unreached':
      return {
        attempts: [...order.attempts, { on: step.on, isWorkday: step.isWorkday }],
        ...(step.isEnough ? { state: 'calledBack', calledBackAt: at, callBack: 'unreached' } : {}),
      }
    case 'returned':
      // The call-back has just spoken with them: the next round owes the mending, not another contact.
      return { ...NEW_ROUND, state: 'contacted', round: order.round + 1 }
    case 'rated':
      return step.opensNext
        ? { ...NEW_ROUND, state: 'open', round: order.round + 1, contactedAt: null }
        : { grade: step.grade }
    case 'appealed':
      return { appeal: 'open', claimed: step.class }
    case 'judged':
      return step.upheld
        ? { state: 'setAside', appeal: 'upheld', class: order.claimed, closedAt: at }
        : { appeal: 'rejected', class: 'true' }
    case 'closed':
      return { state: 'closed', closedAt: at }
    case 'supplemented':
      return { supplements: order.supplements + 1 }
    case 'identityOpened':
      return { openings: order.openings + 1 }
  }
}

/**
 * Whether a rating, or its amendment, opens an order: it is bad now and was not before. So every bad rating has one and none
 * has two; amended to a good one it keeps it, since what was said first has to be looked into all the same.
 */
export const opensOrder = (before: Level | null, now: Level): boolean =>
  isBad(now) && (before === null || !isBad(before))

/** A clock of an order, by the key it is watched under. */
export type RunningOrderClock = {
  readonly key: string
  readonly clock: OrderClock
  readonly round: number
  /** Who owes it. */
  readonly owedBy: Extract<OrderSide, 'department' | 'rectificationBody'>
}

/** What an order waits for: by its state alone, so an appeal stops nothing. */
export function orderClocks(order: RectificationOrder): readonly RunningOrderClock[] {
  const { state, round, contactedAt, appeal, sealed } = order
  const isUncontacted = state === 'open' || (state === 'replied' && contactedAt === null)
  const clock = (name: OrderClock, owedBy: RunningOrderClock['owedBy'], number = round) => ({
    key: `${name}/${number}`,
    clock: name,
    round: number,
    owedBy,
  })
  return [
    ...(isUncontacted ? [clock('contact', sealed ? 'rectificationBody' : 'department')] : []),
    ...(state === 'open' || state === 'contacted' ? [clock('rectify', 'department')] : []),
    ...(state === 'replied' ? [clock('callBack', 'rectificationBody')] : []),
    ...(appeal === 'open' ? [clock('judge', 'rectificationBody', 1)] : []),
  ]
}

/** Guarantee: rows of steps are written from what `takeOrderStep` gave and from nothing else. */
export const storedOrderStep = ({
  seq,
  at,
  actorIndex,
  side,
  data,
}: {
  readonly seq: number
  readonly at: EpochMs
  readonly actorIndex: string
  readonly side: string
  /** JSON. */
  readonly data: string
}): TakenOrderStep => ({ ...JSON.parse(data), seq, at, actorIndex, side }) as TakenOrderStep
