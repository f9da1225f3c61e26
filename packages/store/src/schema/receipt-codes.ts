import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Query codes 查询码 of receipts that open nothing any more: how many there are says which code of the case opens now, so that
 * none is stored when it is given out. Of two who show one code at once the primary key lets one in.
 */
export const receiptCodes = sqliteTable(
  'receipt_codes',
  {
    caseNumber: text('case_number').notNull(),
    sequence: integer('sequence').notNull(),
    /** When it was used; null of one that a newer code has replaced unused. */
    usedAt: integer('used_at'),
    endedAt: integer('ended_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.caseNumber, table.sequence] })],
)
