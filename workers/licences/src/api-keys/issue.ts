import { issueApiKey } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { ADMIN, apiKeyInput, apiKeySecretSchema } from './schema.ts'

export const issueKey = endpoint(
  {
    ...ADMIN,
    method: 'post',
    path: '/v1/api-keys',
    summary: { zh: '签发应用密钥', en: 'Issue a key to an app' },
    description: {
      zh: '密钥只在本次答复中显示，系统只保存其摘要。用证目的会告知持证人。',
      en: 'The secret is in this answer alone; only its hash is kept. Holders are told the purpose.',
    },
    tag: TAGS.apiKeys,
    idempotent: true,
    body: apiKeyInput,
    answer: {
      status: 201,
      description: { zh: '密钥，含只显示一次的部分', en: 'the key with its secret' },
      schema: apiKeySecretSchema,
    },
    failures: ['stepNotPossible'],
  },
  async ({ context, body, idempotencyKey }) => issueApiKey(context, body, idempotencyKey),
)
