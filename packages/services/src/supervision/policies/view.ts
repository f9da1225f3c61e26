import { type PolicyRow, policyById } from '@tongban/store'
import type { Policy, PolicyScope } from '@tongban/supervision'
import type { PolicyFile } from '../../dated-policies/settle.ts'
import { type PolicyStanding, standingOf } from '../../dated-policies/standing.ts'

/** A policy as the desk shows it. */
export type PolicyView = PolicyStanding & {
  readonly scope: PolicyScope
  readonly policy: Policy | null
}

export const policyView = (row: PolicyRow, me: string): PolicyView => ({
  ...standingOf(row, me),
  scope: scopeOf(row),
  policy: asPolicy(row.policy),
})

export const POLICIES: PolicyFile<PolicyRow, PolicyView> = {
  what: { zh: '督办政策', en: 'policy of supervision' },
  byId: policyById,
  view: policyView,
}

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
