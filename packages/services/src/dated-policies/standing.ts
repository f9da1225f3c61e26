import type { CivilDate, EpochMs } from '@tongban/kernel'
import { spanOf } from './days.ts'

/** Where a policy stands, whatever it is about: its row, and as officials see it. */
export type PolicyStandingRow = {
  readonly id: string
  readonly fromOn: string
  readonly untilOn: string | null
  readonly policy: string
  readonly state: string
  readonly replaces: string | null
  readonly proposedBy: string
  readonly proposedAt: EpochMs
  readonly approvedBy: string | null
  readonly approvedAt: EpochMs | null
}

export type PolicyStanding = {
  readonly id: string
  readonly fromOn: CivilDate
  readonly untilOn: CivilDate | null
  readonly state: string
  readonly replaces: string | null
  readonly proposedAt: EpochMs
  readonly settledAt: EpochMs | null
  /** The actor proposed it, so that another publishes or declines it. */
  readonly mine: boolean
}

export const standingOf = (row: PolicyStandingRow, me: string): PolicyStanding => ({
  id: row.id,
  ...spanOf(row),
  state: row.state,
  replaces: row.replaces,
  proposedAt: row.proposedAt,
  settledAt: row.approvedAt,
  mine: row.proposedBy === me,
})
