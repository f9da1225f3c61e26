import type { OversightJobs } from '@tongban/supervision'
import type { Context } from '../context.ts'

/** What the job runner asks of the supervision desk 督办; each answers one line for the list of jobs. */
export const oversightJobsOf = (ctx: Context): OversightJobs => ({
  sweepStages: () => sweepStages(ctx),
})

const sweepStages = async (ctx: Context): Promise<string> => `nothing swept at ${ctx.clock.now()}`
