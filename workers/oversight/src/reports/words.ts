import { said } from '@tongban/kernel/parse'
import { civilDateInput, epochMs, rowLimit } from '@tongban/kernel/words'
import { SUPERIOR_FORM_NAMES, SUPERIOR_STATES } from '@tongban/supervision'
import * as z from 'zod'
import { CSV_ROWS } from '../lists.ts'

/** What goes in and out of the reports to the superior platform. */
export const REPORTS_TAG = { zh: '上报', en: 'Reports to the superior platform' } as const

const filters = {
  state: z.enum(SUPERIOR_STATES).optional().meta({
    description: 'waiting 待发，sent 已发未答，received 已收，refused 被退，dead 停发 no longer tried',
  }),
  form: z.enum(SUPERIOR_FORM_NAMES).optional().meta({
    description: 'receipt 收件，acceptance 受理，process 过程，result 办结',
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
export const reportQuery = z.strictObject({ ...filters, limit: rowLimit(100, 50) })
export const reportCsvQuery = z.strictObject({ ...filters, limit: rowLimit(CSV_ROWS, CSV_ROWS) })

export const reportSchema = z
  .object({
    id: z.string(),
    caseNumber: z.string(),
    form: z.string(),
    seq: z.int().meta({ description: '办件事件的序号 number of the event of the case' }),
    itemCode: z.string(),
    department: z.string(),
    state: z.string(),
    receiptNumber: z.string().nullable().meta({ description: '上级平台的回执号 receipt of the platform' }),
    reason: z.string().nullable(),
    madeAt: epochMs,
    sentAt: epochMs.nullable(),
    answeredAt: epochMs.nullable(),
    replayedAt: epochMs.nullable(),
  })
  .meta({ id: 'SuperiorReport' })
export const reportsSchema = z
  .object({
    configured: z
      .boolean()
      .meta({ description: '未配置上级平台的，不生成上报 without a platform none is made' }),
    reports: z.array(reportSchema),
    open: z.array(z.object({ state: z.string(), n: z.int() })),
    next: z.string().nullable(),
  })
  .meta({ id: 'SuperiorReports' })
