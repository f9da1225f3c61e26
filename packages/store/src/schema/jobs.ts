import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * The scheduled jobs: one lease each, the last run and how late it was. A run is taken only for a scheduled
 * minute later than the last one, so a cron that fires twice runs a job once.
 */
export const jobs = sqliteTable('jobs', {
  name: text('name').primaryKey(),
  leasedBy: text('leased_by'),
  leaseUntil: integer('lease_until').notNull(),
  lastScheduledAt: integer('last_scheduled_at'),
  lastStartedAt: integer('last_started_at'),
  lastFinishedAt: integer('last_finished_at'),
  lastOutcome: text('last_outcome'),
  lastLatenessMs: integer('last_lateness_ms'),
  /** When it last came to its end without a fault; null in rows written before this was kept. */
  lastDoneAt: integer('last_done_at'),
  /** How many rows its last run did something about, where it counts them. */
  lastRows: integer('last_rows'),
  runs: integer('runs').notNull(),
  failures: integer('failures').notNull(),
  /** Where a resumable job goes on. */
  cursor: text('cursor'),
})
