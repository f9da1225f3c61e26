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

/** Until when contact and mending are owed by clocks that begin now; null where none does. */
export function begunInstants({ begin }: OrderClockChanges): {
  readonly [K in keyof DueInstants]: DueInstants[K] | null
} {
  const dueOf = (name: string) => begin.find(({ clock }) => clock === name)?.dueAt ?? null
  return { contactDueAt: dueOf('contact'), rectifyDueAt: dueOf('rectify') }
}

/** The same with what is known where nothing begins. */
export function dueInstants(known: DueInstants, clocks: OrderClockChanges): DueInstants {
  const { contactDueAt, rectifyDueAt } = begunInstants(clocks)
  return {
    contactDueAt: contactDueAt ?? known.contactDueAt,
    rectifyDueAt: rectifyDueAt ?? known.rectifyDueAt,
  }
}
