import { LEVEL_NUMBERS, RATING_CHANNELS } from '@tongban/evaluations'
import { said as message } from '@tongban/kernel/parse'
import { civilDate, epochMs, rowLimit } from '@tongban/kernel/words'
import * as z from 'zod'
import { levelSchema, named, tokenField } from '../invitations/words.ts'

/** What goes in and out of ratings 评价. */
export const RATINGS_TAG = { zh: '评价', en: 'Ratings' } as const
export const RATING_READERS = [
  { role: 'window' },
  { role: 'handler' },
  { role: 'chief' },
  { role: 'head' },
  { role: 'rectifier' },
  { role: 'governmentHead' },
  { role: 'supervisor' },
  { role: 'auditor' },
  { role: 'callback' },
] as const

/** Guarantee: a table written in code has its own keys and no other. */
const CHANNELS = Object.keys(RATING_CHANNELS) as (keyof typeof RATING_CHANNELS)[]

const rating = {
  token: tokenField,
  level: z.int().meta({ description: '5 非常满意 … 1 非常不满意 5 very satisfied … 1 very dissatisfied' }),
  // More than there are of a level; the check of the dictionary says what is wrong.
  options: z.array(z.string().max(10)).max(40).optional(),
  text: z
    .string()
    .max(20_000)
    .nullable()
    .optional()
    .meta({ description: '至多 500 字 at most 500 characters' }),
  channel: z.enum(CHANNELS, {
    error: message(`应为：${CHANNELS.join('、')}。`, `Must be one of ${CHANNELS.join(', ')}.`),
  }),
  device: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: '设备标识，只存摘要，用于防刷评 hint of the device, of which a digest is kept' }),
}

export const rateBody = z
  .strictObject({
    ...rating,
    anonymous: z.boolean().meta({
      description: 'true：不向被评价部门透露身份 the department does not learn who rated',
    }),
  })
  .meta({ id: 'RatingInput' })
export const amendBody = z.strictObject(rating).meta({ id: 'AmendmentInput' })

export const givenSchema = z
  .object({
    id: z.uuid(),
    revision: z.literal([1, 2]),
    level: levelSchema,
    options: z.array(z.string()),
    anonymous: z.boolean(),
    at: epochMs,
    amendUntilAt: epochMs.nullable(),
    order: z.string().nullable().meta({ description: '整改单编号 order that a bad rating has opened' }),
  })
  .meta({ id: 'GivenRating' })

/** The token is the key: the same rating sent again is answered again, so that no Idempotency-Key is needed. */
export const GIVEN = {
  status: 201,
  description: {
    zh: '已保存；同一评价码、同一内容再次提交，答复相同',
    en: 'kept; the same token with the same content is answered the same again',
  },
  schema: givenSchema,
} as const
export const GIVEN_FAILURES = [
  'notAllowed',
  'notFound',
  'alreadyRated',
  'stepNotPossible',
  'stillRunning',
  'tooManyRequests',
] as const

export const ratingsQuery = z.strictObject({
  department: z.string().max(63).optional(),
  month: z
    .string()
    .regex(/^(?:19|20)\d{2}-(?:0[1-9]|1[0-2])$/, { error: message('应为 YYYY-MM。', 'Must be YYYY-MM.') })
    .optional(),
  level: z
    .enum(LEVEL_NUMBERS.map(String) as [string, ...string[]], {
      error: message('应为 1 至 5。', 'Must be 1 to 5.'),
    })
    .transform(Number)
    .optional(),
  item: z.string().max(63).optional(),
  window: z.string().max(127).optional(),
  cursor: z.string().max(200).optional(),
  limit: rowLimit(100, 50),
})

const listed = z
  .object({
    id: z.uuid(),
    level: levelSchema,
    options: z.array(named),
    text: z.string().nullable().meta({ description: '其中的号码已隐去 numbers are taken out' }),
    anonymous: z.boolean(),
    revision: z.int(),
    channel: named,
    item: named.nullable(),
    department: named,
    window: z.string().nullable(),
    givenOn: civilDate,
    viaRegion: z.string().nullable(),
    order: z.string().nullable(),
    excluded: z
      .boolean()
      .meta({ description: '申诉成立，不计入 taken out of the rates by an upheld appeal' }),
    service: z
      .object({
        caseNumber: z.string(),
        serviceNumber: z.int(),
        servedAt: epochMs,
        givenAt: epochMs,
      })
      .nullable()
      .meta({ description: '匿名评价为空 null of an anonymous rating' }),
  })
  .meta({ id: 'ListedRating' })

export const ratingsSchema = z
  .object({ ratings: z.array(listed), next: z.string().nullable() })
  .meta({ id: 'Ratings' })
export const historySchema = z.object({ revisions: z.array(listed) }).meta({ id: 'RatingHistory' })
export const ratingParams = z.strictObject({
  id: z.uuid({ error: message('应为评价的编号（UUID）。', 'Must be the id of a rating (UUID).') }),
})
