import { type Column, csvOf } from '../../lists/csv.ts'
import { momentOf } from '../../presentations/moment.ts'
import type { ListedNotice } from './view.ts'

/** A list of notices as CSV: what is on the screen and nothing else. */
const COLUMNS: readonly Column<ListedNotice>[] = [
  { zh: '文号', en: 'number', of: (row) => row.number },
  { zh: '种类', en: 'kind', of: (row, language) => row.stage[language] },
  { zh: '状态', en: 'state', of: (row, language) => row.state[language] },
  { zh: '对象', en: 'subject', of: (row) => row.subject },
  { zh: '事项', en: 'item', of: (row, language) => row.item?.[language] ?? null },
  { zh: '环节', en: 'step', of: (row, language) => row.step[language] },
  { zh: '依据', en: 'basis', of: (row) => row.law },
  { zh: '部门', en: 'department', of: (row, language) => row.department[language] },
  { zh: '责任岗位', en: 'post', of: (row) => row.post },
  { zh: '到期日', en: 'due on', of: (row) => row.dueOn },
  { zh: '逾期工作日', en: 'working days overdue', of: (row) => row.overdueWorkdays },
  { zh: '应当发出时间', en: 'due to be written', of: (row) => momentOf(row.trueAt) },
  { zh: '发出时间', en: 'written', of: (row) => momentOf(row.writtenAt) },
  { zh: '签收期限', en: 'receipt by', of: (row) => momentOrNone(row.signBy) },
  { zh: '签收时间', en: 'received', of: (row) => momentOrNone(row.signedAt) },
  { zh: '回复期限', en: 'reply by', of: (row) => momentOrNone(row.replyBy) },
  { zh: '回复时间', en: 'replied', of: (row) => momentOrNone(row.repliedAt) },
  { zh: '办结时间', en: 'ended', of: (row) => momentOrNone(row.endedAt) },
]

export const momentOrNone = (at: number | null): string | null => (at === null ? null : momentOf(at))

export const noticesCsv = (notices: readonly ListedNotice[], language: 'zh' | 'en'): string =>
  csvOf(COLUMNS, notices, language)
