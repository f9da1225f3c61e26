import { basisOf, couldTake, offeredSteps, type Sentence, SPEAKING, type StepOffer } from '@tongban/cases'
import type { Context } from '../context.ts'
import type { LoadedCase } from './load.ts'
import { stepOfEvent } from './step-names.ts'
import { isPlaced } from './taker.ts'

export type PossibleStep = Sentence & {
  readonly step: string
  readonly event: string
  readonly href: string
  readonly by: readonly string[]
  readonly byZh: string
  readonly byEn: string
  /** The clause that gives the step. */
  readonly basis: string | null
}

export type OpenSteps = {
  /** Steps that are possible now and who may take them. */
  readonly possible: readonly PossibleStep[]
  /** Those of them that whoever reads may take. */
  readonly mine: readonly string[]
}

/** What is possible now; applicants and parties see what is theirs, officials everything and which of it is theirs. */
export function stepsOf(ctx: Context, loaded: LoadedCase): OpenSteps {
  const { fold, policy, relation, actor, row } = loaded
  const at = ctx.clock.now()
  const isPerson = relation === 'applicant' || relation === 'submitter' || relation === 'party'
  const offers = offersOf(ctx, loaded)
  const possible = offers.flatMap((offer): PossibleStep[] => {
    const step = stepOfEvent(offer.event)
    if (step === null || (isPerson && !offer.by.includes('applicant'))) return []
    if (relation === 'party' && !SPEAKING.includes(offer.event)) return []
    const { event, zh, en, by, byZh, byEn } = offer
    const href = `/approvals/v1/cases/${row.caseNumber}/${step}`
    return [{ step, event, zh, en, href, by, byZh, byEn, basis: basisOf(event, policy) }]
  })
  if (isPerson) return { possible, mine: possible.map(({ step }) => step) }
  const trial = { fold, policy, at }
  const mine = offers
    .map(({ event }) => event)
    .filter((event) =>
      actor.acting.some(
        (acting) =>
          isPlaced(ctx, loaded, event, acting) &&
          couldTake(trial, event, { subject: actor.index, ...acting }),
      ),
    )
  return { possible, mine: [...new Set(mine.map(stepOfEvent).filter((step) => step !== null))] }
}

/**
 * Steps that people may take now. 拒绝自动决定 is offered only against what published rules have made: a request for papers
 * of an item that people decide is no automatic decision (个人信息保护法 24).
 */
export function offersOf(
  { clock }: Pick<Context, 'clock'>,
  { fold, policy, events }: Pick<LoadedCase, 'fold' | 'policy' | 'events'>,
): readonly StepOffer[] {
  const byRules = isByRules(events)
  return offeredSteps(fold, policy, clock.now()).filter(
    ({ event }) => byRules || event !== 'automaticDecisionDeclined',
  )
}

/** Whether published rules have decided anything of the case. */
export const isByRules = (events: LoadedCase['events']): boolean =>
  events.some(({ actorSubject }) => actorSubject.startsWith('rules:'))
