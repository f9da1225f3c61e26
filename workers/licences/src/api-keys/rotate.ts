import { rotateApiKey } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { ADMIN, apiKeyParam, apiKeySecretSchema, rotateInput } from './schema.ts'

export const rotateKey = endpoint(
  {
    ...ADMIN,
    method: 'post',
    path: '/v1/api-keys/{id}/rotate',
    summary: { zh: '更换应用密钥', en: 'Give a key another secret' },
    description: {
      zh: '新密钥只在本次答复中显示；原密钥再可用 24 小时，其间再次更换须写明 endOverlap。密钥泄露的，请吊销。',
      en: 'The new secret is in this answer alone; the one before opens for 24 hours more, and rotating again meanwhile takes endOverlap. One that leaked is revoked instead.',
    },
    tag: TAGS.apiKeys,
    params: apiKeyParam,
    body: rotateInput,
    answer: {
      status: 200,
      description: { zh: '密钥，含只显示一次的部分', en: 'the key with its new secret' },
      schema: apiKeySecretSchema,
    },
    failures: ['notFound', 'stepNotPossible', 'stillRunning'],
  },
  async ({ context, params, body }) => rotateApiKey(context, params.id, body),
)
