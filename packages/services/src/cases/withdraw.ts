import type { CaseEvent, EventType } from '@tongban/cases'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import type { Context } from '../context.ts'
import { appendEvents } from './append-events.ts'
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
  asked: 'withdrawn' | 'automaticDecisionDeclined',
): Promise<Result<CaseView, Failure>> {
  const loaded = await loadCase(ctx, caseNumber)
  if (!loaded.ok) return loaded
  const { relation, events, actor } = loaded.value
  if (relation !== 'applicant' && relation !== 'submitter') {
    return fail({ code: 'notAllowed', need: '本办件申请人 applicant of this case' })
  }
  // Another region has it: it is told, and what it answers is final.
  const type =
    asked === 'withdrawn' && loaded.value.fold.state === 'transferred' ? 'withdrawalForwarded' : asked
  if (isTaken(events, type)) return ok(await viewOf(ctx, loaded.value))
  const appended = await appendEvents(ctx, loaded.value, [
    { type, at: ctx.clock.now(), actorKind: 'applicant', actorSubject: actor.subject, data: {} },
  ])
  if (appended.ok) return ok(await viewOf(ctx, appended.value))
  if (appended.failure.code !== 'stepNotPossible') return appended
  // The same request may have been first in a race with itself.
  const now = await loadCase(ctx, caseNumber)
  return now.ok && isTaken(now.value.events, type) ? ok(await viewOf(ctx, now.value)) : appended
}

/** Taken before, and not given back with the case since. */
function isTaken(events: readonly CaseEvent[], type: EventType): boolean {
  const back = events.findLastIndex((event) => event.type === 'returnedByPartner')
  return events.slice(back + 1).some((event) => event.type === type)
}
