import { said as message } from '@tongban/kernel/parse'
import * as z from 'zod'

export const CALENDAR = { zh: '工作日历', en: 'Calendar of working days' }

const day = z.iso.date({
  error: message('应为 YYYY-MM-DD 的日期。', 'Must be a date, YYYY-MM-DD.'),
})
const notice = z.strictObject({
  title: z.string().trim().min(4).max(200),
  number: z.string().trim().min(2).max(60).nullable(),
  issuedOn: day,
  url: z.url().max(500).nullable(),
})
/** A year holds no more days than this, and an arrangement names only those that differ from the plain week. */
const MOST_DAYS = 120
const days = z.array(day).max(MOST_DAYS)

export const arrangementInput = z
  .strictObject({
    year: z
      .int()
      .min(2019)
      .max(2199)
      .nullable()
      .meta({ description: '所属年份；本地区自行安排的为 null the year; null for the region’s own days' }),
    notice,
    rest: days,
    work: days,
  })
  .meta({ id: 'ArrangementInput' })

export const arrangementSchema = z
  .object({
    id: z.int(),
    year: z.int().nullable(),
    state: z.string().meta({ description: 'proposed, published' }),
    proposedAt: z.int(),
    approvedAt: z.int().nullable(),
    notice: z.object({
      title: z.string(),
      number: z.string().nullable(),
      issuedOn: z.string(),
      url: z.string().nullable(),
    }),
    rest: z.array(z.string()),
    work: z.array(z.string()),
  })
  .meta({ id: 'Arrangement' })

export const arrangementParam = z.strictObject({
  id: z.coerce.number().int().min(1).meta({ example: 1 }),
})

/** One clock of one case, before and after. */
export const changeSchema = z.object({
  caseNumber: z.string(),
  step: z.string(),
  binds: z.string().meta({ description: 'organ, applicant, party' }),
  beforeOn: z.string(),
  afterOn: z.string(),
  moved: z.string().meta({ description: 'earlier, later, confirmed' }),
  needsNotice: z.boolean().meta({ description: '对当事人不利，须告知 to be told to the applicant' }),
  overByCalendarOnly: z.boolean(),
})

export const changesQuery = z.strictObject({
  version: z.string().min(1).max(80).meta({ example: 'national-2026-1+1' }),
  cursor: z.string().max(200).default(''),
})
