import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Which keys of this region a partner has taken: told by a request it has answered under its own signature. A key that has
 * ended is held for whoever has not taken one after it yet.
 */
export const exchangeKeysTold = sqliteTable(
  'exchange_keys_told',
  {
    partner: text('partner').notNull(),
    keyId: text('key_id').notNull(),
    /** When it was first told. */
    toldAt: integer('told_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.partner, table.keyId] })],
)
