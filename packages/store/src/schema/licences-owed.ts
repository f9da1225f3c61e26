import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Licences that the law has granted by silence (行政许可法 50) and that are not signed yet: entered in the batch of that
 * event, taken out in the batch of the licence. Nothing else is ever granted without its licence.
 */
export const licencesOwed = sqliteTable('licences_owed', {
  caseNumber: text('case_number').primaryKey(),
  since: integer('since').notNull(),
  /** Not tried again before this instant. */
  nextAt: integer('next_at').notNull(),
})
