import { ok } from '@tongban/kernel'
import { listExchangeKeys } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'

const key = z
  .object({
    kid: z.string().meta({ description: 'RFC 7638 thumbprint' }),
    use: z.enum(['sign', 'open']),
    office: z
      .string()
      .optional()
      .meta({ description: '办理部门编码，* 为其余部门 department the key is for; `*`: any other' }),
    jwk: z.object({ kty: z.literal('OKP'), crv: z.enum(['Ed25519', 'X25519']), x: z.string() }),
    from: z.int(),
    until: z.int().nullable(),
    revokedAt: z.int().nullable(),
  })
  .meta({ id: 'ExchangeKey', description: '时间为秒 times in epoch seconds' })

export const readKeys = endpoint(
  {
    method: 'get',
    path: '/cx/1/keys',
    summary: { zh: '本地区公钥', en: 'Public keys of this region' },
    description: {
      zh: '签名和解封用的公钥。登记前须由双方管理员另行核对指纹，读取此处不等于信任。',
      en: 'What this region signs with and its offices open. Administrators compare the thumbprints by other means before they register them: reading them here is no reason to trust them.',
    },
    tag: TAGS.wire,
    rights: ['anyone'],
    answer: {
      status: 200,
      description: { zh: '公钥', en: 'the keys' },
      schema: z.object({ keys: z.array(key) }),
    },
    failures: ['notConfigured'],
  },
  async ({ context, setHeader }) => {
    const keys = listExchangeKeys(context)
    if (!keys.ok) return keys
    setHeader('Cache-Control', 'public, max-age=60')
    return ok({ keys: keys.value })
  },
)
