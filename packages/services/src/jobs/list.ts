import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { type JobRow, listJobs, outboxFigures } from '@tongban/store'
import type { Context } from '../context.ts'
import { JOBS } from './table.ts'

/** The scheduled jobs with their last run and how late it was, and what waits in the outbox. */
export type JobView = {
  readonly jobs: readonly (Omit<JobRow, 'leasedBy' | 'leaseUntil' | 'cursor'> & {
    readonly periodMinutes: number
  })[]
  readonly outbox: { readonly waiting: number; readonly dead: number; readonly oldestAt: number | null }
}

export async function listJobRuns(ctx: Context): Promise<Result<JobView, Failure>> {
  if (!holdsRole(ctx.actor, 'supervisor', 'admin', 'auditor')) {
    return fail({ code: 'notAllowed', need: '监察员 supervisor、系统管理员 admin、审计员 auditor' })
  }
  const [rows, [outbox]] = await ctx.database.read([listJobs({}), outboxFigures({})])
  const jobs = Object.entries(JOBS).map(([name, { periodMinutes }]) => {
    const row = rows.find((candidate) => candidate.name === name)
    return {
      name,
      periodMinutes,
      lastScheduledAt: row?.lastScheduledAt ?? null,
      lastStartedAt: row?.lastStartedAt ?? null,
      lastFinishedAt: row?.lastFinishedAt ?? null,
      lastOutcome: row?.lastOutcome ?? null,
      lastLatenessMs: row?.lastLatenessMs ?? null,
      runs: row?.runs ?? 0,
      failures: row?.failures ?? 0,
    }
  })
  return ok({ jobs, outbox: outbox ?? { waiting: 0, dead: 0, oldestAt: null } })
}
