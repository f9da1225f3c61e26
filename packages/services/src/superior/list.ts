import {
  countSuperiorReports,
  type SuperiorReportRow,
  superiorReportPage,
  superiorReportsIn,
} from '@tongban/store'
import type { SuperiorForm } from '@tongban/supervision'
import type { Context } from '../context.ts'
import { csvOf } from '../lists/csv.ts'
import { listReports, type ReportQuery, type ReportView, reportColumns } from '../reports/list.ts'

/** Reports to the superior platform, and how far each has come. */
export type SuperiorView = ReportView<SuperiorReportRow>

export const listSuperiorReports = (ctx: Context, query: ReportQuery<SuperiorForm>) =>
  listReports(ctx, query, {
    name: 'superior',
    configured: ctx.reportsToSuperior,
    page: superiorReportPage,
    pageIn: superiorReportsIn,
    count: countSuperiorReports,
  })

const COLUMNS = reportColumns<SuperiorReportRow>({ zh: '事项', en: 'item', of: ({ itemCode }) => itemCode })
export const superiorCsv = (reports: readonly SuperiorView[], language: 'zh' | 'en'): string =>
  csvOf(COLUMNS, reports, language)
