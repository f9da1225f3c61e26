import type { EvaluationJobs } from '@tongban/evaluations'
import type { Context } from '../context.ts'
import { detectFabrication } from './fabrication/detect.ts'
import { expireInvitations } from './invitations/expire.ts'
import { reportEvaluations } from './national/report.ts'
import { rollUpEvaluations } from './statistics/roll-up.ts'

/** What the job runner asks of the evaluations 好差评; each answers one line for the list of jobs. */
export const evaluationJobsOf = (ctx: Context): EvaluationJobs => ({
  rollUpEvaluations: () => rollUpEvaluations(ctx),
  detectFabrication: (cursor) => detectFabrication(ctx, cursor),
  expireInvitations: (cursor) => expireInvitations(ctx, cursor),
  reportEvaluations: () => reportEvaluations(ctx),
})
