import { epochMs } from '@tongban/kernel/words'
import { listExchangeOutbox } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'

export const listOutbox = endpoint(
  {
    method: 'get',
    path: '/v1/outbox',
    summary: { zh: '未送达的消息', en: 'Messages that have not reached their partner' },
    description: {
      zh: 'state=dead 为已停止重发的（死信），可人工重发；state=waiting 为等待发送的。不含内容。',
      en: 'With state=dead those that are sent no more until somebody sends them again, with state=waiting those that wait. Without their content.',
    },
    tag: TAGS.messages,
    rights: [{ role: 'admin' }, { role: 'supervisor' }, { role: 'auditor' }],
    query: z.strictObject({
      state: z.enum(['waiting', 'dead']).default('dead'),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(200).optional(),
    }),
    answer: {
      status: 200,
      description: { zh: '消息，先入先列', en: 'the messages, oldest first' },
      schema: z
        .object({
          messages: z.array(
            z.object({
              partner: z.string(),
              id: z.string(),
              caseNumber: z.string(),
              seq: z.int(),
              type: z.string(),
              state: z.string(),
              attempts: z.int(),
              nextAt: epochMs,
              lastReason: z.string().nullable(),
              createdAt: epochMs,
            }),
          ),
          cursor: z.string().nullable(),
        })
        .meta({ id: 'ExchangeOutbox' }),
    },
    failures: [],
  },
  async ({ context, query }) => listExchangeOutbox(context, query),
)
