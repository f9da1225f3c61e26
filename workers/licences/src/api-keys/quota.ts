import { setApiKeyQuota } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { ADMIN, apiKeyParam, apiKeySchema, quotaInput } from './schema.ts'

export const setKeyQuota = endpoint(
  {
    ...ADMIN,
    method: 'post',
    path: '/v1/api-keys/{id}/quota',
    summary: { zh: '调整应用密钥的每日次数', en: 'Change the quota of a key' },
    description: {
      zh: '自下一次请求起生效，今日已用次数照计。批量核验按份数计；因没有权限被拒绝（403）的不计。',
      en: 'From the next request on; what was used today counts. Each item of a batch counts; what is refused for want of a scope (403) does not.',
    },
    tag: TAGS.apiKeys,
    params: apiKeyParam,
    body: quotaInput,
    answer: { status: 200, description: { zh: '密钥', en: 'the key' }, schema: apiKeySchema },
    failures: ['notFound', 'stepNotPossible'],
  },
  async ({ context, params, body }) => setApiKeyQuota(context, params.id, body),
)
