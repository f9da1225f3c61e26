import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { type JobRow, listJobs, outboxFigures } from '@tongban/store'
import type { Context } from '../context.ts'
import { stoppedSince } from './stopped.ts'
import { JOBS, type Job } from './table.ts'
import { RUNNER, stoppedJobs } from './watch.ts'

/** The scheduled jobs with their last run and how late it was, and what waits in the outbox. */
export type JobView = {
  readonly jobs: readonly (Omit<JobRow, 'leasedBy' | 'leaseUntil' | 'cursor' | 'lastDoneAt'> & {
    readonly periodMinutes: number
    /** How long its last finished run took. */
    readonly lastDurationMs: number | null
    /** The first instant it missed, where it has not run for two periods. */
    readonly stoppedSince: number | null
  })[]
  /** The same of the runner behind all of them: none of the frequent ones runs. */
  readonly runner: { readonly stoppedSince: number | null }
  readonly outbox: { readonly waiting: number; readonly dead: number; readonly oldestAt: number | null }
}

export async function listJobRuns(ctx: Context): Promise<Result<JobView, Failure>> {
  if (!holdsRole(ctx.actor, 'supervisor', 'admin', 'auditor')) {
    return fail({ code: 'notAllowed', need: '监察员 supervisor、系统管理员 admin、审计员 auditor' })
  }
  const [rows, [outbox]] = await ctx.database.read([listJobs({}), outboxFigures({})])
  const now = ctx.clock.now()
  const jobs = Object.entries<Job>(JOBS).map(([name, job]) => {
    const row = rows.find((candidate) => candidate.name === name)
    return {
      name,
      periodMinutes: job.periodMinutes,
      lastScheduledAt: row?.lastScheduledAt ?? null,
      lastStartedAt: row?.lastStartedAt ?? null,
      lastFinishedAt: row?.lastFinishedAt ?? null,
      lastOutcome: row?.lastOutcome ?? null,
      lastLatenessMs: row?.lastLatenessMs ?? null,
      lastDurationMs: durationOf(row),
      lastRows: row?.lastRows ?? null,
      stoppedSince: stoppedSince(job, row, now),
      runs: row?.runs ?? 0,
      failures: row?.failures ?? 0,
    }
  })
  const runner = stoppedJobs(JOBS, rows, now).find(({ name }) => name === RUNNER)
  return ok({
    jobs,
    runner: { stoppedSince: runner?.since ?? null },
    outbox: outbox ?? { waiting: 0, dead: 0, oldestAt: null },
  })
}

/** Null while it runs. */
const durationOf = (row: JobRow | undefined): number | null =>
  row === undefined || row.lastFinishedAt === null || row.lastStartedAt === null || row.leasedBy !== null
    ? null
    : Math.max(0, row.lastFinishedAt - row.lastStartedAt)
