import { verifyEndpoint } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { ENDPOINTS_TAG, endpointParams, endpointSchema } from './words.ts'

export const verifyReceivingEndpoint = endpoint(
  {
    method: 'post',
    path: '/v1/endpoints/{id}/verify',
    summary: { zh: '验证接收端', en: 'Verify an endpoint' },
    description: {
      zh: '不带 challenge：向接收端发送随机验证码。接收端在应答中原样返回 {"challenge":…}，或者签名发回 /supervision/v1/deliveries/receipts，或者由管理员在此填写，即为通过。十五分钟内有效，至多试五次。',
      en: 'Without a challenge: a random one is sent there. It is verified when the endpoint answers with {"challenge":…}, or sends it back signed to /supervision/v1/deliveries/receipts, or when it is given here. Good for fifteen minutes and five tries.',
    },
    tag: ENDPOINTS_TAG,
    rights: [{ role: 'admin' }],
    params: endpointParams,
    body: z.strictObject({ challenge: z.string().trim().min(1).max(200).optional() }).optional(),
    answer: {
      status: 200,
      description: { zh: '已通过、已发送或者未能送到', en: 'confirmed, sent, or not taken' },
      schema: z
        .object({
          endpoint: endpointSchema,
          challenge: z.string().meta({ description: 'confirmed, sent, notTaken' }),
          reason: z.string().nullable(),
        })
        .meta({ id: 'EndpointVerification' }),
    },
    failures: ['notFound', 'notConfigured', 'stepNotPossible', 'stillRunning'],
  },
  async ({ context, params, body }) => verifyEndpoint(context, params.id, body ?? {}),
)
