import { rotateEndpoint } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { ENDPOINTS_TAG, endpointParams, endpointSecretSchema } from './words.ts'

export const rotateReceivingEndpoint = endpoint(
  {
    method: 'post',
    path: '/v1/endpoints/{id}/rotate',
    summary: { zh: '更换接收端的签名密钥', en: 'Replace the signing key of an endpoint' },
    description: {
      zh: '一天内新旧密钥同时签名。仍在重叠期的，再次更换须写明 {"endOverlap":true}。',
      en: 'For a day both keys sign. While they do, another rotation takes {"endOverlap":true}.',
    },
    tag: ENDPOINTS_TAG,
    rights: [{ role: 'admin' }],
    params: endpointParams,
    body: z.strictObject({ endOverlap: z.boolean().optional() }).optional(),
    answer: {
      status: 200,
      description: { zh: '新密钥，仅此一次显示', en: 'the new key, shown this once' },
      schema: endpointSecretSchema,
    },
    failures: ['notFound', 'stepNotPossible', 'stillRunning'],
  },
  async ({ context, params, body }) => rotateEndpoint(context, params.id, body),
)
