import {
  countEvaluationReports,
  type EvaluationReportRow,
  evaluationReportPage,
  evaluationReportsIn,
} from '@tongban/store'
import type { Context } from '../../context.ts'
import { csvOf } from '../../lists/csv.ts'
import { listReports, type ReportQuery, type ReportView, reportColumns } from '../../reports/list.ts'
import type { NationalForm } from './national.ts'

/** Reports to the national platform of evaluations, and how far each has come. */
export type NationalView = ReportView<EvaluationReportRow>

export const listNationalReports = (ctx: Context, query: ReportQuery<NationalForm>) =>
  listReports(ctx, query, {
    name: 'national',
    configured: ctx.reportsToNational !== null,
    page: evaluationReportPage,
    pageIn: evaluationReportsIn,
    count: countEvaluationReports,
  })

const COLUMNS = reportColumns<EvaluationReportRow>({
  zh: '服务次数',
  en: 'service',
  of: ({ serviceNumber }) => serviceNumber,
})
export const nationalCsv = (reports: readonly NationalView[], language: 'zh' | 'en'): string =>
  csvOf(COLUMNS, reports, language)
