/**
 * Takes one step of a rectification order: whose it is, the table, the guards; then what the step is stored as, the order
 * after it, and the clocks that begin and end with it. Pure; the batch that writes it all is a service's.
 */
import { civilDateAt, dueAt, isWorkday } from '@tongban/calendar'
import { type CivilDate, type EpochMs, type Failure, fail, ok, type Result } from '@tongban/kernel'
import type { MendingGrade } from './order.ts'
import { ORDER_STATES, ORDER_STEPS, type OrderClass, type OrderClock, type OrderStep } from './order.ts'
import {
  CALL_BACK_ATTEMPTS,
  ORDER_GUARDS,
  type OrderActor,
  type OrderCircumstances,
  type OrderGuard,
  orderGuard,
} from './order-guards.ts'
import { ORDER_SIDES, ORDER_STEP_SIDES, type OrderSide, orderStatesAfter } from './order-table.ts'
import {
  type AppealClass,
  afterOrderStep,
  type CallBackResult,
  type OrderStepData,
  type OrderTerms,
  openedOrder,
  orderClocks,
  type RectificationOrder,
  type RunningOrderClock,
  type TakenOrderStep,
} from './rectification.ts'

/** A step as it is asked for. Words, files and the reason go beside, and are none of this module's. */
export type OrderAct =
  | { readonly type: 'contacted'; readonly reached: boolean }
  | { readonly type: 'replied'; readonly class: OrderClass }
  | { readonly type: 'calledBack'; readonly result: CallBackResult }
  | { readonly type: 'appealed'; readonly class: AppealClass }
  | { readonly type: 'judged'; readonly upheld: boolean }
  | { readonly type: 'rated'; readonly grade: MendingGrade }
  | { readonly type: 'unreached' }
  | { readonly type: 'returned' | 'identityOpened' | 'supplemented' | 'closed' }

/** A clock that begins, as far as the calendar and the policy say. */
export type BegunOrderClock = RunningOrderClock & {
  readonly fromAt: EpochMs
  readonly fromOn: CivilDate
  readonly workdays: number
  readonly dueOn: CivilDate
  /** The first instant that is too late. */
  readonly dueAt: EpochMs
  readonly provisional: boolean
}
export type OrderClockChanges = {
  readonly begin: readonly BegunOrderClock[]
  /** Keys of clocks that end. */
  readonly end: readonly string[]
}
export type OrderMove = {
  readonly step: TakenOrderStep
  /** What goes into the column `data` of the step, as canonical JSON. */
  readonly data: OrderStepData
  readonly order: RectificationOrder
  readonly clocks: OrderClockChanges
}

/** The first step: made by the machine in the batch of the rating or the review it grows from. */
export function openOrderNow(opened: OrderOpening, circumstances: OrderCircumstances): OrderMove {
  const { department, sealed, actorIndex, terms } = opened
  const data = { type: 'opened', department, sealed, terms } as const
  const step = { ...data, seq: 1, at: circumstances.now, actorIndex, side: 'machine' } as const
  const order = openedOrder(step)
  return { step, data, order, clocks: clockChanges(terms, [], orderClocks(order), circumstances) }
}
export type OrderOpening = {
  readonly department: string
  readonly sealed: boolean
  readonly actorIndex: string
  /** Of the policy in force on the day of the service. */
  readonly terms: OrderTerms
}

export function takeOrderStep(
  order: RectificationOrder,
  act: OrderAct,
  actor: OrderActor,
  circumstances: OrderCircumstances,
): Result<OrderMove, Failure> {
  const sides: readonly OrderSide[] = ORDER_STEP_SIDES[act.type]
  if (!sides.includes(actor.side)) return fail(notTheirs(sides))
  const isOfState = orderStatesAfter(order.state, act.type).length > 0
  const guard = isOfState ? guardOf(order, act, actor, circumstances) : undefined
  if (!isOfState || guard !== undefined) return fail(refusal(order, actor, circumstances, guard))
  const data = storedAs(order, act, circumstances)
  const step: TakenOrderStep = {
    ...data,
    seq: order.seq + 1,
    at: circumstances.now,
    actorIndex: actor.index,
    side: actor.side,
  }
  const after = afterOrderStep(order, step)
  return ok({
    step,
    data,
    order: after,
    clocks: clockChanges(order.terms, orderClocks(order), orderClocks(after), circumstances),
  })
}

/** What this actor may do with the order now; what they answer with it may still be refused. */
export const offeredOrderSteps = (
  order: RectificationOrder,
  actor: OrderActor,
  circumstances: OrderCircumstances,
): readonly OrderStep[] =>
  STEP_NAMES.filter((step) => {
    const sides: readonly OrderSide[] = ORDER_STEP_SIDES[step]
    return (
      sides.includes(actor.side) &&
      orderStatesAfter(order.state, step).length > 0 &&
      orderGuard(order, step, actor, circumstances) === undefined
    )
  })

export const isOrderStep = (name: string): name is OrderStep => Object.hasOwn(ORDER_STEPS, name)
const STEP_NAMES: readonly OrderStep[] = Object.keys(ORDER_STEPS).filter(isOrderStep)

function guardOf(
  order: RectificationOrder,
  act: OrderAct,
  actor: OrderActor,
  circumstances: OrderCircumstances,
): OrderGuard | undefined {
  const guard = orderGuard(order, act.type, actor, circumstances)
  if (guard !== undefined || act.type !== 'replied') return guard
  return order.appeal === 'rejected' && act.class !== 'true' ? 'classJudged' : undefined
}

/** What the calendar and the policy have to say is settled now and kept, so that the steps alone give the order. */
function storedAs(
  order: RectificationOrder,
  act: OrderAct,
  { now, calendar }: OrderCircumstances,
): OrderStepData {
  if (act.type === 'rated')
    return {
      ...act,
      opensNext: act.grade === 'dissatisfied' && order.round < order.terms.mostRounds,
    }
  if (act.type !== 'unreached') return act
  const on = civilDateAt(now)
  const attempt = { on, isWorkday: isWorkday(calendar, on).workday }
  const attempts = [...order.attempts, attempt]
  const days = new Set(attempts.filter((each) => each.isWorkday).map((each) => each.on))
  const isEnough = attempts.length >= CALL_BACK_ATTEMPTS.attempts && days.size >= CALL_BACK_ATTEMPTS.workdays
  return { type: 'unreached', ...attempt, isEnough }
}

const workdaysOf = (terms: OrderTerms): { readonly [C in OrderClock]: number } => ({
  contact: terms.contactWithinWorkdays,
  rectify: terms.rectifyWithinWorkdays,
  callBack: terms.callBackWithinWorkdays,
  judge: terms.judgeWithinWorkdays,
})

function clockChanges(
  terms: OrderTerms,
  before: readonly RunningOrderClock[],
  after: readonly RunningOrderClock[],
  { now, calendar }: OrderCircumstances,
): OrderClockChanges {
  const without = (clocks: readonly RunningOrderClock[], others: readonly RunningOrderClock[]) =>
    clocks.filter(({ key }) => !others.some((other) => other.key === key))
  return {
    begin: without(after, before).map((clock) => {
      const workdays = workdaysOf(terms)[clock.clock]
      const due = dueAt(calendar, now, { unit: 'workday', value: workdays })
      return {
        ...clock,
        fromAt: now,
        fromOn: civilDateAt(now),
        workdays,
        dueOn: due.on,
        dueAt: due.at,
        provisional: due.provisional,
      }
    }),
    end: without(before, after).map(({ key }) => key),
  }
}

const notTheirs = (sides: readonly OrderSide[]): Failure => ({
  code: 'notAllowed',
  need: sides.map((side) => `${ORDER_SIDES[side].zh} ${ORDER_SIDES[side].en}`).join('、'),
})

const WHAT = { zh: '本整改单', en: 'rectification order' }
const DONE = { zh: '无须再办理。', en: 'Nothing more is to be done.' }

function refusal(
  order: RectificationOrder,
  actor: OrderActor,
  circumstances: OrderCircumstances,
  guard: OrderGuard | undefined,
): Failure {
  const possible = offeredOrderSteps(order, actor, circumstances)
  return {
    code: 'stepNotPossible',
    state: order.state,
    possible,
    words: {
      what: WHAT,
      state: ORDER_STATES[order.state],
      possible: possible.map((step) => ORDER_STEPS[step]),
      instead: DONE,
    },
    because: guard === undefined ? null : { guard, ...ORDER_GUARDS[guard], facts: {} },
  }
}
