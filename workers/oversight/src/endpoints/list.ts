import { listEndpoints } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { ENDPOINTS_TAG, endpointSchema } from './words.ts'

export const listReceivingEndpoints = endpoint(
  {
    method: 'get',
    path: '/v1/endpoints',
    summary: { zh: '督办消息的接收端', en: 'Endpoints that receive what supervision says' },
    tag: ENDPOINTS_TAG,
    rights: [{ role: 'admin' }, { role: 'supervisor' }, { role: 'auditor' }],
    query: z.strictObject({
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    answer: {
      status: 200,
      description: { zh: '一页接收端，以及各通道是否启用', en: 'a page of them, and which channels are on' },
      schema: z.object({
        channels: z.object({ webhook: z.boolean(), email: z.boolean(), sms: z.boolean() }),
        endpoints: z.array(endpointSchema),
        cursor: z.string().nullable(),
      }),
    },
    failures: [],
  },
  async ({ context, query }) => listEndpoints(context, query),
)
