import * as STATEMENTS from './compiled/statements.ts'
import type { supervisionPolicies } from './schema/index.ts'
import { command, handwritten, select } from './statement.ts'

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

type Settled = { readonly id: string; readonly by: string; readonly at: number }

/** Published if it is still proposed and nothing published in its scope overlaps it; answers its id then. */
export const publishPolicy = /* @__PURE__ */ handwritten<{ readonly id: string }, Settled>(
  `UPDATE supervision_policies SET state = 'published', approved_by = ?, approved_at = ?
   WHERE id = ? AND state = 'proposed' AND NOT EXISTS (SELECT 1 FROM supervision_policies AS other
     WHERE other.state = 'published' AND other.policy <> 'null'
       AND other.scope_kind = supervision_policies.scope_kind AND other.scope = supervision_policies.scope
       AND other.id IS NOT supervision_policies.replaces
       AND other.from_on <= coalesce(supervision_policies.until_on, '9999-12-31')
       AND coalesce(other.until_on, '9999-12-31') >= supervision_policies.from_on)
   RETURNING id`,
  ['by', 'at', 'id'],
  (rows) => rows.map((row) => ({ id: String(row.id) })),
)

/** Ends what a policy that is published now replaces, on the day before it begins. */
export const endReplacedPolicy = /* @__PURE__ */ handwritten<
  never,
  { readonly id: string; readonly lastOn: string }
>(
  `UPDATE supervision_policies SET state = CASE WHEN from_on > ?1 THEN 'replaced' ELSE state END, until_on = ?1
   WHERE state = 'published' AND coalesce(until_on, '9999-12-31') > ?1
     AND id = (SELECT made.replaces FROM supervision_policies AS made WHERE made.id = ?2 AND made.state = 'published')`,
  ['lastOn', 'id'],
  () => [],
)

export const declinePolicy = /* @__PURE__ */ handwritten<{ readonly id: string }, Settled>(
  `UPDATE supervision_policies SET state = 'declined', approved_by = ?, approved_at = ?
   WHERE id = ? AND state = 'proposed' RETURNING id`,
  ['by', 'at', 'id'],
  (rows) => rows.map((row) => ({ id: String(row.id) })),
)
