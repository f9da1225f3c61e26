import { append, type CaseLimit } from '@tongban/cases'
import type { Context } from '../context.ts'
import type { Assessment } from './assess.ts'
import { happeningsOf } from './happenings.ts'
import { owedNow } from './owed.ts'

/** The earliest limit that would run if this application were handed in now; nothing is appended anywhere. */
export async function dueAfter(ctx: Context, assessment: Assessment): Promise<CaseLimit | undefined> {
  const imagined = happeningsOf(assessment, {
    at: assessment.receivedAt,
    submitter: '',
    submittedBy: 'applicant',
    contactLearns: 'none',
    applicationDigest: '',
    recordDigest: null,
  })
  const appended = await append('', null, imagined)
  if (!appended.ok)
    throw new Error(`intake would take a step the table does not know: ${appended.failure.state}`)
  return owedNow(ctx, assessment, appended.value.fold)
}
