import * as STATEMENTS from './compiled/statements.ts'
import { declineIn, endReplacedIn, publishIn } from './dated-policies.ts'
import type { supervisionPolicies } from './schema/index.ts'
import { command, select } from './statement.ts'

/** Statements of the dated policies of supervision: what the sweep goes by, and the desk where they are published. */

export type PolicyRow = typeof supervisionPolicies.$inferSelect
export type PolicyDatesRow = Omit<PolicyRow, 'policy'>

export const insertPolicy = /* @__PURE__ */ command<PolicyRow>(STATEMENTS.insertPolicy)
export const policyById = /* @__PURE__ */ select<PolicyRow, { readonly id: string }>(STATEMENTS.policyById)
/** Those that hold longest first, so that what falls beyond the limit ended first. */
export const publishedPolicies = /* @__PURE__ */ select<PolicyRow, { readonly limit: number }>(
  STATEMENTS.publishedPolicies,
)
/** Of one scope, without their words: what another may overlap. */
export const publishedPolicyDates = /* @__PURE__ */ select<
  PolicyDatesRow,
  { readonly scopeKind: string; readonly scope: string; readonly limit: number }
>(STATEMENTS.publishedPolicyDates)
/** By the last day that begins them, latest first; null filters leave all. */
export const policyPage = /* @__PURE__ */ select<
  PolicyRow,
  {
    readonly state: string | null
    readonly scopeKind: string | null
    readonly scope: string | null
    readonly asOf: string | null
    readonly beforeOn: string
    readonly beforeId: string
    readonly limit: number
  }
>(STATEMENTS.policyPage)

export const publishPolicy = /* @__PURE__ */ publishIn(
  'supervision_policies',
  `AND other.policy <> 'null' AND other.scope_kind = supervision_policies.scope_kind
     AND other.scope = supervision_policies.scope`,
)
export const endReplacedPolicy = /* @__PURE__ */ endReplacedIn('supervision_policies')
export const declinePolicy = /* @__PURE__ */ declineIn('supervision_policies')
