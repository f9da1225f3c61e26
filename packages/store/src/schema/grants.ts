import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Of each matter that is granted once only, the case that granted it. Two approvals cannot both insert it. */
export const grants = sqliteTable(
  'grants',
  {
    itemCode: text('item_code').notNull(),
    /** Blind index of what the item says is granted once: a person, a permit number. */
    matterIndex: text('matter_index').notNull(),
    caseNumber: text('case_number').notNull(),
    grantedAt: integer('granted_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.itemCode, table.matterIndex] })],
)
