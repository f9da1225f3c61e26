import { takeCardStep } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { CARD_ANSWER, CARD_SUPERVISORS, CARDS_TAG, cardParams, reasonBody } from './words.ts'

export const confirmCard = endpoint(
  {
    method: 'post',
    path: '/v1/cards/{id}/confirm',
    summary: { zh: '确认', en: 'Confirm a card' },
    description: {
      zh: '到期日为暂定的，不能确认红牌。',
      en: 'No red card stands on a day that may still move.',
    },
    tag: CARDS_TAG,
    rights: CARD_SUPERVISORS,
    params: cardParams,
    body: reasonBody,
    answer: CARD_ANSWER,
    failures: ['notFound', 'stepNotPossible', 'secondPersonNeeded'],
  },
  async ({ context, params, body }) =>
    takeCardStep(context, params.id, { step: 'confirm', reason: body.reason }),
)
