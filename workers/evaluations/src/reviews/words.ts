import { said as message } from '@tongban/kernel/parse'
import { civilDate, epochMs, rowLimit } from '@tongban/kernel/words'
import { MOST_REVIEW_CHARACTERS, ORDER_READERS } from '@tongban/services'
import * as z from 'zod'
import { named } from '../invitations/words.ts'
import { contactSchema } from '../rectifications/words.ts'

/** What goes in and out of reviews 综合点评、监督查评、办不成事. */
export const REVIEWS_TAG = { zh: '评议和办不成事', en: 'Reviews' } as const
export const REVIEWERS = [
  'applicant',
  { role: 'window' },
  { role: 'hotline' },
  { role: 'supervisor' },
] as const
export const REVIEW_READERS = ['applicant', ...ORDER_READERS] as const

const KINDS = ['inspection', 'overall', 'experiencer', 'thirdParty', 'unable'] as const
export const reviewKind = z.enum(KINDS, {
  error: message(`应为：${KINDS.join('、')}。`, `Must be one of ${KINDS.join(', ')}.`),
})

export const reviewBody = z
  .strictObject({
    kind: reviewKind,
    department: z.string().max(63).optional().meta({ description: '部门编码 code of a department' }),
    itemCode: z.string().max(63).optional(),
    caseNumber: z.string().max(30).optional().meta({ description: '可以不填 may be left out' }),
    level: z.int().optional(),
    options: z.array(z.string().max(10)).max(40).optional(),
    text: z
      .string()
      .max(20_000)
      .meta({
        description: `至多 ${MOST_REVIEW_CHARACTERS} 字 at most ${MOST_REVIEW_CHARACTERS} characters`,
      }),
    anonymous: z.boolean().default(false),
    finder: z.string().max(400).optional().meta({ description: '体验员或者评估机构 who found it' }),
    contact: z
      .strictObject({
        name: z.string().max(400).optional(),
        phone: z
          .string()
          .regex(/^\+?[0-9 -]{5,20}$/, {
            error: message('应为电话号码，如 13900000000。', 'Must be a phone number, such as 13900000000.'),
          })
          .optional(),
      })
      .optional(),
  })
  .meta({ id: 'ReviewInput' })

export const reviewsQuery = z.strictObject({
  kind: reviewKind.optional(),
  department: z.string().max(63).optional(),
  cursor: z.string().max(200).optional(),
  limit: rowLimit(100, 50),
})

export const reviewSchema = z
  .object({
    id: z.string(),
    kind: named,
    department: named,
    item: named.nullable(),
    caseNumber: z.string().nullable(),
    level: z.int().nullable(),
    options: z.array(named),
    anonymous: z.boolean(),
    text: z.string().nullable(),
    finder: z.string().nullable(),
    contact: contactSchema,
    on: civilDate,
    at: epochMs.nullable(),
    orderNumber: z.string().nullable().meta({ description: '由此生成的整改单 the order it opened' }),
    orderState: named.nullable().meta({ description: '该整改单的状态 how that stands' }),
  })
  .meta({ id: 'Review' })
export const reviewsSchema = z
  .object({ asOf: epochMs, reviews: z.array(reviewSchema), next: z.string().nullable() })
  .meta({ id: 'Reviews' })
