import { takeCardStep } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { CARD_ANSWER, CARD_SUPERVISORS, CARDS_TAG, cardParams, reasonBody } from './words.ts'

export const dismissCard = endpoint(
  {
    method: 'post',
    path: '/v1/cards/{id}/dismiss',
    summary: { zh: '决定不发', en: 'Dismiss a proposed card' },
    tag: CARDS_TAG,
    rights: CARD_SUPERVISORS,
    params: cardParams,
    body: reasonBody,
    answer: CARD_ANSWER,
    failures: ['notFound', 'stepNotPossible', 'secondPersonNeeded'],
  },
  async ({ context, params, body }) =>
    takeCardStep(context, params.id, { step: 'dismiss', reason: body.reason }),
)
