import { listNotices, noticesCsv, ORDER_READERS } from '@tongban/services'
import { csvList } from '../endpoint.ts'
import { CSV_ROWS } from '../lists.ts'
import { NOTICES_TAG, noticeCsvQuery } from './words.ts'

export const listNoticesAsCsv = csvList({
  path: '/v1/notices.csv',
  summary: { zh: '督办文书，CSV', en: 'Notices as CSV' },
  tag: NOTICES_TAG,
  rights: ORDER_READERS,
  query: noticeCsvQuery,
  rows: CSV_ROWS,
  read: listNotices,
  csv: ({ notices }, language) => noticesCsv(notices, language),
  file: () => 'notices',
})
