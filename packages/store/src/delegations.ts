import * as STATEMENTS from './compiled/statements.ts'
import type { delegations } from './schema/delegations.ts'
import { command, select } from './statement.ts'

/** Statements of the delegations: who acts for whom, in which role and on which days. */

export type DelegationRow = typeof delegations.$inferSelect

/** Conflicts when a delegation of this id is there already. */
export const insertDelegation = /* @__PURE__ */ command<DelegationRow>(STATEMENTS.insertDelegation)
/** Ends a delegation; nothing changes where it was ended before. */
export const endDelegation = /* @__PURE__ */ command<{
  readonly id: string
  readonly endedOn: string
  readonly endedBy: string
}>(STATEMENTS.endDelegation)

export const delegationById = /* @__PURE__ */ select<DelegationRow, { readonly id: string }>(
  STATEMENTS.delegationById,
)
/** Delegations to one official whose last day is `on` or later. */
export const delegationsTo = /* @__PURE__ */ select<
  DelegationRow,
  { readonly toIndex: string; readonly on: string; readonly limit: number }
>(STATEMENTS.delegationsTo)
/** Delegations within a department whose last day is `since` or later, the first to end first. */
export const delegationsOfDepartment = /* @__PURE__ */ select<
  DelegationRow,
  { readonly department: string; readonly since: string; readonly limit: number }
>(STATEMENTS.delegationsOfDepartment)
