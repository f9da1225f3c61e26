import { DELIVERY_STATES, type DeliveryState, listMessageDeliveries } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { DELIVERIES_TAG, deliverySchema } from './words.ts'

/** Guarantee: the keys of the table of states, of which there are some. */
const STATES = Object.keys(DELIVERY_STATES) as [DeliveryState, ...DeliveryState[]]

export const listDeliveredMessages = endpoint(
  {
    method: 'get',
    path: '/v1/deliveries',
    summary: { zh: '投递情况', en: 'What became of what was sent' },
    description: {
      zh: 'state=dead 列出各类已放弃的消息（含办件通知、盖章申请）；其他状态为督办消息的投递。',
      en: 'With state=dead the dead letters of every kind, notices of cases and orders to seal among them; otherwise the deliveries of supervision in that state.',
    },
    tag: DELIVERIES_TAG,
    rights: [{ role: 'admin' }, { role: 'supervisor' }, { role: 'auditor' }],
    query: z.strictObject({
      state: z.enum(STATES).default('dead'),
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    answer: {
      status: 200,
      description: { zh: '一页，新的在前', en: 'a page, the newest first' },
      schema: z.object({
        state: z.string(),
        deliveries: z.array(deliverySchema),
        cursor: z.string().nullable(),
      }),
    },
    failures: [],
  },
  async ({ context, query }) => listMessageDeliveries(context, query),
)
