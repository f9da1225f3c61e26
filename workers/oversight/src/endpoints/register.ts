import { registerEndpoint } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { ENDPOINTS_TAG, endpointInput, endpointSecretSchema } from './words.ts'

export const registerReceivingEndpoint = endpoint(
  {
    method: 'post',
    path: '/v1/endpoints',
    summary: { zh: '登记接收端', en: 'Register an endpoint' },
    description: {
      zh: '登记后须验证（verify）才会发送。网址只接受登记名单中的 https 主机，不跟随跳转；地址和号码加密保存，应答中掩码。签名密钥仅在本次应答中显示。',
      en: 'Nothing is sent before it is verified. A URL has an https host of the registered list, and no redirect is followed; addresses and numbers are kept encrypted and answered masked. The signing key is in this answer alone.',
    },
    tag: ENDPOINTS_TAG,
    rights: [{ role: 'admin' }],
    idempotent: true,
    body: endpointInput,
    answer: {
      status: 201,
      description: { zh: '待验证', en: 'to be verified' },
      schema: endpointSecretSchema,
    },
    failures: ['notConfigured', 'stepNotPossible', 'idempotencyKeyReused'],
  },
  async ({ context, body, idempotencyKey }) => registerEndpoint(context, body, idempotencyKey),
)
