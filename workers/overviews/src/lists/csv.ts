import { casesCsv, LIST_READERS, listCases } from '@tongban/services'
import { csvList } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { CSV_ROWS, csvQuery } from './schema.ts'

export const listCasesAsCsv = csvList({
  path: '/v1/cases.csv',
  summary: { zh: '办件列表，CSV', en: 'A list of cases as CSV' },
  tag: TAGS.lists,
  rights: LIST_READERS,
  query: csvQuery,
  rows: CSV_ROWS.most,
  read: listCases,
  csv: ({ cases }, language) => casesCsv(cases, language),
  file: ({ list }) => `cases-${list}`,
})
