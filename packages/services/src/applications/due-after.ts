import { append, type CaseLimit, earliestRunning, limitsOf } from '@tongban/cases'
import { limitRulesOf } from '../cases/limit-rules.ts'
import type { Context } from '../context.ts'
import type { Assessment } from './assess.ts'
import { happeningsOf } from './happenings.ts'

/** The earliest limit that would run if this application were handed in now; nothing is appended anywhere. */
export async function dueAfter(ctx: Context, assessment: Assessment): Promise<CaseLimit | undefined> {
  const { item, claim, receivedAt } = assessment
  const imagined = happeningsOf(assessment, {
    at: receivedAt,
    submitter: '',
    submittedBy: 'applicant',
    applicationDigest: '',
    recordDigest: null,
  })
  const appended = await append('', null, imagined)
  if (!appended.ok)
    throw new Error(`intake would take a step the table does not know: ${appended.failure.state}`)
  return earliestRunning(limitsOf(limitRulesOf(item, claim), appended.value.fold, ctx.calendar))
}
