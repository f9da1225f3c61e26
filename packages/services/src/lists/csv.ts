import { civilTimeAt } from '@tongban/calendar'
import type { ListedCase } from './view.ts'

/**
 * A list as CSV (RFC 4180) in UTF-8 with a byte order mark, so that spreadsheets read the characters. A cell that a
 * spreadsheet would take for a formula is written with an apostrophe before it.
 */
const BYTE_ORDER_MARK = '\u{FEFF}'

type Language = 'zh' | 'en'
export type Column<Row> = {
  readonly zh: string
  readonly en: string
  readonly of: (row: Row, language: Language) => string | number | null
}

const COLUMNS: readonly Column<ListedCase>[] = [
  { zh: '办件编号', en: 'case number', of: (row) => row.caseNumber },
  { zh: '事项', en: 'item', of: (row, language) => row.item[language] },
  { zh: '情形', en: 'situation', of: (row, language) => row.situation[language] },
  { zh: '状态', en: 'state', of: (row, language) => row.stateName[language] },
  { zh: '渠道', en: 'channel', of: (row) => row.channel },
  { zh: '部门编码', en: 'department', of: (row) => row.department },
  { zh: '收件日', en: 'received on', of: (row) => row.receivedOn },
  { zh: '办结日', en: 'closed on', of: (row) => row.closedOn },
  { zh: '到期日', en: 'due on', of: (row) => row.dueOn },
  { zh: '期限', en: 'what is due', of: (row, language) => row.due?.[language] ?? null },
  { zh: '期限依据', en: 'basis', of: (row, language) => row.due?.basis?.[language] ?? null },
  { zh: '剩余工作日', en: 'working days left', of: (row) => row.leftWorkdays },
  { zh: '逾期工作日', en: 'working days overdue', of: (row) => row.overdueWorkdays },
  { zh: '经办人', en: 'assigned to', of: (row) => row.assigned?.name ?? null },
]

export const casesCsv = (cases: readonly ListedCase[], language: Language): string =>
  csvOf(COLUMNS, cases, language)

/** Any list, its columns headed in the language that was asked for. */
export function csvOf<Row>(
  columns: readonly Column<Row>[],
  list: readonly Row[],
  language: Language,
): string {
  return csvText([
    columns.map((column) => column[language]),
    ...list.map((each) => columns.map(({ of }) => of(each, language))),
  ])
}

/** Rows of cells as they stand. */
export const csvText = (rows: Rows): string => BYTE_ORDER_MARK + csvRows(rows)
type Rows = readonly (readonly (string | number | null)[])[]

/** More rows of the same text, where not all are at hand at once. */
export const csvRows = (rows: Rows): string =>
  rows.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')

/** One cell: no formula, and in quotes where it has to be. */
export function csvCell(value: string | number | null): string {
  const text = value === null ? '' : String(value)
  const plain = typeof value === 'string' && /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

/** Date and time of day in Shanghai, where there is one. */
export const timeOrNone = (at: number | null): string | null => (at === null ? null : civilTimeAt(at))
