import type { OrderClockChanges, RectificationOrder } from '@tongban/evaluations'
import type { RectificationRow } from '@tongban/store'

/** The row of an order 整改单 is the fold of its steps: what of the fold is a column. */
export const columnsOf = ({
  state,
  seq,
  round,
  class: orderClass,
  appeal,
  contactedAt,
  repliedAt,
  calledBackAt,
  callBack,
  grade,
  closedAt,
}: RectificationOrder) => ({
  state,
  seq,
  round,
  class: orderClass,
  appeal,
  contactedAt,
  repliedAt,
  calledBackAt,
  callBack,
  grade,
  closedAt,
})

type DueInstants = Pick<RectificationRow, 'contactDueAt' | 'rectifyDueAt'>

/** Until when contact and mending are owed, as far as clocks that begin now change it. */
export function dueInstants(known: DueInstants, { begin }: OrderClockChanges): DueInstants {
  const dueOf = (name: string) => begin.find(({ clock }) => clock === name)?.dueAt
  return {
    contactDueAt: dueOf('contact') ?? known.contactDueAt,
    rectifyDueAt: dueOf('rectify') ?? known.rectifyDueAt,
  }
}
