import { civilTimeAt } from '@tongban/calendar'
import { type Column, csvOf, timeOrNone } from '../../lists/csv.ts'
import { SUPERVISED } from '../csv.ts'
import type { ListedCard } from './view.ts'

/** A list of cards as CSV: what is on the screen and nothing else. */
const COLUMNS: readonly Column<ListedCard>[] = [
  { zh: '编号', en: 'number', of: (row) => row.number },
  { zh: '牌', en: 'card', of: (row, language) => row.colour[language] },
  { zh: '事由', en: 'cause', of: (row, language) => row.cause[language] },
  { zh: '状态', en: 'state', of: (row, language) => row.state[language] },
  ...SUPERVISED,
  { zh: '发生时间', en: 'happened', of: (row) => civilTimeAt(row.trueAt) },
  { zh: '拟发时间', en: 'proposed', of: (row) => civilTimeAt(row.proposedAt) },
  { zh: '成立时间', en: 'stands from', of: (row) => civilTimeAt(row.standsAt) },
  { zh: '申诉期限', en: 'appeal by', of: (row) => civilTimeAt(row.appealBy) },
  { zh: '终结时间', en: 'ended', of: (row) => timeOrNone(row.endedAt) },
]

export const cardsCsv = (cards: readonly ListedCard[], language: 'zh' | 'en'): string =>
  csvOf(COLUMNS, cards, language)
