import type { EpochMs } from '@tongban/kernel'
import { type JobRow, listJobs, openJobFindings } from '@tongban/store'
import type { Context } from '../context.ts'
import { endMachineFinding, type MachineFinding, machineFindings } from './finding.ts'
import { stoppedSince } from './stopped.ts'
import type { Job } from './table.ts'

/**
 * Jobs that stand still are findings of supervision 监察发现: one for each standstill, ended when the job runs again. Runs
 * before all others, so that an outage of the runner itself is found when it is over: then it is one finding, not one for
 * each job.
 */
export const RUNNER = 'runner'
/** What no job is held against itself. */
const WATCHER = 'watchJobs'

type Table = { readonly [name: string]: Job }
export type Stopped = { readonly name: string; readonly since: EpochMs }

/** The jobs that stand still now. All the frequent ones at once: the runner does. */
export function stoppedJobs(table: Table, rows: readonly JobRow[], now: EpochMs): readonly Stopped[] {
  const known = Object.entries(table).filter(([name]) => name !== WATCHER)
  const stopped = known.flatMap(([name, job]) => {
    const ran = rows.find((row) => row.name === name)
    const since = stoppedSince(job, ran, now)
    return since === null ? [] : [{ name, since }]
  })
  const frequent = known.filter(
    ([name, { periodMinutes }]) => periodMinutes === 1 && rows.some((row) => row.name === name),
  )
  const isAll = frequent.length > 0 && frequent.every(([name]) => stopped.some((each) => each.name === name))
  return isAll ? [{ name: RUNNER, since: Math.min(...stopped.map(({ since }) => since)) }] : stopped
}

export async function watchJobs(ctx: Context, table: Table) {
  const now = ctx.clock.now()
  const [rows, open] = await ctx.database.read([listJobs({}), openJobFindings({})])
  const stopped = stoppedJobs(table, rows, now)
  const over = open.filter(({ subject }) => !stopped.some(({ name }) => name === subject))
  const found = stopped.filter(({ name }) => !open.some(({ subject }) => subject === name))
  if (over.length + found.length > 0) {
    const written = await ctx.database.write([
      machineFindings(ctx, found.map(findingOf), now),
      ...over.map(({ subject }) => endMachineFinding('jobStopped', subject, now)),
    ])
    if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
  }
  return {
    cursor: null,
    outcome: `stopped ${stopped.length}, found ${found.length}, running again ${over.length}`,
    rows: found.length + over.length,
  }
}

const findingOf = ({ name, since }: Stopped): MachineFinding => ({
  cause: 'jobStopped',
  subject: name,
  occasion: String(since),
  law: '',
  fromAt: since,
})
