import type { Arrangement } from '@tongban/calendar'
import type { ArrangementRow } from '@tongban/store'

/** An arrangement as lists show it. */
export type ArrangementView = {
  readonly id: number
  readonly year: number | null
  readonly state: string
  readonly proposedAt: number
  readonly approvedAt: number | null
} & Arrangement

export function arrangementView(row: ArrangementRow): ArrangementView {
  const { seq, year, state, proposedAt, approvedAt, arrangement } = row
  return { id: seq, year, state, proposedAt, approvedAt, ...asArrangement(arrangement) }
}

/** Guarantee: the text was written by `proposeArrangement` from a checked arrangement. */
export const asArrangement = (text: string) => JSON.parse(text) as Arrangement
