import { rowLimit } from '@tongban/kernel/words'
import { NATIONAL_FORM_NAMES, reportFields, reportFilters, reportsShape } from '@tongban/services'
import * as z from 'zod'

/** What goes in and out of the reports to the national platform of evaluations. */
export const REPORTS_TAG = { zh: '评价上报', en: 'Reports to the national platform' } as const

const filters = {
  ...reportFilters,
  form: z
    .enum(NATIONAL_FORM_NAMES)
    .optional()
    .meta({ description: 'service 办件预登记，rating 评价，setAside 评价不计入' }),
}
export const CSV_ROWS = 999
export const nationalQuery = z.strictObject({ ...filters, limit: rowLimit(100, 50) })
export const nationalCsvQuery = z.strictObject({ ...filters, limit: rowLimit(CSV_ROWS, CSV_ROWS) })

export const nationalReportSchema = z
  .object({
    ...reportFields,
    serviceNumber: z.int().meta({ description: '服务次 which service of the case' }),
    seq: z
      .int()
      .meta({ description: '评价：1 首次，2 修改或者补充；服务：1 of a rating 1, or 2 for its amendment' }),
  })
  .meta({ id: 'NationalReport' })
export const nationalReportsSchema = z
  .object(reportsShape(nationalReportSchema))
  .meta({ id: 'NationalReports' })
