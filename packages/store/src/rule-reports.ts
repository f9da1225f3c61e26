import * as STATEMENTS from './compiled/statements.ts'
import type { ruleReportPages, ruleReports } from './schema/index.ts'
import { command, handwritten, select } from './statement.ts'

/** Statements of the reports that go with a rule version, and of the past cases they decide again. */

export type RuleReportRow = typeof ruleReports.$inferSelect
export type RuleReportPageRow = typeof ruleReportPages.$inferSelect
export type RuleReportProgressRow = Omit<RuleReportPageRow, 'flipsEnc' | 'at'>

export const insertRuleReport = /* @__PURE__ */ command<RuleReportRow>(STATEMENTS.insertRuleReport)
export const insertRuleReportPage = /* @__PURE__ */ command<RuleReportPageRow>(
  STATEMENTS.insertRuleReportPage,
)
export const ruleReportsOfRule = /* @__PURE__ */ select<RuleReportRow, { readonly ruleId: string }>(
  STATEMENTS.ruleReportsOfRule,
)
/** A page of every report of a rule version, and the one before it, whose end is where it begins. */
export const ruleReportPagesTo = /* @__PURE__ */ select<
  RuleReportPageRow,
  { readonly ruleId: string; readonly page: number }
>(STATEMENTS.ruleReportPagesTo)

/** The last page of each report of a rule version: SQLite takes the other columns from the row of the maximum. */
export const ruleReportProgress = /* @__PURE__ */ handwritten<
  RuleReportProgressRow,
  { readonly ruleId: string }
>(
  `SELECT rule_id, base_id, max(page) AS page, cursor, totals, digest FROM rule_report_pages
   WHERE rule_id = ? GROUP BY base_id`,
  ['ruleId'],
  (rows) =>
    rows.map((row) => ({
      ruleId: String(row.rule_id),
      baseId: String(row.base_id),
      page: Number(row.page),
      cursor: row.cursor === null || row.cursor === undefined ? null : String(row.cursor),
      totals: String(row.totals),
      digest: String(row.digest),
    })),
)

/** Reports whose past cases are not gone through, of versions not published yet; the newest first. */
export const ruleReportsUnfinished = /* @__PURE__ */ handwritten<
  { readonly ruleId: string },
  { readonly limit: number }
>(
  `SELECT r.rule_id FROM rule_reports r JOIN rule_versions v ON v.id = r.rule_id AND v.state IN ('draft', 'submitted')
   WHERE (SELECT p.cursor FROM rule_report_pages p WHERE p.rule_id = r.rule_id AND p.base_id = r.base_id
     ORDER BY p.page DESC LIMIT 1) IS NOT NULL
   ORDER BY r.made_at DESC LIMIT ?`,
  ['limit'],
  (rows) => rows.map((row) => ({ ruleId: String(row.rule_id) })),
)
