import { listNationalReports, nationalCsv, REPORT_READERS } from '@tongban/services'
import { csvList } from '../endpoint.ts'
import { CSV_ROWS, nationalCsvQuery, REPORTS_TAG } from './words.ts'

export const listTheNationalReportsAsCsv = csvList({
  path: '/v1/reports/national.csv',
  summary: {
    zh: '向国家政务服务平台的评价上报，CSV',
    en: 'Reports to the national platform of evaluations as CSV',
  },
  tag: REPORTS_TAG,
  rights: REPORT_READERS,
  query: nationalCsvQuery,
  rows: CSV_ROWS,
  read: listNationalReports,
  csv: ({ reports }, language) => nationalCsv(reports, language),
  file: () => 'national-reports',
})
