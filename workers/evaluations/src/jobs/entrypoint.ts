import { WorkerEntrypoint } from 'cloudflare:workers'
import type { EvaluationJobs, EvaluationReport } from '@tongban/evaluations'
import { evaluationJobsOf } from '@tongban/services'
import { connectCall } from '../connect.ts'

/** What cron asks of the evaluations, through the job runner; no HTTP route leads here. */
export class Work extends WorkerEntrypoint<object> implements EvaluationJobs {
  async rollUpEvaluations(): Promise<EvaluationReport> {
    return evaluationJobsOf(await this.context()).rollUpEvaluations()
  }

  async detectFabrication(
    cursor: string | null,
  ): Promise<{ readonly cursor: string; readonly outcome: string }> {
    return evaluationJobsOf(await this.context()).detectFabrication(cursor)
  }

  async expireInvitations(cursor: string | null): Promise<{ readonly cursor: string } & EvaluationReport> {
    return evaluationJobsOf(await this.context()).expireInvitations(cursor)
  }

  async reportEvaluations(): Promise<EvaluationReport> {
    return evaluationJobsOf(await this.context()).reportEvaluations()
  }

  private context() {
    return connectCall(this.env, (work) => this.ctx.waitUntil(work))
  }
}
