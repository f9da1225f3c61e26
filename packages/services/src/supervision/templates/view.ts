import type { CivilDate, EpochMs } from '@tongban/kernel'
import type { TemplateRow } from '@tongban/store'
import { asDay, linesIn } from './stored.ts'

/** A text this region proposed or published, as lists show it. */
export type TemplateView = {
  readonly id: string
  readonly template: string
  readonly fromOn: CivilDate
  readonly title: string
  readonly lines: readonly string[]
  readonly state: string
  readonly proposedAt: EpochMs
  readonly settledAt: EpochMs | null
  /** The actor proposed it, so that another publishes or declines it. */
  readonly mine: boolean
}

export const templateView = (row: TemplateRow, me: string): TemplateView => ({
  id: row.id,
  template: row.template,
  fromOn: asDay(row.fromOn),
  title: row.title,
  lines: linesIn(row.lines),
  state: row.state,
  proposedAt: row.proposedAt,
  settledAt: row.settledAt,
  mine: row.proposedBy === me,
})
