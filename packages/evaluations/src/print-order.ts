/** The life of a rectification order as a page for people, printed from the table itself. */
import { ORDER_STATES, ORDER_STEPS, type OrderState, type OrderStep } from './order.ts'
import { ORDER_GUARDS } from './order-guards.ts'
import { ORDER_SIDES, ORDER_STEP_SIDES, type OrderSide, orderStatesAfter } from './order-table.ts'

/** Guarantee: the keys of these tables are their names. */
const STATES = Object.keys(ORDER_STATES) as readonly OrderState[]
const STEPS = Object.keys(ORDER_STEPS) as readonly OrderStep[]

const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`
const stateName = (state: OrderState) => `${ORDER_STATES[state].zh} \`${state}\``
const sidesOf = (step: OrderStep): readonly OrderSide[] => ORDER_STEP_SIDES[step]

export const printOrderStates = (): string =>
  [
    '# 整改单的状态与步骤 States and steps of a rectification order',
    '',
    'Printed from `packages/evaluations/src/order-table.ts`; whatever is not in the table is not possible. An appeal changes no',
    'state and stops no clock. Of two states the second needs more: enough attempts at a call-back, a rating of the mending that',
    'opens the next round, or an appeal that is upheld.',
    '',
    row('状态 state', '步骤 step', '由谁 by', '之后 next'),
    row('---', '---', '---', '---'),
    ...(['none', ...STATES] as const).flatMap((state) =>
      STEPS.filter((step) => orderStatesAfter(state, step).length > 0).map((step) =>
        row(
          state === 'none' ? '（无）' : stateName(state),
          `${ORDER_STEPS[step].zh} \`${step}\``,
          sidesOf(step)
            .map((side) => ORDER_SIDES[side].zh)
            .join('、'),
          orderStatesAfter(state, step).map(stateName).join('、'),
        ),
      ),
    ),
    '',
    row('什么情况下不能办理 what stands against a step', '说明', 'text'),
    row('---', '---', '---'),
    ...Object.entries(ORDER_GUARDS).map(([guard, { zh, en }]) => row(`\`${guard}\``, zh, en)),
    '',
  ].join('\n')
