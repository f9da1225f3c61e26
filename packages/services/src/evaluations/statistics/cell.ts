import { civilDateAt } from '@tongban/calendar'
import { type Cell, monthOf, ORDER_SOURCES, type OrderSource } from '@tongban/evaluations'
import type { RolledSaidRow } from '@tongban/store'

/** The cell of what comes by no channel. */
export const cellOf = ({
  at,
  department,
  window,
  itemCode,
}: Pick<RolledSaidRow, 'at' | 'department' | 'window' | 'itemCode'>): Cell => ({
  month: monthOf(civilDateAt(at)),
  department,
  window: window ?? '',
  itemCode: itemCode ?? '',
  channel: '',
})

export function orderSource(name: string): OrderSource {
  if (!isOrderSource(name)) throw new Error(`orders do not grow from ${name}`)
  return name
}
const isOrderSource = (name: string): name is OrderSource => Object.hasOwn(ORDER_SOURCES, name)
