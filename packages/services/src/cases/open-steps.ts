import { couldTake, offeredSteps, ruleOf, type Sentence } from '@tongban/cases'
import type { Context } from '../context.ts'
import type { LoadedCase } from './load.ts'
import { stepOfEvent } from './step-names.ts'
import { isPlaced, SPEAKING } from './taker.ts'

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
  /** Those of them that this official may take; empty for anybody else. */
  readonly mine: readonly string[]
}

/** What is possible now; applicants and parties see what is theirs, officials everything and which of it is theirs. */
export function stepsOf(ctx: Context, loaded: LoadedCase): OpenSteps {
  const { fold, policy, relation, actor, row } = loaded
  const at = ctx.clock.now()
  const isPerson = relation === 'applicant' || relation === 'submitter' || relation === 'party'
  const offers = offeredSteps(fold, policy, at)
  const possible = offers.flatMap((offer): PossibleStep[] => {
    const step = stepOfEvent(offer.event)
    if (step === null || (isPerson && !offer.by.includes('applicant'))) return []
    if (relation === 'party' && !SPEAKING.includes(offer.event)) return []
    const { event, zh, en, by, byZh, byEn } = offer
    const href = `/approvals/v1/cases/${row.caseNumber}/${step}`
    return [{ step, event, zh, en, href, by, byZh, byEn, basis: ruleOf(event).basis }]
  })
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
