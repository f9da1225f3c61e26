import type { ExchangeMessageRow } from './exchange.ts'
import type { SqlValue } from './statement.ts'

/** Rows of messages as handwritten statements answer them. */
type Cells = Readonly<Record<string, SqlValue>>

export const text = (cell: SqlValue | undefined): string => String(cell)
export const number = (cell: SqlValue | undefined): number => Number(cell)
export const textOrNull = (cell: SqlValue | undefined): string | null =>
  cell === null || cell === undefined ? null : String(cell)
export const numberOrNull = (cell: SqlValue | undefined): number | null =>
  cell === null || cell === undefined ? null : Number(cell)

export const asMessage = (row: Cells): ExchangeMessageRow => ({
  partner: text(row.partner),
  direction: text(row.direction),
  id: text(row.id),
  caseNumber: text(row.case_number),
  seq: number(row.seq),
  type: text(row.type),
  at: number(row.at),
  digest: text(row.digest),
  body: text(row.body),
  state: text(row.state),
  attempts: number(row.attempts),
  nextAt: number(row.next_at),
  leasedBy: textOrNull(row.leased_by),
  lastReason: textOrNull(row.last_reason),
  createdAt: number(row.created_at),
  doneAt: numberOrNull(row.done_at),
  replayedAt: numberOrNull(row.replayed_at),
  deliveryId: textOrNull(row.delivery_id),
  verdict: textOrNull(row.verdict),
})

type Place = Pick<ExchangeMessageRow, 'caseNumber' | 'seq'>

/** By case and number, of one partner. */
export const inOrderOfCases = (a: Place, b: Place): number =>
  a.caseNumber === b.caseNumber ? a.seq - b.seq : a.caseNumber < b.caseNumber ? -1 : 1

/** By partner, case and number. */
export const inOrder = (a: ExchangeMessageRow, b: ExchangeMessageRow): number =>
  a.partner === b.partner ? inOrderOfCases(a, b) : a.partner < b.partner ? -1 : 1
