import type { EvaluationJobs } from '@tongban/evaluations'
import type { Context } from '../context.ts'
import { forgetOfficials } from '../staff/identities.ts'
import { detectFabrication } from './fabrication/detect.ts'
import { expireInvitations } from './invitations/expire.ts'
import { reportEvaluations } from './national/report.ts'
import { eraseReviews } from './reviews/erase.ts'
import { freezePublicCuts } from './statistics/frozen.ts'
import { rollUpEvaluations } from './statistics/roll-up.ts'

/** What the job runner asks of the evaluations 好差评; each answers one line for the list of jobs. */
export const evaluationJobsOf = (ctx: Context): EvaluationJobs => ({
  rollUpEvaluations: async () => {
    const report = await rollUpEvaluations(ctx)
    const frozen = await freezePublicCuts(ctx)
    return frozen.length === 0
      ? report
      : { ...report, outcome: `${report.outcome}, published ${frozen.join(', ')}` }
  },
  detectFabrication: (cursor) => detectFabrication(ctx, cursor),
  expireInvitations: async (cursor) => {
    const pass = await expireInvitations(ctx, cursor)
    const erased = await eraseReviews(ctx)
    await forgetOfficials(ctx)
    return erased === 0 ? pass : { ...pass, outcome: `${pass.outcome}, reviews erased ${erased}` }
  },
  reportEvaluations: () => reportEvaluations(ctx),
})
