/**
 * Which step of a rectification order 整改单 may follow which, and whose it is: a table, not code (国办发〔2019〕51号: a bad rating is
 * verified, mended, answered, called back). What else stands against a step is in `order-guards.ts`.
 *
 * An appeal changes no state and stops no clock: it is the department's own word, and could otherwise be lodged to buy time,
 * while the evaluator is owed contact and mending for as long as the rating stands. Only an appeal judged upheld by another
 * body sets the rating aside.
 */
import type { OrderState, OrderStep } from './order.ts'

export const ORDER_SIDES = {
  department: { zh: '被评价部门', en: 'the department rated' },
  rectificationBody: { zh: '整改督促机构', en: 'the rectification body' },
  evaluator: { zh: '评价人', en: 'the evaluator' },
  machine: { zh: '系统', en: 'the system' },
} as const
export type OrderSide = keyof typeof ORDER_SIDES

/** Whose each step is. A sealed rating is contacted by the rectification body, any other by the department. */
export const ORDER_STEP_SIDES = {
  opened: ['machine'],
  contacted: ['department', 'rectificationBody'],
  replied: ['department'],
  calledBack: ['rectificationBody'],
  unreached: ['rectificationBody'],
  returned: ['rectificationBody'],
  rated: ['evaluator'],
  appealed: ['department'],
  judged: ['rectificationBody'],
  identityOpened: ['rectificationBody'],
  supplemented: ['evaluator'],
  closed: ['rectificationBody'],
} as const satisfies Record<OrderStep, readonly OrderSide[]>

/** Where each step may lead. The second of two: enough attempts at a call-back, a next round, an appeal upheld. */
export const ORDER_TABLE = {
  none: { opened: ['open'] },
  open: {
    contacted: ['contacted'],
    replied: ['replied'],
    appealed: ['open'],
    judged: ['open', 'setAside'],
    identityOpened: ['open'],
    supplemented: ['open'],
  },
  contacted: {
    replied: ['replied'],
    appealed: ['contacted'],
    judged: ['contacted', 'setAside'],
    identityOpened: ['contacted'],
    supplemented: ['contacted'],
  },
  replied: {
    contacted: ['replied'],
    calledBack: ['calledBack'],
    unreached: ['replied', 'calledBack'],
    rated: ['replied', 'open'],
    appealed: ['replied'],
    judged: ['replied', 'setAside'],
    identityOpened: ['replied'],
    supplemented: ['replied'],
  },
  calledBack: {
    returned: ['contacted'],
    rated: ['calledBack', 'open'],
    appealed: ['calledBack'],
    judged: ['calledBack', 'setAside'],
    identityOpened: ['calledBack'],
    supplemented: ['calledBack'],
    closed: ['closed'],
  },
  closed: { rated: ['closed', 'open'] },
  setAside: {},
} as const satisfies Record<OrderState | 'none', { readonly [S in OrderStep]?: readonly OrderState[] }>

/** Where a step may lead from a state; empty where the table does not have it. */
export function orderStatesAfter(state: OrderState | 'none', step: OrderStep): readonly OrderState[] {
  const row: { readonly [S in OrderStep]?: readonly OrderState[] } = ORDER_TABLE[state]
  return row[step] ?? []
}
