import { partnerKeySchema } from '@tongban/exchange/wire'
import { said as message } from '@tongban/kernel/parse'
import { epochMs, reasonText, saidSchema } from '@tongban/kernel/words'
import { CONFIRMERS, PARTNER_READERS, PROPOSERS } from '@tongban/services'
import * as z from 'zod'

/** Who may do what to partners and agreements, as rights of the door. */
const roles = <const R extends string>([first, ...rest]: readonly R[]) => {
  if (first === undefined) throw new Error('nobody could do it')
  return [{ role: first }, ...rest.map((role) => ({ role }))] as const
}
export const PROPOSE = roles(PROPOSERS)
export const CONFIRM = roles(CONFIRMERS)
export const READ = roles(PARTNER_READERS)

/** What goes in and out of partner regions. */
export const regionCode = z
  .string()
  .regex(/^[1-9]\d{5}$/, { error: message('应为6位行政区划代码。', 'Must be a region code of 6 digits.') })
  .meta({ example: '500112' })
export const partnerParams = z.strictObject({ region: regionCode })
const keyId = z.string().regex(/^[\w-]{43}$/, {
  error: message('应为密钥指纹（RFC 7638）。', 'Must be the thumbprint of a key (RFC 7638).'),
})
export const partnerKeyParams = z.strictObject({ region: regionCode, kid: keyId })
export const reasonInput = z.strictObject({ reason: reasonText(500) })
const nameInput = z.strictObject({
  zh: z.string().trim().min(1).max(100),
  en: z.string().trim().min(1).max(100),
})

export const partnerInput = z.strictObject({
  name: nameInput,
  baseUrl: z.string().max(200).meta({
    description: '对方交换地址 where its exchange is reached, without a last slash',
    example: 'https://cx.example.gov.cn/exchange',
  }),
  keys: z.array(partnerKeySchema).min(2).max(20).meta({
    description: '对方公布的公钥（/exchange/cx/1/keys 的 keys） what it publishes at /exchange/cx/1/keys',
  }),
})
export const comparedInput = z.strictObject({
  compared: z.array(keyId).min(1).max(100).meta({
    description:
      '已向对方当面或者电话核对指纹的密钥，应为全部待确认的密钥 ids of the keys whose fingerprints were compared with the partner by another way: all that await confirmation',
  }),
})

export const keySchema = z
  .object({
    kid: z.string(),
    fingerprint: z
      .string()
      .meta({ description: '核对用，十六进制四位一组 to be compared, hexadecimal in groups of four' }),
    use: z.enum(['sign', 'open']),
    office: z.string().nullable(),
    from: z.int(),
    until: z.int().nullable(),
    revokedAt: z.int().nullable(),
  })
  .meta({ id: 'PartnerKeyView', description: '时间为秒 times in epoch seconds' })

const factsSchema = z.record(z.string(), z.unknown())
export const actSchema = z.object({ act: z.string(), at: epochMs, by: z.string(), facts: factsSchema })

const known = { name: saidSchema, baseUrl: z.string(), keys: z.array(keySchema) }
export const partnerSchema = z
  .object({
    region: z.string(),
    ...known,
    state: z.enum(['proposed', 'active', 'suspended']),
    stateZh: z.string(),
    stateEn: z.string(),
    change: z.object(known).nullable().meta({ description: '待另一人确认 awaits a second person' }),
    line: z.object({
      failures: z.int(),
      openUntil: epochMs.nullable(),
      clockOffsetMs: z.int(),
      lastHeardAt: epochMs.nullable(),
    }),
    updatedAt: epochMs,
    acts: z.array(actSchema),
  })
  .meta({ id: 'PartnerRegion' })

export const partnerListSchema = z.object({
  own: z
    .object({ region: z.string(), baseUrl: z.string(), keys: z.array(keySchema) })
    .nullable()
    .meta({ description: '本地区，对方据此核对 this region, as partners compare it' }),
  partners: z.array(partnerSchema),
})

export const PARTNER_ANSWER = {
  status: 200,
  description: { zh: '协同地区', en: 'the partner region' },
  schema: partnerSchema,
} as const
