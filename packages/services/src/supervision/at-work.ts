import type { JobReport, OversightJobs } from '@tongban/supervision'
import { draftBulletins } from '../bulletins/draft.ts'
import type { Context } from '../context.ts'
import { rollUp } from '../figures/roll-up.ts'
import { freezeHandlingCuts } from '../overview/frozen.ts'
import { reportCases } from '../superior/report-cases.ts'
import { lapseProposed } from './cards/lapse.ts'
import { deliverNotices } from './deliver/deliver-notices.ts'
import { sendMessages } from './deliver/send-messages.ts'
import { findMatters } from './findings/find.ts'
import { sweepStages } from './sweep-stages.ts'

/** What the job runner asks of the supervision desk 督办; each answers one line for the list of jobs. */
export const oversightJobsOf = (ctx: Context): OversightJobs => ({
  sweepStages: () => sweptStages(ctx),
  lapseCards: () => lapsedCards(ctx),
  findMatters: (cursor) => findMatters(ctx, cursor),
  deliverNotices: () => deliverNotices(ctx),
  sendMessages: () => sentMessages(ctx),
  rollUp: () => rolledUp(ctx),
  draftBulletins: () => draftBulletins(ctx),
  reportCases: () => reportCases(ctx),
})

/** Once all is counted, the months that are over are published. */
async function rolledUp(ctx: Context): Promise<string> {
  const outcome = await rollUp(ctx)
  const made = await freezeHandlingCuts(ctx)
  return made.length === 0 ? outcome : `published ${made.join(', ')}, ${outcome}`
}

async function sentMessages(ctx: Context): Promise<JobReport> {
  const { delivered, waiting, dead } = await sendMessages(ctx)
  return { outcome: `delivered ${delivered}, waiting ${waiting}, dead ${dead}`, rows: delivered }
}

async function sweptStages(ctx: Context): Promise<JobReport> {
  const { notices, cards, latenessMs, more } = await sweepStages(ctx)
  const late = latenessMs > LATE_MS ? `, up to ${Math.round(latenessMs / 60_000)} minutes late` : ''
  const outcome = `notices ${notices}, cards ${cards}${late}${more ? ', more to come' : ''}`
  return { outcome, rows: notices + cards }
}
async function lapsedCards(ctx: Context): Promise<JobReport> {
  const { lapsed, more } = await lapseProposed(ctx)
  return { outcome: `lapsed ${lapsed}${more ? ', more to come' : ''}`, rows: lapsed }
}
/** A stage that became due since the last minute's run is not late. */
const LATE_MS = 2 * 60_000
