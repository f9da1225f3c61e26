import { asOf, type Because, guardWords, stateWords } from '@tongban/cases'
import type { Failure } from '@tongban/kernel'
import { nextSteps } from '../applications/answer.ts'
import type { Context } from '../context.ts'
import type { LoadedCase } from './load.ts'
import { offersOf } from './open-steps.ts'
import { stepOfEvent } from './step-names.ts'

/**
 * The answer to a step that is not possible: where the case stands now, why not, what is possible instead and who may
 * do it. Whoever applied is told what an applicant can do, not what is the officials' business.
 */
export function stepRefusal(ctx: Context, loaded: LoadedCase, because: Because | null): Failure {
  const { row, relation, policy, events } = loaded
  const now = ctx.clock.now()
  const fold = asOf(policy.plan, loaded.fold, policy.calendar, now)
  const known = {
    code: 'stepNotPossible',
    state: fold.state,
    because: inWords(ctx, loaded, because),
  } as const
  const words = { what: { zh: '办件', en: 'case' }, state: stateWords(fold) }
  if (relation === 'applicant' || relation === 'submitter' || relation === 'party') {
    const automatic = events.some((event) => event.actorSubject.startsWith('rules:'))
    const next = nextSteps(row.caseNumber, fold, automatic)
    const who = next.map(({ action, zh, en }) => ({
      event: action,
      zh,
      en,
      by: ['applicant'],
      byZh: '申请人',
      byEn: 'applicant',
    }))
    return { ...known, possible: next.map(({ action }) => action), who, words: { ...words, possible: next } }
  }
  const who = offersOf(ctx, { ...loaded, fold }).flatMap((offer) => {
    const step = stepOfEvent(offer.event)
    return step === null ? [] : [{ ...offer, event: step }]
  })
  const possible = who.map(({ zh, en, byZh, byEn }) => ({ zh: `${zh}（${byZh}）`, en: `${en} (${byEn})` }))
  return {
    ...known,
    possible: [...new Set(who.map(({ event }) => event))],
    who,
    words: { ...words, possible },
  }
}

/** The guard with its facts in words; the facts themselves stay beside it for machines. */
function inWords({ region }: Context, { policy }: LoadedCase, because: Because | null): Because | null {
  if (because === null) return null
  const department = (code: string) =>
    region.departments.find((each) => each.code === code)?.name ?? { zh: code, en: code }
  return { ...because, ...guardWords(because, { grounds: policy.plan.grounds, department }) }
}
