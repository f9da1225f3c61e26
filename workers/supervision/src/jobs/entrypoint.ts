import { WorkerEntrypoint } from 'cloudflare:workers'
import { consoleLog, environmentSchema, logOf, parseEnv, systemClock, systemIds } from '@tongban/http'
import { type JobRun, openRegion, regionEnvironment, runJobs } from '@tongban/services'
import { ADAPTERS } from '../adapters.ts'

/**
 * What the gateway's cron calls by RPC. No HTTP route leads here: only a Worker bound to this entrypoint can run the
 * jobs. `scheduledAt` is the instant the cron was due (epoch ms).
 */
export class Jobs extends WorkerEntrypoint<object> {
  async run({
    scheduledAt,
  }: {
    readonly cron: string
    readonly scheduledAt: number
  }): Promise<readonly JobRun[]> {
    const env = parseEnv(environmentSchema.extend(regionEnvironment), this.env)
    const open = openRegion(env, { clock: systemClock, ids: systemIds, log: logOf('supervision') }, ADAPTERS)
    const context = await open({
      actor: { kind: 'clock', subject: 'cron' },
      requestId: systemIds.uuid(),
      after: (work) => this.ctx.waitUntil(work),
    })
    const runs = await runJobs(context, scheduledAt)
    for (const { name, state, outcome } of runs) {
      if (state !== 'notDue')
        consoleLog(state === 'failed' ? 'error' : 'info', 'job', {
          worker: 'supervision',
          job: name,
          state,
          outcome,
        })
    }
    return runs
  }
}
