import { publishBulletin } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { BULLETINS_TAG, bulletinParams, bulletinSchema, publishInput } from './words.ts'

export const publishOneBulletin = endpoint(
  {
    method: 'post',
    path: '/v1/bulletins/{id}/publish',
    summary: { zh: '公布通报', en: 'Publish a bulletin' },
    description: {
      zh: '按所阅草稿的内容摘要公布；公布后签名并固定，只能另出更正。重复公布同一份不改变任何内容。',
      en: 'By the digest of the draft that was read; from then on it is signed and fixed, and can only be corrected by another version. Publishing it again changes nothing.',
    },
    tag: BULLETINS_TAG,
    rights: [{ role: 'supervisor' }],
    params: bulletinParams,
    body: publishInput,
    answer: { status: 200, description: { zh: '已公布', en: 'published' }, schema: bulletinSchema },
    failures: ['notFound', 'stillRunning'],
  },
  async ({ context, params, body }) => publishBulletin(context, params.id, body.digest),
)
