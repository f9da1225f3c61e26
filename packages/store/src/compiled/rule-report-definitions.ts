import { and, eq, getTableColumns, sql } from 'drizzle-orm'
import { ruleReportPages, ruleReports } from '../schema/index.ts'
import { build, placeholdersOf } from './build.ts'

/** Statements of the reports on rule versions, as Drizzle builds them. */
const value = sql.placeholder
const reportColumns = getTableColumns(ruleReports)
const pageColumns = getTableColumns(ruleReportPages)

export const RULE_REPORT_DEFINITIONS = {
  insertRuleReport: {
    query: build.insert(ruleReports).values(placeholdersOf(reportColumns)).onConflictDoNothing(),
  },
  insertRuleReportPage: { query: build.insert(ruleReportPages).values(placeholdersOf(pageColumns)) },
  ruleReportsOfRule: {
    query: build
      .select()
      .from(ruleReports)
      .where(eq(ruleReports.ruleId, value('ruleId'))),
    fields: reportColumns,
  },
  ruleReportPagesTo: {
    query: build
      .select()
      .from(ruleReportPages)
      .where(
        and(
          eq(ruleReportPages.ruleId, value('ruleId')),
          sql`${ruleReportPages.page} in (${value('page')}, ${value('page')} - 1)`,
        ),
      ),
    fields: pageColumns,
  },
} as const
