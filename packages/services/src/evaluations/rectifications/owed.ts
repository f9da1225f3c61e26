import { dueAt } from '@tongban/calendar'
import { ORDER_CLOCKS, ORDER_SIDES, type OrderClock, orderClocks } from '@tongban/evaluations'
import type { EpochMs } from '@tongban/kernel'
import type { Context } from '../../context.ts'
import type { Coded } from '../../supervision/notices/coded.ts'
import type { OrderRecord } from './load.ts'
import { codedBy } from './view.ts'

/** What an order waits for now: what, by whom, and the first instant that is too late. */
export type OwedView = { readonly what: Coded; readonly by: Coded; readonly dueAt: EpochMs }

export const owedBy = (ctx: Pick<Context, 'calendar'>, record: OrderRecord): readonly OwedView[] =>
  orderClocks(record.order).map(({ clock, owedBy: side }) => ({
    what: codedBy(ORDER_CLOCKS, clock),
    by: codedBy(ORDER_SIDES, side),
    dueAt: dueOf(ctx, record, clock),
  }))

/** Contact and mending stand in the row; the others run from the step they began with. */
function dueOf(
  { calendar }: Pick<Context, 'calendar'>,
  { row, order, steps }: OrderRecord,
  clock: OrderClock,
): EpochMs {
  if (clock === 'contact') return row.contactDueAt
  if (clock === 'rectify') return row.rectifyDueAt
  const { callBackWithinWorkdays, judgeWithinWorkdays } = order.terms
  const [begun, value] =
    clock === 'callBack' ? ['replied', callBackWithinWorkdays] : ['appealed', judgeWithinWorkdays]
  const fromAt = steps.findLast(({ type }) => type === begun)?.at
  if (fromAt === undefined) throw new Error(`a clock of an order that nothing began: ${clock}`)
  return dueAt(calendar, fromAt, { unit: 'workday', value: Number(value) }).at
}
