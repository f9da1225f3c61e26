import * as STATEMENTS from './compiled/statements.ts'
import type { jobs } from './schema/index.ts'
import { handwritten, select } from './statement.ts'

/** Statements of the job table. Cron may fire zero, one or two times. */

export type JobRow = typeof jobs.$inferSelect

export const listJobs = /* @__PURE__ */ select<JobRow>(STATEMENTS.listJobs)

/**
 * Takes the lease of a job unless somebody holds it or this scheduled minute has run; answers the cursor. A job that was
 * not known before is not late; after an outage a run is late by the first instant that was missed. A lease or an instant that lies further ahead than any of now could was left by a clock that ran ahead, and binds
 * nobody.
 */
export const takeJob = /* @__PURE__ */ handwritten<
  { readonly cursor: string | null },
  {
    readonly name: string
    readonly holder: string
    readonly until: number
    readonly scheduledAt: number
    readonly now: number
    readonly periodMs: number
  }
>(
  `INSERT INTO jobs (name, leased_by, lease_until, last_scheduled_at, last_started_at, last_lateness_ms, runs, failures)
   VALUES (?, ?, ?, ?, ?, 0, 1, 0)
   ON CONFLICT (name) DO UPDATE SET leased_by = excluded.leased_by, lease_until = excluded.lease_until,
     last_scheduled_at = excluded.last_scheduled_at, last_started_at = excluded.last_started_at,
     last_lateness_ms = max(0, excluded.last_started_at - min(excluded.last_scheduled_at, jobs.last_scheduled_at + ?)),
     runs = runs + 1
   WHERE (jobs.lease_until <= excluded.last_started_at OR jobs.lease_until > excluded.lease_until)
     AND (jobs.last_scheduled_at < excluded.last_scheduled_at OR jobs.last_scheduled_at > excluded.last_started_at + 120000)
   RETURNING cursor`,
  ['name', 'holder', 'until', 'scheduledAt', 'now', 'periodMs'],
  (rows) =>
    rows.map((row) => ({
      cursor: row.cursor === null || row.cursor === undefined ? null : String(row.cursor),
    })),
)

/** Ends a run; a failed one is due again with the next cron. Nothing changes when the lease has passed on. */
export const finishJob = /* @__PURE__ */ handwritten<
  never,
  {
    readonly name: string
    readonly holder: string
    readonly outcome: string
    readonly failed: 0 | 1
    readonly cursor: string | null
    readonly rows: number | null
    readonly now: number
  }
>(
  `UPDATE jobs SET leased_by = NULL, lease_until = 0, last_finished_at = ?, last_outcome = ?, last_rows = ?,
     last_done_at = CASE ? WHEN 0 THEN ? ELSE last_done_at END, failures = failures + ?, last_scheduled_at = last_scheduled_at - ?, cursor = ? WHERE name = ? AND leased_by = ?`,
  ['now', 'outcome', 'rows', 'failed', 'now', 'failed', 'failed', 'cursor', 'name', 'holder'],
  () => [],
)
