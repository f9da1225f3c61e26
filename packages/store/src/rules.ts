import * as STATEMENTS from './compiled/statements.ts'
import type { itemSwitches, ruleEvents, ruleVersions } from './schema/index.ts'
import { command, handwritten, select } from './statement.ts'

/** Statements of published rules: versions, their log, and the stop switch of an item. */

export type RuleVersionRow = typeof ruleVersions.$inferSelect
export type RuleEventRow = typeof ruleEvents.$inferSelect
export type ItemSwitchRow = typeof itemSwitches.$inferSelect
export type RuleSummaryRow = Omit<RuleVersionRow, 'dmn' | 'plan'>

export const insertRuleVersion = command<RuleVersionRow>(STATEMENTS.insertRuleVersion)
export const insertRuleEvent = command<RuleEventRow>(STATEMENTS.insertRuleEvent)
export const setRuleState = command<
  Pick<RuleVersionRow, 'id' | 'state' | 'submittedBy' | 'approvedBy' | 'approvedAt'>
>(STATEMENTS.setRuleState)
export const setItemSwitch = command<ItemSwitchRow>(STATEMENTS.setItemSwitch)

export const ruleVersionById = select<RuleVersionRow, { readonly id: string }>(STATEMENTS.ruleVersionById)
export const ruleVersionsOfItem = select<RuleSummaryRow, { readonly itemCode: string }>(
  STATEMENTS.ruleVersionsOfItem,
)
export const ruleVersionsByState = select<RuleSummaryRow, { readonly limit: number }>(
  STATEMENTS.ruleVersionsByState,
)
export const ruleVersionInForce = select<RuleVersionRow, { readonly itemCode: string; readonly on: string }>(
  STATEMENTS.ruleVersionInForce,
)
export const itemSwitch = select<ItemSwitchRow, { readonly itemCode: string }>(STATEMENTS.itemSwitch)
export const ruleEventsOfItem = select<RuleEventRow, { readonly itemCode: string }>(
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

export const ruleInForce = handwritten<
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
