import { takeCardStep } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { CARD_ANSWER, CARD_SUPERVISORS, CARDS_TAG, cardParams, reasonBody } from './words.ts'

export const revokeCard = endpoint(
  {
    method: 'post',
    path: '/v1/cards/{id}/revoke',
    summary: { zh: '撤牌', en: 'Revoke a card' },
    description: {
      zh: '撤下的牌连同理由列入对监察的监督。',
      en: 'Revoked cards stay listed, with the reason.',
    },
    tag: CARDS_TAG,
    rights: CARD_SUPERVISORS,
    params: cardParams,
    body: reasonBody,
    answer: CARD_ANSWER,
    failures: ['notFound', 'stepNotPossible', 'secondPersonNeeded'],
  },
  async ({ context, params, body }) =>
    takeCardStep(context, params.id, { step: 'revoke', reason: body.reason }),
)
