import { append, deemedHappenings, type Happening } from '@tongban/cases'
import { stepPolicyOf } from '../cases/step-policy.ts'
import type { Context } from '../context.ts'
import type { Assessment } from './assess.ts'
import { receivedHappening } from './happenings.ts'
import { decidedWith } from './judge.ts'
import { standing } from './standing.ts'

/**
 * What silence had made of an application before it was looked at here: one that another region took in may have been on its
 * way for longer than the notice has time, and is then accepted from the day of its receipt there (行政许可法 32(1)(四)).
 */
export async function deemedBefore(ctx: Context, assessment: Assessment): Promise<readonly Happening[]> {
  const { item, claim, receivedAt, handledAt } = assessment
  if (handledAt === receivedAt) return []
  const received = receivedHappening(assessment, {
    at: receivedAt,
    submitter: '',
    submittedBy: 'partner',
    contactLearns: 'none',
    applicationDigest: '',
    recordDigest: null,
  })
  const appended = await append('', null, [received])
  if (!appended.ok) throw new Error('a case cannot begin with its receipt')
  const { plan, calendar } = stepPolicyOf(ctx, item, claim)
  return deemedHappenings(plan, appended.value.fold, calendar, handledAt).filter(
    ({ type }) => type === 'deemedAccepted',
  )
}

/** Accepted for good, it can be asked for nothing more: a person decides what the rules would have asked for. */
export async function settledBySilence(ctx: Context, assessment: Assessment): Promise<Assessment> {
  const { decision, rules } = assessment
  if (decision.outcome !== 'supplement' || (await deemedBefore(ctx, assessment)).length === 0)
    return assessment
  return rules === null
    ? { ...assessment, decision: { ...decision, outcome: 'refer' } }
    : decidedWith(assessment, standing('deemedAccepted'))
}
