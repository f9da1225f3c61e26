import type { EpochMs } from '@tongban/kernel'
import type { JobRow } from '@tongban/store'
import { lastInstant } from './instant.ts'
import type { Job } from './table.ts'

/**
 * Whether a job stands still: two whole periods have passed since the instant it last came to its end. One that only fails
 * has not run either. Pure: asked live by the list of jobs, since the runner itself may be what stopped.
 */
const MINUTE_MS = 60_000
/** The run that is due now is still under way, or cron comes a little late. */
const GRACE_MS = 5 * MINUTE_MS

type Ran = Pick<JobRow, 'lastDoneAt' | 'lastFinishedAt' | 'lastStartedAt'>

/** Since when: the first instant it missed. Null while it runs, and before it ever ran. */
export function stoppedSince(
  job: Pick<Job, 'periodMinutes' | 'offsetMinutes'>,
  ran: Ran | undefined,
  now: EpochMs,
): EpochMs | null {
  const doneAt = ran?.lastDoneAt ?? ran?.lastFinishedAt ?? ran?.lastStartedAt ?? null
  if (doneAt === null) return null
  const period = job.periodMinutes * MINUTE_MS
  const instant = lastInstant(job, doneAt)
  return now >= instant + 2 * period + Math.min(period, GRACE_MS) ? instant + period : null
}
