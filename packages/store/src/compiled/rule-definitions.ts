import { and, asc, desc, eq, getTableColumns, lte, sql } from 'drizzle-orm'
import { itemSwitches, ruleEvents, ruleVersions } from '../schema/index.ts'
import { build } from './build.ts'

/**
 * Statements of what stands beside one rule version, asked by its id alone, so that all of it is one round trip: the other
 * versions of its item, their log, the stop switch, and the version it would replace.
 */
const value = sql.placeholder
const ruleColumns = getTableColumns(ruleVersions)
const { dmn: _dmn, plan: _plan, ...summaryColumns } = ruleColumns
const ofRule = (column: string) =>
  sql`(select ${sql.raw(column)} from rule_versions as named where named.id = ${value('id')})`

export const RULE_DEFINITIONS = {
  ruleVersionNumbered: {
    query: build
      .select()
      .from(ruleVersions)
      .where(
        and(
          eq(ruleVersions.itemCode, value('itemCode')),
          eq(ruleVersions.version, value('version')),
          eq(ruleVersions.state, 'published'),
        ),
      ),
    fields: ruleColumns,
  },
  ruleVersionsBeside: {
    query: build
      .select(summaryColumns)
      .from(ruleVersions)
      .where(eq(ruleVersions.itemCode, ofRule('item_code')))
      .orderBy(desc(ruleVersions.version)),
    fields: summaryColumns,
  },
  ruleVersionReplacedBy: {
    query: build
      .select()
      .from(ruleVersions)
      .where(
        and(
          eq(ruleVersions.itemCode, ofRule('item_code')),
          eq(ruleVersions.state, 'published'),
          lte(ruleVersions.effectiveOn, ofRule('effective_on')),
        ),
      )
      .orderBy(desc(ruleVersions.effectiveOn), desc(ruleVersions.version))
      .limit(1),
    fields: ruleColumns,
  },
  ruleEventsBeside: {
    query: build
      .select()
      .from(ruleEvents)
      .where(eq(ruleEvents.itemCode, ofRule('item_code')))
      .orderBy(asc(ruleEvents.seq)),
    fields: getTableColumns(ruleEvents),
  },
  itemSwitchBeside: {
    query: build
      .select()
      .from(itemSwitches)
      .where(eq(itemSwitches.itemCode, ofRule('item_code'))),
    fields: getTableColumns(itemSwitches),
  },
} as const
