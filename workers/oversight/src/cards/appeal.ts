import { takeCardStep } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { CARD_ANSWER, CARD_BEARERS, CARDS_TAG, cardParams, reasonBody } from './words.ts'

export const appealCard = endpoint(
  {
    method: 'post',
    path: '/v1/cards/{id}/appeal',
    summary: { zh: '申诉', en: 'Appeal against a card' },
    description: {
      zh: '牌上所列经办人或者部门负责人，在申诉期限内提出。',
      en: 'By the official it names or the head of the department, within the time to appeal.',
    },
    tag: CARDS_TAG,
    rights: CARD_BEARERS,
    params: cardParams,
    body: reasonBody,
    answer: CARD_ANSWER,
    failures: ['notFound', 'stepNotPossible'],
  },
  async ({ context, params, body }) =>
    takeCardStep(context, params.id, { step: 'appeal', reason: body.reason }),
)
