import { said } from '@tongban/kernel/parse'
import { replayDeadLetter, replayDeadLetters } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { partnerParams } from '../partners/schema.ts'
import { TAGS } from '../words.ts'

export const replayMessage = endpoint(
  {
    method: 'post',
    path: '/v1/outbox/{id}/replay',
    summary: { zh: '重新发送死信', en: 'Send a dead letter again' },
    description: {
      zh: '按原编号、原内容立即重发，重发期限重新计算；对方已收存的会再次给回执。',
      en: 'It goes again at once, the same under its own id, and its time to arrive begins anew; a partner that has stored it receipts it again.',
    },
    tag: TAGS.messages,
    rights: [{ role: 'admin' }, { role: 'supervisor' }],
    params: z.strictObject({
      id: z.uuid({ error: said('应为消息编号（UUID）。', 'Must be the id of a message, a UUID.') }),
    }),
    answer: {
      status: 200,
      description: { zh: '已重新发送', en: 'it is on its way again' },
      schema: z
        .object({ id: z.string(), partner: z.string(), caseNumber: z.string() })
        .meta({ id: 'ReplayedMessage' }),
    },
    failures: ['notFound'],
  },
  async ({ context, params }) => replayDeadLetter(context, params.id),
)

export const replayPartner = endpoint(
  {
    method: 'post',
    path: '/v1/partners/{region}/replay',
    summary: { zh: '重新发送一个协同地区的全部死信', en: 'Send all dead letters of a partner again' },
    description: {
      zh: '如对方误停本地区后恢复：其全部死信按原编号、原内容立即重发。一次至多1000条，more为true时请再次调用。',
      en: 'Such as after that region had suspended this one by mistake: all go again at once, the same under their own ids. At most 1,000 in one call; call again while `more` is true.',
    },
    tag: TAGS.messages,
    rights: [{ role: 'admin' }, { role: 'supervisor' }],
    params: partnerParams,
    answer: {
      status: 200,
      description: { zh: '已重新发送的条数', en: 'how many are on their way again' },
      schema: z
        .object({ partner: z.string(), replayed: z.int(), more: z.boolean() })
        .meta({ id: 'ReplayedMessages' }),
    },
    failures: ['notFound'],
  },
  async ({ context, params }) => replayDeadLetters(context, params.region),
)
