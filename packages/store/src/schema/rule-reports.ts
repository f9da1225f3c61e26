import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * What is known of a rule version before it is published, against one version in force (`base_id`, empty for the
 * first version of an item). Bound to the content hashes of both; written once.
 */
export const ruleReports = sqliteTable(
  'rule_reports',
  {
    ruleId: text('rule_id').notNull(),
    baseId: text('base_id').notNull(),
    ruleHash: text('rule_hash').notNull(),
    baseHash: text('base_hash').notNull(),
    /** Canonical JSON of the findings in every table, and of the difference; witnesses are made up, nobody's. */
    analysis: text('analysis').notNull(),
    difference: text('difference').notNull(),
    madeBy: text('made_by').notNull(),
    madeAt: integer('made_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.ruleId, table.baseId] })],
)

/**
 * Past cases decided again for a report, a page at a time. Append-only: of two runs at once only one adds page n. Each
 * page holds the totals so far and where the next begins; null when there is none.
 */
export const ruleReportPages = sqliteTable(
  'rule_report_pages',
  {
    ruleId: text('rule_id').notNull(),
    baseId: text('base_id').notNull(),
    page: integer('page').notNull(),
    cursor: text('cursor'),
    /** Counts, case numbers and rule ids; no value of anybody's. */
    totals: text('totals').notNull(),
    /** The cases of this page that come out differently, encrypted; AAD rule_report_pages|flips_enc|rule/base/page. */
    flipsEnc: text('flips_enc').notNull(),
    /** Hash of the digest of the page before and the cases of this one. */
    digest: text('digest').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.ruleId, table.baseId, table.page] })],
)
