import { said } from '@tongban/kernel/parse'
import * as z from 'zod'

export const HANDED_OVER_TAG = { zh: '跨域办件', en: 'Cases of two regions' } as const

export const handedOverParams = z.object({
  caseNumber: z
    .string()
    .regex(/^\d{21}[0-9A-Z]$/, {
      error: said('应为 22 位办件编号。', 'Must be a case number of 22 characters.'),
    })
    .meta({ example: '5101162026112300000018' }),
})

const partner = z
  .string()
  .regex(/^\d{6}$/, { error: said('应为6位行政区划代码。', 'Must be a region code of 6 digits.') })
  .optional()
  .meta({ description: 'the partner region, where several have a part in the case' })

export const partnerQuery = z.object({ partner })

const number = z.coerce.number().int().min(0).max(100_000)
export const timelineQuery = z.object({
  partner,
  after: number.default(0).meta({ description: 'how many entries of the beginning to leave out' }),
})
export const afterQuery = z.object({ after: number.default(0) })

const head = z
  .record(z.string(), z.object({ seq: z.int(), digest: z.string() }))
  .meta({ description: 'last message of each region: its number and digest' })

export const caseHeadSchema = z
  .object({
    caseNumber: z.string(),
    regions: z.array(z.string()),
    head,
    digest: z
      .string()
      .meta({ description: 'SHA-256, hex: equal on both sides when both hold the same messages' }),
  })
  .meta({ id: 'CaseHead' })

export const caseTimelineSchema = caseHeadSchema
  .extend({
    entries: z.array(
      z.object({
        at: z.int().meta({ description: 'epoch milliseconds, UTC' }),
        by: z.string().meta({ description: 'the region that tells it' }),
        seq: z.int(),
        type: z.string(),
        id: z.string(),
        digest: z.string(),
        zh: z.string(),
        en: z.string(),
        data: z.record(z.string(), z.unknown()),
      }),
    ),
    total: z.int(),
  })
  .meta({ id: 'CaseTimeline' })
