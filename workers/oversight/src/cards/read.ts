import { ok } from '@tongban/kernel'
import { printCard, readCard } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { CARD_READERS, CARDS_TAG, cardParams, cardSchema } from './words.ts'

export const readOneCard = endpoint(
  {
    method: 'get',
    path: '/v1/cards/{id}',
    summary: { zh: '牌', en: 'A card' },
    description: {
      zh: '告知书正文，确认、申诉、审查和撤牌的理由；只有本部门和监察能看到。',
      en: 'Its text, and the reasons of each step; for the department and for supervision.',
    },
    tag: CARDS_TAG,
    rights: CARD_READERS,
    params: cardParams,
    answer: { status: 200, description: { zh: '该牌', en: 'the card' }, schema: cardSchema },
    failures: ['notFound'],
  },
  async ({ context, params }) => readCard(context, params.id),
)

export const printOneCard = endpoint(
  {
    method: 'get',
    path: '/v1/cards/{id}/document',
    summary: { zh: '打印告知书', en: 'A card as a page to print' },
    description: { zh: 'A4 版式，不含脚本。', en: 'A4, without scripts.' },
    tag: CARDS_TAG,
    rights: CARD_READERS,
    params: cardParams,
    answer: {
      status: 200,
      description: { zh: '可打印的告知书', en: 'the card, ready to print' },
      schema: z.string(),
      type: 'text/html',
    },
    failures: ['notFound'],
  },
  async ({ context, params, setHeader }) => {
    const printed = await printCard(context, params.id)
    if (!printed.ok) return printed
    setHeader('Content-Security-Policy', printed.value.contentSecurityPolicy)
    return ok(printed.value.html)
  },
)
