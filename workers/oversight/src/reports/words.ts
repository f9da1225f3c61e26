import { rowLimit } from '@tongban/kernel/words'
import { reportFields, reportFilters, reportsShape } from '@tongban/services'
import { SUPERIOR_FORM_NAMES } from '@tongban/supervision'
import * as z from 'zod'
import { CSV_ROWS } from '../lists.ts'

/** What goes in and out of the reports to the superior platform. */
export const REPORTS_TAG = { zh: '上报', en: 'Reports to the superior platform' } as const

const filters = {
  ...reportFilters,
  form: z.enum(SUPERIOR_FORM_NAMES).optional().meta({
    description: 'receipt 收件，acceptance 受理，process 过程，result 办结',
  }),
}
export const reportQuery = z.strictObject({ ...filters, limit: rowLimit(100, 50) })
export const reportCsvQuery = z.strictObject({ ...filters, limit: rowLimit(CSV_ROWS, CSV_ROWS) })

export const reportSchema = z
  .object({
    ...reportFields,
    seq: z.int().meta({ description: '办件事件的序号 number of the event of the case' }),
    itemCode: z.string(),
  })
  .meta({ id: 'SuperiorReport' })
export const reportsSchema = z.object(reportsShape(reportSchema)).meta({ id: 'SuperiorReports' })
