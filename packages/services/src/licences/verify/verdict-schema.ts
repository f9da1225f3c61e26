import { epochMs } from '@tongban/kernel/words'
import * as z from 'zod'

/** The answer to "does this licence hold?", the same wherever it is asked. */
const text = z.object({ zh: z.string(), en: z.string() })
const finding = z.object({ code: z.string(), zh: z.string(), en: z.string() }).meta({ id: 'Finding' })
const algorithm = z.enum(['ES256', 'SM2-SM3'])

export const verdictSchema = z
  .object({
    valid: z.boolean(),
    state: z.enum(['valid', 'suspended', 'ended', 'expired', 'notYetValid', 'unknown', 'invalid']).meta({
      description: 'unknown 无法确认，不得视为有效 it could not be found out, which is never a yes',
    }),
    reasons: z.array(finding),
    warnings: z.array(finding),
    licence: z
      .object({
        identifier: z.string(),
        vct: z.string().nullable(),
        typeCode: z.string(),
        typeName: text,
        validFrom: z.string().nullable(),
        validUntil: z.string().nullable(),
      })
      .nullable(),
    issuer: z
      .object({
        region: z.string(),
        regionName: text,
        authority: z.string(),
        authorityCode: z.string(),
        kid: z.string(),
        alg: algorithm,
        also: z.array(algorithm).meta({ description: '同样成立的附加签名 further signatures that hold' }),
      })
      .nullable(),
    claims: z.record(z.string(), z.unknown()),
    status: z
      .object({
        value: z.literal([0, 1, 2, 3]),
        asOf: epochMs,
        maxStalenessSeconds: z.number(),
      })
      .nullable()
      .meta({ description: '状态截至何时，最多滞后几秒 the status, as of when, and how old it may be' }),
    checkedAt: epochMs,
  })
  .meta({ id: 'Verdict' })
