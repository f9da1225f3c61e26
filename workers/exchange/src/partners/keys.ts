import { revokePartnerKey, swapKeysWith, swappedKeysSchema, takeKeys } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import {
  CONFIRM,
  PARTNER_ANSWER,
  partnerKeyParams,
  partnerParams,
  partnerSchema,
  reasonInput,
} from './schema.ts'

export const swapPartnerKeys = endpoint(
  {
    method: 'post',
    path: '/v1/partners/{region}/swap-keys',
    summary: { zh: '与协同地区互告密钥', en: 'Swap keys with a partner region' },
    description: {
      zh: '更换密钥时使用：双方以已登记的密钥签名，互告现有的全部公钥。新旧密钥并用；不再列出的即时终止。平时每小时自动进行。',
      en: 'When keys are rotated: both sides tell all their public keys, signed by a registered one. Old and new ones overlap; one that is not told any more ends at once. Done every hour by itself.',
    },
    tag: TAGS.partners,
    rights: CONFIRM,
    params: partnerParams,
    answer: {
      status: 200,
      description: { zh: '是否互告，以及协同地区', en: 'whether they were swapped, and the partner region' },
      schema: z.object({ state: z.enum(['swapped', 'notReached']), partner: partnerSchema }),
    },
    failures: ['notFound', 'stepNotPossible'],
  },
  async ({ context, params }) => swapKeysWith(context, params.region),
)

export const revokeKeyOfPartner = endpoint(
  {
    method: 'post',
    path: '/v1/partners/{region}/keys/{kid}/revoke',
    summary: { zh: '作废协同地区的密钥', en: 'Revoke a key of a partner region' },
    description: { zh: '即时生效，不能恢复。', en: 'At once, and for good.' },
    tag: TAGS.partners,
    rights: CONFIRM,
    params: partnerKeyParams,
    body: reasonInput,
    answer: PARTNER_ANSWER,
    failures: ['notFound', 'stillRunning'],
  },
  async ({ context, params, body }) => revokePartnerKey(context, params, body.reason),
)

export const takePartnerKeys = endpoint(
  {
    method: 'post',
    path: '/cx/1/keys',
    summary: { zh: '互告公钥', en: 'Swap public keys' },
    description: {
      zh: '请求和应答均以对方已登记的密钥签名；各含一方现有的全部公钥。',
      en: 'Request and answer are signed by a key the other has registered, and each holds all keys of its side.',
    },
    tag: TAGS.wire,
    rights: ['partner'],
    signed: { limitBytes: 131_072 },
    body: swappedKeysSchema,
    answer: {
      status: 200,
      description: { zh: '本地区的公钥', en: 'the keys of this region' },
      schema: swappedKeysSchema,
    },
    failures: ['notFound', 'notConfigured', 'stillRunning'],
  },
  async ({ context, signed, body }) => takeKeys(context, signed, body),
)
