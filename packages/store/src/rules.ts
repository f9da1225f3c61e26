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
export const ruleVersionOfCase = /* @__PURE__ */ select<RuleVersionRow, { readonly caseNumber: string }>(
  STATEMENTS.ruleVersionOfCase,
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

/** What stands beside one version, asked by its id. */
export const ruleVersionsBeside = /* @__PURE__ */ select<RuleSummaryRow, { readonly id: string }>(
  STATEMENTS.ruleVersionsBeside,
)
export const ruleVersionReplacedBy = /* @__PURE__ */ select<RuleVersionRow, { readonly id: string }>(
  STATEMENTS.ruleVersionReplacedBy,
)
export const ruleEventsBeside = /* @__PURE__ */ select<RuleEventRow, { readonly id: string }>(
  STATEMENTS.ruleEventsBeside,
)
export const itemSwitchBeside = /* @__PURE__ */ select<ItemSwitchRow, { readonly id: string }>(
  STATEMENTS.itemSwitchBeside,
)

/** A published version by its number. */
export const ruleVersionNumbered = /* @__PURE__ */ select<
  RuleVersionRow,
  { readonly itemCode: string; readonly version: number }
>(STATEMENTS.ruleVersionNumbered)

/** What is published for an item today: the version in force, and each that is to follow it. */
export type PublishedVersionRow = {
  readonly itemCode: string
  readonly version: number
  readonly effectiveOn: string
  readonly approvedAt: number
  readonly stopped: number
}
export const publishedVersions = /* @__PURE__ */ handwritten<PublishedVersionRow, { readonly on: string }>(
  `SELECT v.item_code, v.version, v.effective_on, v.approved_at,
     coalesce((SELECT s.stopped FROM item_switches s WHERE s.item_code = v.item_code), 0) AS stopped
   FROM rule_versions v WHERE v.state = 'published' AND NOT EXISTS (
     SELECT 1 FROM rule_versions w WHERE w.item_code = v.item_code AND w.state = 'published' AND w.effective_on <= ?
       AND (w.effective_on > v.effective_on OR (w.effective_on = v.effective_on AND w.version > v.version)))
   ORDER BY v.item_code, v.effective_on, v.version LIMIT 1000`,
  ['on'],
  (rows) =>
    rows.map((row) => ({
      itemCode: String(row.item_code),
      version: Number(row.version),
      effectiveOn: String(row.effective_on),
      approvedAt: Number(row.approved_at),
      stopped: Number(row.stopped),
    })),
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
