import { BULLETIN_READERS, readBulletin } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { BULLETINS_TAG, bulletinParams, bulletinSchema } from './words.ts'

export const readOneBulletin = endpoint(
  {
    method: 'get',
    path: '/v1/bulletins/{id}',
    summary: { zh: '一份通报或者日报', en: 'One bulletin or digest' },
    description: {
      zh: 'digest 是 content 的规范 JSON 的 SHA-256，statement 是审计密钥对它的签名；公钥见 /approvals/v1/evidence/keys。',
      en: 'digest is the SHA-256 of the canonical JSON of content, statement the signature over it; the public keys are at /approvals/v1/evidence/keys.',
    },
    tag: BULLETINS_TAG,
    rights: BULLETIN_READERS,
    params: bulletinParams,
    answer: {
      status: 200,
      description: { zh: '全文和口径', en: 'all of it, with definitions' },
      schema: bulletinSchema,
    },
    failures: ['notFound'],
  },
  async ({ context, params }) => readBulletin(context, params.id),
)
