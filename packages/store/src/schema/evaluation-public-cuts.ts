import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What was published of the evaluations of a month, made once: counts alone, those that would tell of anybody withheld. */
export const evaluationPublicCuts = sqliteTable('evaluation_public_cuts', {
  /** `YYYY-MM` of the services. */
  month: text('month').primaryKey(),
  /** Canonical JSON. */
  cut: text('cut').notNull(),
  /** Everything written before is counted. */
  madeAt: integer('made_at').notNull(),
})
