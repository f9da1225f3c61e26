import { integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/**
 * Who delivered what into a registry and when, and who marked it down or up and why. Rows are only added, in the batch
 * that writes what they tell of. Nothing personal stands here: of the records a count and a keyed digest.
 */
export const registryDeliveries = sqliteTable(
  'registry_deliveries',
  {
    source: text('source').notNull(),
    seq: integer('seq').notNull(),
    /** `records`: a delivery; `state`: the registry was marked down or up. */
    kind: text('kind').notNull(),
    at: integer('at').notNull(),
    /** Blind index of the official, as events carry it. */
    byIndex: text('by_index').notNull(),
    /** Of a delivery: how many records, as of when the source stated them, and the keyed digest of keys and records. */
    count: integer('count'),
    asOf: integer('as_of'),
    digest: text('digest'),
    /** Of a change of state: the state it came into, why, and the number of the change. */
    state: text('state'),
    reason: text('reason'),
    revision: integer('revision'),
  },
  (table) => [
    primaryKey({ columns: [table.source, table.seq] }),
    // Two changes made from the same state collide here: the later one is told, and nothing is overwritten unseen.
    uniqueIndex('registry_deliveries_revision').on(table.source, table.revision),
  ],
)
