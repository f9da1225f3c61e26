import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** A version of an item's rules, from draft to publication. Published versions stay for replay. */
export const ruleVersions = sqliteTable(
  'rule_versions',
  {
    id: text('id').primaryKey(),
    itemCode: text('item_code').notNull(),
    itemVersion: text('item_version').notNull(),
    version: integer('version').notNull(),
    state: text('state').notNull(),
    effectiveOn: text('effective_on').notNull(),
    /** SHA-256 of the canonical plan, region parameters included. */
    hash: text('hash').notNull(),
    dmn: text('dmn').notNull(),
    plan: text('plan').notNull(),
    parameters: text('parameters').notNull(),
    note: text('note').notNull(),
    draftedBy: text('drafted_by').notNull(),
    submittedBy: text('submitted_by'),
    approvedBy: text('approved_by'),
    draftedAt: integer('drafted_at').notNull(),
    approvedAt: integer('approved_at'),
  },
  (table) => [
    uniqueIndex('rule_versions_by_item').on(table.itemCode, table.version),
    index('rule_versions_in_force').on(table.itemCode, table.state, table.effectiveOn, table.version),
    index('rule_versions_by_hash').on(table.hash),
  ],
)

/** Who did what to a rule version or a stop switch; append-only. */
export const ruleEvents = sqliteTable(
  'rule_events',
  {
    itemCode: text('item_code').notNull(),
    seq: integer('seq').notNull(),
    ruleId: text('rule_id').notNull(),
    type: text('type').notNull(),
    actorSubject: text('actor_subject').notNull(),
    at: integer('at').notNull(),
    data: text('data').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [primaryKey({ columns: [table.itemCode, table.seq] })],
)

/** Stop switch 停用开关 of an item's automatic decision. */
export const itemSwitches = sqliteTable('item_switches', {
  itemCode: text('item_code').primaryKey(),
  stopped: integer('stopped').notNull(),
  reason: text('reason').notNull(),
  bySubject: text('by_subject').notNull(),
  at: integer('at').notNull(),
})
