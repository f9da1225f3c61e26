import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import type { Context } from '../context.ts'
import { appendEvents } from './append-events.ts'
import { actorIndex } from './identity.ts'
import { loadCase } from './load.ts'
import { type CaseView, viewOf } from './view.ts'

/** Withdrawal 撤回申请 by whoever applied, as long as nothing is decided. A repeated withdrawal changes nothing. */
export async function withdrawCase(ctx: Context, caseNumber: string): Promise<Result<CaseView, Failure>> {
  return applicantStep(ctx, caseNumber, 'withdrawn')
}

/**
 * Refusal of the automatic decision (个人信息保护法 24): a person then decides. A grant already made stands until it
 * is replaced.
 */
export async function referCase(ctx: Context, caseNumber: string): Promise<Result<CaseView, Failure>> {
  return applicantStep(ctx, caseNumber, 'automaticDecisionDeclined')
}

async function applicantStep(
  ctx: Context,
  caseNumber: string,
  type: 'withdrawn' | 'automaticDecisionDeclined',
): Promise<Result<CaseView, Failure>> {
  const loaded = await loadCase(ctx, caseNumber)
  if (!loaded.ok) return loaded
  const { relation, events } = loaded.value
  if (relation !== 'applicant' && relation !== 'submitter') {
    return fail({ code: 'notAllowed', need: '本办件申请人 applicant of this case' })
  }
  if (events.some((event) => event.type === type)) return ok(viewOf(ctx, loaded.value))
  const appended = await appendEvents(ctx, loaded.value, [
    {
      type,
      at: ctx.clock.now(),
      actorKind: 'applicant',
      actorSubject: await actorIndex(ctx.keys, ctx.actor),
      data: {},
    },
  ])
  if (appended.ok) return ok(viewOf(ctx, appended.value))
  if (appended.failure.code !== 'stepNotPossible') return appended
  // An applicant is told what an applicant can do now, not what officials and the clock can.
  const { stateName, next } = viewOf(ctx, loaded.value)
  const possible = next.map(({ action }) => action)
  const words = { what: { zh: '办件', en: 'case' }, state: stateName, possible: next }
  return fail({ ...appended.failure, possible, words })
}
