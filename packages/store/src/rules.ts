import * as STATEMENTS from './compiled/statements.ts'
import type { itemSwitches, ruleEvents, ruleVersions } from './schema/index.ts'
import { command, handwritten, select } from './statement.ts'

/** Statements of published rules: versions, their log, and the stop switch of an item. */

export type RuleVersionRow = typeof ruleVersions.$inferSelect
export type RuleEventRow = typeof ruleEvents.$inferSelect
export type ItemSwitchRow = typeof itemSwitches.$inferSelect
export type RuleSummaryRow = Omit<RuleVersionRow, 'dmn' | 'plan'>

export const insertRuleVersion = /* @__PURE__ */ command<RuleVersionRow>(STATEMENTS.insertRuleVersion)
export const insertRuleEvent = /* @__PURE__ */ command<RuleEventRow>(STATEMENTS.insertRuleEvent)
export const setRuleState = /* @__PURE__ */ command<
  Pick<RuleVersionRow, 'id' | 'state' | 'submittedBy' | 'approvedBy' | 'approvedAt'>
>(STATEMENTS.setRuleState)
export const setItemSwitch = /* @__PURE__ */ command<ItemSwitchRow>(STATEMENTS.setItemSwitch)

export const ruleVersionById = /* @__PURE__ */ select<RuleVersionRow, { readonly id: string }>(
  STATEMENTS.ruleVersionById,
)
export const ruleVersionsOfItem = /* @__PURE__ */ select<RuleSummaryRow, { readonly itemCode: string }>(
  STATEMENTS.ruleVersionsOfItem,
)
export const ruleVersionsByState = /* @__PURE__ */ select<RuleSummaryRow, { readonly limit: number }>(
  STATEMENTS.ruleVersionsByState,
)
export const ruleVersionInForce = /* @__PURE__ */ select<
  RuleVersionRow,
  { readonly itemCode: string; readonly on: string }
>(STATEMENTS.ruleVersionInForce)
export const itemSwitch = /* @__PURE__ */ select<ItemSwitchRow, { readonly itemCode: string }>(
  STATEMENTS.itemSwitch,
)
export const ruleEventsOfItem = /* @__PURE__ */ select<RuleEventRow, { readonly itemCode: string }>(
  STATEMENTS.ruleEventsOfItem,
)

/** The version in force, without its plan when the caller already holds the plan of that hash. */
export type RuleInForceRow = {
  readonly id: string
  readonly hash: string
  readonly version: number
  readonly effectiveOn: string
  /** Null when the hash is the one the caller named. */
  readonly plan: string | null
  readonly stopped: number
}

export const ruleInForce = /* @__PURE__ */ handwritten<
  RuleInForceRow,
  { readonly itemCode: string; readonly on: string; readonly heldHash: string }
>(
  `SELECT v.id, v.hash, v.version, v.effective_on, CASE WHEN v.hash = ? THEN NULL ELSE v.plan END AS plan,
     coalesce((SELECT s.stopped FROM item_switches s WHERE s.item_code = v.item_code), 0) AS stopped
   FROM rule_versions v WHERE v.item_code = ? AND v.state = 'published' AND v.effective_on <= ?
   ORDER BY v.effective_on DESC, v.version DESC LIMIT 1`,
  ['heldHash', 'itemCode', 'on'],
  (rows) =>
    rows.map((row) => ({
      id: String(row.id),
      hash: String(row.hash),
      version: Number(row.version),
      effectiveOn: String(row.effective_on),
      plan: row.plan === null || row.plan === undefined ? null : String(row.plan),
      stopped: Number(row.stopped),
    })),
)
