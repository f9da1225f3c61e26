import { WorkerEntrypoint } from 'cloudflare:workers'
import { oversightJobsOf } from '@tongban/services'
import type { OversightJobs } from '@tongban/supervision'
import { connectCall } from '../connect.ts'

/** What cron asks of supervision, through the job runner; no HTTP route leads here. */
export class Work extends WorkerEntrypoint<object> implements OversightJobs {
  async sweepStages(): Promise<string> {
    return oversightJobsOf(await this.context()).sweepStages()
  }

  private context() {
    return connectCall(this.env, (work) => this.ctx.waitUntil(work))
  }
}
