import { takeCardStep } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { CARD_ANSWER, CARD_SUPERVISORS, CARDS_TAG, cardParams, reasonBody } from './words.ts'

export const judgeAppealOfCard = endpoint(
  {
    method: 'post',
    path: '/v1/cards/{id}/judge',
    summary: { zh: '审查申诉', en: 'Judge an appeal' },
    description: {
      zh: '由没有确认该牌、也没有提出申诉的监察员审查：维持，或者撤牌。',
      en: 'By a supervisor who neither confirmed the card nor appealed: upheld, or revoked.',
    },
    tag: CARDS_TAG,
    rights: CARD_SUPERVISORS,
    params: cardParams,
    body: reasonBody.extend({ outcome: z.enum(['uphold', 'revoke']) }).meta({ id: 'AppealJudgement' }),
    answer: CARD_ANSWER,
    failures: ['notFound', 'stepNotPossible', 'secondPersonNeeded'],
  },
  async ({ context, params, body: { outcome, reason } }) =>
    takeCardStep(context, params.id, { step: outcome === 'uphold' ? 'uphold' : 'allow', reason }),
)
