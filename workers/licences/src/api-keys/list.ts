import { ok } from '@tongban/kernel'
import { listApiKeys } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { ADMIN, apiKeySchema } from './schema.ts'

export const listKeys = endpoint(
  {
    ...ADMIN,
    method: 'get',
    path: '/v1/api-keys',
    summary: { zh: '应用密钥一览', en: 'The keys of apps' },
    description: { zh: '从不含密钥本身。', en: 'Never with a secret.' },
    tag: TAGS.apiKeys,
    answer: {
      status: 200,
      description: { zh: '后签发的在前', en: 'the newest first' },
      schema: z.object({ apiKeys: z.array(apiKeySchema) }),
    },
    failures: [],
  },
  async ({ context }) => ok({ apiKeys: await listApiKeys(context) }),
)
