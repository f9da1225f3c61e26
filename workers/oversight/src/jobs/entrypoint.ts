import { WorkerEntrypoint } from 'cloudflare:workers'
import { oversightJobsOf } from '@tongban/services'
import type { JobReport, OversightJobs } from '@tongban/supervision'
import { connectCall } from '../connect.ts'

/** What cron asks of supervision, through the job runner; no HTTP route leads here. */
export class Work extends WorkerEntrypoint<object> implements OversightJobs {
  async sweepStages(): Promise<JobReport> {
    return oversightJobsOf(await this.context()).sweepStages()
  }

  async lapseCards(): Promise<JobReport> {
    return oversightJobsOf(await this.context()).lapseCards()
  }

  async findMatters(cursor: string | null): Promise<{ readonly cursor: string } & JobReport> {
    return oversightJobsOf(await this.context()).findMatters(cursor)
  }

  async deliverNotices(): Promise<string> {
    return oversightJobsOf(await this.context()).deliverNotices()
  }

  async sendMessages(): Promise<JobReport> {
    return oversightJobsOf(await this.context()).sendMessages()
  }

  async rollUp(): Promise<string> {
    return oversightJobsOf(await this.context()).rollUp()
  }

  async draftBulletins(): Promise<string> {
    return oversightJobsOf(await this.context()).draftBulletins()
  }

  async reportCases(): Promise<string> {
    return oversightJobsOf(await this.context()).reportCases()
  }

  private context() {
    return connectCall(this.env, (work) => this.ctx.waitUntil(work))
  }
}
