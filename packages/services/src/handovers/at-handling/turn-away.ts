import { type Failure, type Json, problemOf } from '@tongban/kernel'
import { type HandoverRow, insertHandover, type Statement } from '@tongban/store'
import type { Assessment } from '../../applications/assess.ts'
import { competentOrgan } from '../../applications/competent-organ.ts'
import { reasonsOf } from '../../applications/reasons.ts'
import type { Context } from '../../context.ts'
import { exchangeRegionOf } from '../../exchange/own-region.ts'
import { type Told, tellPlainly } from '../tell.ts'
import type { ToldMessage } from '../telling.ts'
import type { Begun } from './tell-intake.ts'

/**
 * What is not taken over goes back at once, and no case is begun here: an application with errors is not taken 不接收,
 * with every error; one that is another region's matter is returned 退回收件地, with the reason and the regions it has
 * been to. Why, in words, is sealed, since it may tell of the applicant; the hand-over stays as the record of it.
 */
export type Answered = { readonly statements: readonly Statement[]; readonly told: Told }

export async function turnedAway(
  ctx: Context,
  handover: Begun,
  why: { readonly failure: Failure } | { readonly assessment: Assessment },
): Promise<Answered> {
  const answer = 'failure' in why ? refused(handover, why.failure) : returned(ctx, handover, why.assessment)
  const message = { ...answer, inreplyto: handover.submission }
  const told = await tellPlainly(ctx, handover, message, insertHandover)
  return { statements: told.statements, told }
}

/** It was given back before, as the region that gave it back is told by its own messages: nothing is told again. */
export const backAlready = (handover: HandoverRow): Answered => ({
  statements: [insertHandover({ ...handover, ...backWith(handover) })],
  told: { statements: [], partners: [] },
})

const backWith = ({ handlerReceivedAt }: HandoverRow) =>
  ({ custody: 'there', closedAt: handlerReceivedAt }) as const

function refused(handover: HandoverRow, failure: Failure): ToldMessage {
  const { zh, en } = problemOf(failure)
  const errors = failure.code === 'invalidInput' ? failure.errors : []
  return {
    type: 'case.refused',
    data: { handlerReceivedAt: handover.handlerReceivedAt, code: failure.code },
    personal: asJson({ zh: zh.detail, en: en.detail, errors }),
    makes: backWith(handover),
  }
}

function returned(
  { region }: Pick<Context, 'region'>,
  handover: HandoverRow,
  { item, application, decision, rules }: Assessment,
): ToldMessage {
  const path = [...pathOf(handover), exchangeRegionOf({ region })]
  const reasons = reasonsOf({ decision, rules }).map(({ text, english, basis }) => ({
    zh: text,
    en: english,
    basis,
    cure: null,
  }))
  return {
    type: 'case.returned',
    data: { handlerReceivedAt: handover.handlerReceivedAt, code: 'notCompetent', path },
    personal: asJson({ reasons, competentOrgan: competentOrgan(item, application, decision.facts) }),
    makes: { ...backWith(handover), passed: JSON.stringify(path) },
  }
}

/** Guarantee: the list was written as JSON from the message that opened the hand-over. */
const pathOf = ({ passed }: HandoverRow) => JSON.parse(passed) as readonly string[]

/** Guarantee: texts, null and lists of them. */
const asJson = (value: object) => value as Json
