import { said } from '@tongban/kernel/parse'
import { civilDateInput, epochMs } from '@tongban/kernel/words'
import * as z from 'zod'
import { REPORT_STATES } from './list.ts'

/** What goes in and out of a list of reports to a platform 上报; its forms and its pages are the list's own. */
export const reportFilters = {
  state: z.enum(REPORT_STATES).optional().meta({
    description: 'waiting 待发，sent 已发未答，received 已收，refused 被退，dead 停发 no longer tried',
  }),
  caseNumber: z
    .string()
    .regex(/^\d{21}[0-9A-Z]$/, {
      error: said('应为22位办件编号。', 'Must be a case number of 22 characters.'),
    })
    .optional(),
  department: z
    .string()
    .regex(/^[a-z][a-z-]{1,62}$/, { error: said('应为部门编码。', 'Must be the code of a department.') })
    .optional(),
  from: civilDateInput.optional().meta({ description: '生成日起 made on this day or later' }),
  cursor: z.string().max(200).optional(),
}

export const reportId = z.strictObject({
  id: z.uuid({ error: said('应为上报编号（UUID）。', 'Must be the id of a report, a UUID.') }),
})

export const reportFields = {
  id: z.string(),
  caseNumber: z.string(),
  form: z.string(),
  department: z.string(),
  state: z.string(),
  receiptNumber: z.string().nullable().meta({ description: '平台的回执号 receipt of the platform' }),
  reason: z.string().nullable(),
  madeAt: epochMs,
  sentAt: epochMs.nullable(),
  answeredAt: epochMs.nullable(),
  replayedAt: epochMs.nullable(),
}

export const reportsShape = <Report extends z.ZodType>(report: Report) => ({
  configured: z.boolean().meta({ description: '未配置平台的，不生成上报 without a platform none is made' }),
  reports: z.array(report),
  open: z.array(z.object({ state: z.string(), n: z.int() })),
  next: z.string().nullable(),
})
