import { civilTimeAt } from '@tongban/calendar'
import { type Column, csvOf, timeOrNone } from '../../lists/csv.ts'
import { SUPERVISED } from '../csv.ts'
import type { ListedNotice } from './view.ts'

/** A list of notices as CSV: what is on the screen and nothing else. */
const COLUMNS: readonly Column<ListedNotice>[] = [
  { zh: '文号', en: 'number', of: (row) => row.number },
  { zh: '种类', en: 'kind', of: (row, language) => row.stage[language] },
  { zh: '状态', en: 'state', of: (row, language) => row.state[language] },
  ...SUPERVISED,
  { zh: '应当发出时间', en: 'due to be written', of: (row) => civilTimeAt(row.trueAt) },
  { zh: '发出时间', en: 'written', of: (row) => civilTimeAt(row.writtenAt) },
  { zh: '签收期限', en: 'receipt by', of: (row) => timeOrNone(row.signBy) },
  { zh: '签收时间', en: 'received', of: (row) => timeOrNone(row.signedAt) },
  { zh: '回复期限', en: 'reply by', of: (row) => timeOrNone(row.replyBy) },
  { zh: '回复时间', en: 'replied', of: (row) => timeOrNone(row.repliedAt) },
  { zh: '办结时间', en: 'ended', of: (row) => timeOrNone(row.endedAt) },
]

export const noticesCsv = (notices: readonly ListedNotice[], language: 'zh' | 'en'): string =>
  csvOf(COLUMNS, notices, language)
