import { clocksCsv, LIST_READERS, listClocks } from '@tongban/services'
import { csvList } from '../endpoint.ts'
import { CSV_ROWS } from '../lists.ts'
import { CLOCKS_TAG, clockCsvQuery } from './words.ts'

export const listWatchedClocksAsCsv = csvList({
  path: '/v1/clocks.csv',
  summary: { zh: '监察时限，CSV', en: 'Watched clocks as CSV' },
  tag: CLOCKS_TAG,
  rights: LIST_READERS,
  query: clockCsvQuery,
  rows: CSV_ROWS,
  read: listClocks,
  csv: ({ clocks }, language) => clocksCsv(clocks, language),
  file: ({ due, status }) => `clocks-${due ?? status}`,
})
