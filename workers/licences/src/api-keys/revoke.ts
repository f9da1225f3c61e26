import { revokeApiKey } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { ADMIN, apiKeyParam, apiKeySchema } from './schema.ts'

export const revokeKey = endpoint(
  {
    ...ADMIN,
    method: 'post',
    path: '/v1/api-keys/{id}/revoke',
    summary: { zh: '吊销应用密钥', en: 'Revoke a key' },
    description: { zh: '自下一次请求起失效，不能恢复。', en: 'From the next request on, and for good.' },
    tag: TAGS.apiKeys,
    params: apiKeyParam,
    answer: { status: 200, description: { zh: '密钥', en: 'the key' }, schema: apiKeySchema },
    failures: ['notFound'],
  },
  async ({ context, params }) => revokeApiKey(context, params.id),
)
