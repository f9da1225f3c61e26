import { findingsCsv, listFindings } from '@tongban/services'
import { csvList } from '../endpoint.ts'
import { CSV_ROWS } from '../lists.ts'
import { FINDING_READERS, FINDINGS_TAG, findingCsvQuery } from './words.ts'

export const listFindingsAsCsv = csvList({
  path: '/v1/findings.csv',
  summary: { zh: '监察发现，CSV', en: 'Findings as CSV' },
  tag: FINDINGS_TAG,
  rights: FINDING_READERS,
  query: findingCsvQuery,
  rows: CSV_ROWS,
  read: listFindings,
  csv: ({ findings }, language) => findingsCsv(findings, language),
  file: () => 'findings',
})
