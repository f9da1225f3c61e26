import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What was published of the handling of cases in a month, made once: counts alone, those that would tell of anybody withheld. */
export const handlingPublicCuts = sqliteTable('handling_public_cuts', {
  /** `YYYY-MM` of the days on which they were decided. */
  month: text('month').primaryKey(),
  /** Canonical JSON. */
  cut: text('cut').notNull(),
  /** Everything written before is counted. */
  madeAt: integer('made_at').notNull(),
})
