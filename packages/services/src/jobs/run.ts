import { redact } from '@tongban/kernel'
import { finishJob, takeJob } from '@tongban/store'
import type { Context } from '../context.ts'
import { lastInstant } from './instant.ts'
import { JOBS, type Job } from './table.ts'

/**
 * Runs what is due. Cron may fire zero, one or two times: the job table's lease and last scheduled instant let a
 * scheduled run happen once, and a job that fails is recorded and does not stop the others.
 */
export type JobRun = {
  readonly name: string
  readonly state: 'ran' | 'failed' | 'notDue'
  readonly outcome: string
}

const MINUTE_MS = 60_000
const SKEW_MS = MINUTE_MS

/** Runs every job whose scheduled instant at or before `scheduledAt` has not run yet. */
export async function runJobs(ctx: Context, scheduledAt: number): Promise<readonly JobRun[]> {
  // A cron that claims to come from the future would keep the job from running until then.
  const at = Math.min(scheduledAt, ctx.clock.now() + SKEW_MS)
  const runs: JobRun[] = []
  for (const [name, job] of Object.entries<Job>(JOBS)) runs.push(await runJob(ctx, name, job, at))
  return runs
}

async function runJob(ctx: Context, name: string, job: Job, scheduledAt: number): Promise<JobRun> {
  const holder = ctx.ids.uuid()
  const now = ctx.clock.now()
  const dueAt = lastInstant(job, scheduledAt)
  const [taken] = await ctx.database.read([
    takeJob({
      name,
      holder,
      until: now + job.leaseMs,
      scheduledAt: dueAt,
      now,
      periodMs: job.periodMinutes * MINUTE_MS,
    }),
  ])
  const lease = taken[0]
  if (lease === undefined)
    return { name, state: 'notDue', outcome: 'held by another run, or this instant has run' }
  try {
    const { cursor, outcome, rows = null } = await job.run(ctx, lease.cursor)
    await ctx.database.write([
      finishJob({ name, holder, outcome, failed: 0, cursor, rows, now: ctx.clock.now() }),
    ])
    return { name, state: 'ran', outcome }
  } catch (error) {
    const outcome = error instanceof Error ? redact(error.message) : 'unknown error'
    await ctx.database.write([
      finishJob({
        name,
        holder,
        outcome,
        failed: 1,
        cursor: lease.cursor,
        rows: null,
        now: ctx.clock.now(),
      }),
    ])
    return { name, state: 'failed', outcome }
  }
}
