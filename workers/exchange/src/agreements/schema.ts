import { agreementIdSchema, agreementSchema, termsShape } from '@tongban/exchange'
import { civilDateInput, epochMs, reasonText } from '@tongban/kernel/words'
import * as z from 'zod'
import { actSchema, regionCode } from '../partners/schema.ts'

/** What goes in and out of agreements. */
export const agreementParams = z.strictObject({ id: agreementIdSchema })
export const agreementInput = z
  .strictObject({ id: agreementIdSchema, partner: regionCode, ...termsShape })
  .meta({ description: '协议内容 what the two sides settle' })
export const digestInput = z.strictObject({
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ description: '所核对文本的摘要 digest of the document that was read' }),
})
export const endingInput = z.strictObject({
  endsOn: civilDateInput.meta({ description: '最后一日 last day in force' }),
  reason: reasonText(500),
})

const pendingSchema = z.object({
  act: z.enum(['propose', 'countersign', 'end']),
  endsOn: z.string().optional(),
  reason: z.string().optional(),
})
export const agreementViewSchema = z
  .object({
    id: z.string(),
    version: z.int(),
    partner: z.string(),
    state: z.enum(['draft', 'proposedHere', 'proposedThere', 'inForce', 'superseded', 'ended', 'declined']),
    stateZh: z.string(),
    stateEn: z.string(),
    agreement: agreementSchema,
    digest: z.string(),
    ownSignature: z.string().nullable(),
    partnerSignature: z.string().nullable(),
    closing: z.string().nullable(),
    inForce: z
      .object({ from: z.string(), until: z.string().nullable() })
      .nullable()
      .meta({ description: '施行的首日和末日 first and last day on which it governs' }),
    endedOn: z.string().nullable(),
    pending: pendingSchema.nullable().meta({ description: '待另一人确认 awaits a second person' }),
    untold: z.string().nullable().meta({ description: '尚未告知对方 not told to the partner yet' }),
    lastReason: z.string().nullable(),
    nextAt: epochMs.nullable(),
    proposedAt: epochMs,
    effectiveAt: epochMs.nullable(),
  })
  .meta({ id: 'AgreementVersion', description: '协议版本 a version of an agreement' })
export const historySchema = z.object({
  id: z.string(),
  versions: z.array(agreementViewSchema).meta({ description: '旧的在前 oldest first' }),
  acts: z.array(actSchema),
})

export const VERSION_ANSWER = {
  status: 200,
  description: { zh: '协议版本', en: 'the version' },
  schema: agreementViewSchema,
} as const
export const HISTORY_ANSWER = {
  status: 200,
  description: { zh: '各版本和办理记录', en: 'all versions, and what was done when' },
  schema: historySchema,
} as const
