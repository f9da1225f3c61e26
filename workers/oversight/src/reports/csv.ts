import { listSuperiorReports, REPORT_READERS, superiorCsv } from '@tongban/services'
import { csvList } from '../endpoint.ts'
import { CSV_ROWS } from '../lists.ts'
import { REPORTS_TAG, reportCsvQuery } from './words.ts'

export const listReportsAsCsv = csvList({
  path: '/v1/reports/superior.csv',
  summary: { zh: '向上级平台的上报，CSV', en: 'Reports to the superior platform as CSV' },
  tag: REPORTS_TAG,
  rights: REPORT_READERS,
  query: reportCsvQuery,
  rows: CSV_ROWS,
  read: listSuperiorReports,
  csv: ({ reports }, language) => superiorCsv(reports, language),
  file: () => 'superior-reports',
})
