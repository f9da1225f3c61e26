import { takeDeliveryReceipt } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { DELIVERIES_TAG } from './words.ts'

const LIMIT_BYTES = 16 * 1024

export const takeReceiptOfDelivery = endpoint(
  {
    method: 'post',
    path: '/v1/deliveries/receipts',
    summary: { zh: '送达回执', en: 'Receipt of a delivery' },
    description: {
      zh: '按 Standard Webhooks 签名：接收端用自己的密钥（from=endpoint），服务商用其密钥（from=email、sms）。接收端的回执为 {"type":"delivery.receipt","data":{"id":"…","state":"delivered"}}，验证码为 {"type":"endpoint.challenge","data":{"endpoint":"…","challenge":"…"}}。重复的回执不改变任何内容。',
      en: 'Signed as Standard Webhooks says: by the endpoint’s own key (from=endpoint) or the provider’s (from=email, sms). A receipt of an endpoint is {"type":"delivery.receipt","data":{"id":"…","state":"delivered"}}, a challenge {"type":"endpoint.challenge","data":{"endpoint":"…","challenge":"…"}}. The same again changes nothing.',
    },
    tag: DELIVERIES_TAG,
    // Who it is from is told by the signature.
    rights: ['anyone'],
    query: z.strictObject({ from: z.enum(['endpoint', 'email', 'sms']).default('endpoint') }),
    headers: z.object({
      'webhook-id': z.string().min(1).max(200),
      'webhook-timestamp': z.string().regex(/^\d{1,12}$/),
      'webhook-signature': z.string().min(1).max(1000),
    }),
    bytes: { limitBytes: LIMIT_BYTES, type: 'application/json' },
    answer: {
      status: 200,
      description: { zh: '已记录，或者没有变化', en: 'taken, or nothing changed' },
      schema: z.object({ outcome: z.string().meta({ description: 'taken, unchanged, verified' }) }),
    },
    failures: [],
  },
  async ({ context, query, headers, body }) =>
    takeDeliveryReceipt(context, query.from, body, {
      id: headers['webhook-id'],
      timestamp: headers['webhook-timestamp'],
      signature: headers['webhook-signature'],
    }),
)
