import { type Column, csvOf } from '../../lists/csv.ts'
import { momentOf } from '../../presentations/moment.ts'
import { momentOrNone } from '../notices/csv.ts'
import type { ListedCard } from './view.ts'

/** A list of cards as CSV: what is on the screen and nothing else. */
const COLUMNS: readonly Column<ListedCard>[] = [
  { zh: '编号', en: 'number', of: (row) => row.number },
  { zh: '牌', en: 'card', of: (row, language) => row.colour[language] },
  { zh: '事由', en: 'cause', of: (row, language) => row.cause[language] },
  { zh: '状态', en: 'state', of: (row, language) => row.state[language] },
  { zh: '对象', en: 'subject', of: (row) => row.subject },
  { zh: '事项', en: 'item', of: (row, language) => row.item?.[language] ?? null },
  { zh: '环节', en: 'step', of: (row, language) => row.step[language] },
  { zh: '依据', en: 'basis', of: (row) => row.law },
  { zh: '部门', en: 'department', of: (row, language) => row.department[language] },
  { zh: '责任岗位', en: 'post', of: (row) => row.post },
  { zh: '到期日', en: 'due on', of: (row) => row.dueOn },
  { zh: '逾期工作日', en: 'working days overdue', of: (row) => row.overdueWorkdays },
  { zh: '发生时间', en: 'happened', of: (row) => momentOf(row.trueAt) },
  { zh: '拟发时间', en: 'proposed', of: (row) => momentOf(row.proposedAt) },
  { zh: '成立时间', en: 'stands from', of: (row) => momentOf(row.standsAt) },
  { zh: '申诉期限', en: 'appeal by', of: (row) => momentOf(row.appealBy) },
  { zh: '终结时间', en: 'ended', of: (row) => momentOrNone(row.endedAt) },
]

export const cardsCsv = (cards: readonly ListedCard[], language: 'zh' | 'en'): string =>
  csvOf(COLUMNS, cards, language)
