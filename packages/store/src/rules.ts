import { and, asc, desc, eq, getTableColumns, inArray, lte, sql } from 'drizzle-orm'
import { itemSwitches, ruleEvents, ruleVersions } from './schema/index.ts'
import { build, command, handwritten, placeholdersOf, select } from './statement.ts'

/** Statements of published rules: versions, their log, and the stop switch of an item. */

export type RuleVersionRow = typeof ruleVersions.$inferSelect
export type RuleEventRow = typeof ruleEvents.$inferSelect
export type ItemSwitchRow = typeof itemSwitches.$inferSelect
export type RuleSummaryRow = Omit<RuleVersionRow, 'dmn' | 'plan'>

const value = sql.placeholder
const columns = getTableColumns(ruleVersions)
const { dmn: _dmn, plan: _plan, ...summaryColumns } = columns

export const insertRuleVersion = command<RuleVersionRow>(
  build.insert(ruleVersions).values(placeholdersOf(columns)),
)
export const insertRuleEvent = command<RuleEventRow>(
  build.insert(ruleEvents).values(placeholdersOf(getTableColumns(ruleEvents))),
)
export const setRuleState = command<
  Pick<RuleVersionRow, 'id' | 'state' | 'submittedBy' | 'approvedBy' | 'approvedAt'>
>(
  build
    .update(ruleVersions)
    .set({
      state: sql`${value('state')}`,
      submittedBy: sql`${value('submittedBy')}`,
      approvedBy: sql`${value('approvedBy')}`,
      approvedAt: sql`${value('approvedAt')}`,
    })
    .where(eq(ruleVersions.id, value('id'))),
)
export const setItemSwitch = command<ItemSwitchRow>(
  build
    .insert(itemSwitches)
    .values(placeholdersOf(getTableColumns(itemSwitches)))
    .onConflictDoUpdate({
      target: itemSwitches.itemCode,
      set: {
        stopped: sql`excluded.stopped`,
        reason: sql`excluded.reason`,
        bySubject: sql`excluded.by_subject`,
        at: sql`excluded.at`,
      },
    }),
)

export const ruleVersionById = select<RuleVersionRow, { readonly id: string }>(
  build
    .select()
    .from(ruleVersions)
    .where(eq(ruleVersions.id, value('id'))),
  columns,
)
export const ruleVersionByHash = select<RuleVersionRow, { readonly hash: string }>(
  build
    .select()
    .from(ruleVersions)
    .where(and(eq(ruleVersions.hash, value('hash')), eq(ruleVersions.state, 'published')))
    .orderBy(desc(ruleVersions.version))
    .limit(1),
  columns,
)
export const ruleVersionsOfItem = select<RuleSummaryRow, { readonly itemCode: string }>(
  build
    .select(summaryColumns)
    .from(ruleVersions)
    .where(eq(ruleVersions.itemCode, value('itemCode')))
    .orderBy(desc(ruleVersions.version)),
  summaryColumns,
)
export const ruleVersionsByState = select<RuleSummaryRow, { readonly limit: number }>(
  build
    .select(summaryColumns)
    .from(ruleVersions)
    .where(inArray(ruleVersions.state, ['draft', 'submitted', 'published']))
    .orderBy(desc(ruleVersions.draftedAt))
    .limit(value('limit')),
  summaryColumns,
)
export const ruleVersionInForce = select<RuleVersionRow, { readonly itemCode: string; readonly on: string }>(
  build
    .select()
    .from(ruleVersions)
    .where(
      and(
        eq(ruleVersions.itemCode, value('itemCode')),
        eq(ruleVersions.state, 'published'),
        lte(ruleVersions.effectiveOn, value('on')),
      ),
    )
    .orderBy(desc(ruleVersions.effectiveOn), desc(ruleVersions.version))
    .limit(1),
  columns,
)
export const itemSwitch = select<ItemSwitchRow, { readonly itemCode: string }>(
  build
    .select()
    .from(itemSwitches)
    .where(eq(itemSwitches.itemCode, value('itemCode'))),
  getTableColumns(itemSwitches),
)
export const ruleEventsOfItem = select<RuleEventRow, { readonly itemCode: string }>(
  build
    .select()
    .from(ruleEvents)
    .where(eq(ruleEvents.itemCode, value('itemCode')))
    .orderBy(asc(ruleEvents.seq)),
  getTableColumns(ruleEvents),
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
