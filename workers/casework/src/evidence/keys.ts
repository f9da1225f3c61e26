import { ok } from '@tongban/kernel'
import { listAuditKeys } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'

const keySchema = z
  .object({
    kid: z.string(),
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: z.string(),
    y: z.string(),
    thumbprint: z.string().meta({ description: 'RFC 7638' }),
    current: z.boolean(),
  })
  .meta({ id: 'AuditKey' })

export const readAuditKeys = endpoint(
  {
    method: 'get',
    path: '/v1/evidence/keys',
    summary: { zh: '审计公钥', en: 'Public audit keys' },
    tag: TAGS.evidence,
    rights: ['anyone'],
    answer: {
      status: 200,
      description: { zh: '现用的和以前用过的', en: 'the current one and those it replaced' },
      schema: z.object({ keys: z.array(keySchema) }),
    },
    failures: [],
  },
  async ({ context }) => {
    const keys = await listAuditKeys(context)
    return keys.ok ? ok({ keys: keys.value }) : keys
  },
)
