import type { CivilDate, EpochMs } from '@tongban/kernel'
import type { PolicyRow } from '@tongban/store'
import type { Policy, PolicyScope } from '@tongban/supervision'
import { dayOf } from './terms.ts'

/** A policy as the desk shows it. */
export type PolicyView = {
  readonly id: string
  readonly scope: PolicyScope
  readonly fromOn: CivilDate
  readonly untilOn: CivilDate | null
  readonly state: string
  readonly policy: Policy | null
  readonly replaces: string | null
  readonly proposedAt: EpochMs
  readonly settledAt: EpochMs | null
  /** The actor proposed it, so that another publishes or declines it. */
  readonly mine: boolean
}

export const policyView = (row: PolicyRow, me: string): PolicyView => ({
  id: row.id,
  scope: scopeOf(row),
  fromOn: dayOf(row.fromOn),
  untilOn: row.untilOn === null ? null : dayOf(row.untilOn),
  state: row.state,
  policy: asPolicy(row.policy),
  replaces: row.replaces,
  proposedAt: row.proposedAt,
  settledAt: row.approvedAt,
  mine: row.proposedBy === me,
})

function scopeOf({ scopeKind, scope: code }: Pick<PolicyRow, 'scopeKind' | 'scope'>): PolicyScope {
  switch (scopeKind) {
    case 'department':
    case 'item':
      return { kind: scopeKind, code }
    default:
      return { kind: 'region' }
  }
}

/** Guarantee: the text was written by `proposePolicy` from a policy that was checked. */
const asPolicy = (text: string) => JSON.parse(text) as Policy | null
