import { WorkerEntrypoint } from 'cloudflare:workers'
import type { ExchangeJobs } from '@tongban/exchange'
import { exchangeJobsOf } from '@tongban/services'
import { connectCall } from '../connect.ts'

/** What cron asks of the exchange, through the job runner of supervision; no HTTP route leads here. */
export class Work extends WorkerEntrypoint<object> implements ExchangeJobs {
  async carry(): Promise<string> {
    return exchangeJobsOf(await this.context()).carry()
  }

  async compareHeads(): Promise<string> {
    return exchangeJobsOf(await this.context()).compareHeads()
  }

  async forget(): Promise<string> {
    return exchangeJobsOf(await this.context()).forget()
  }

  private context() {
    return connectCall(this.env, (work) => this.ctx.waitUntil(work))
  }
}
