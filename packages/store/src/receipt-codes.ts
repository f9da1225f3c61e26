import { numberOrNull } from './cells.ts'
import type { receiptCodes } from './schema/receipt-codes.ts'
import { handwritten } from './statement.ts'

/** Statements of the query codes 查询码 of receipts. */
export type ReceiptCodeRow = typeof receiptCodes.$inferSelect

/** Codes of the case that open nothing any more: how many, and of one of them how it ended; null where it is no longer kept. */
export type EndedReceiptCodes = Pick<ReceiptCodeRow, 'usedAt'> & {
  readonly ended: number
  readonly endedAt: number | null
}
export const endedReceiptCodes = /* @__PURE__ */ handwritten<
  EndedReceiptCodes,
  { readonly caseNumber: string; readonly sequence: number }
>(
  `SELECT n.ended, r.used_at, r.ended_at FROM
     (SELECT coalesce(max(sequence), 0) AS ended FROM receipt_codes WHERE case_number = ?) n
     LEFT JOIN receipt_codes r ON r.case_number = ? AND r.sequence = ?`,
  ['caseNumber', 'caseNumber', 'sequence'],
  (rows) =>
    rows.map((row) => ({
      ended: Number(row.ended),
      usedAt: numberOrNull(row.used_at),
      endedAt: numberOrNull(row.ended_at),
    })),
)

/** When the latest codes of a case were used, the last first: none where nobody has looked since. */
export const receiptCodesUsed = /* @__PURE__ */ handwritten<
  { readonly usedAt: number },
  { readonly caseNumber: string; readonly since: number; readonly limit: number }
>(
  `SELECT used_at FROM receipt_codes WHERE case_number = ? AND used_at > ? ORDER BY sequence DESC LIMIT ?`,
  ['caseNumber', 'since', 'limit'],
  (rows) => rows.map((row) => ({ usedAt: Number(row.used_at) })),
)

/**
 * Forgets how codes ended, of cases that closed before a day and can be looked at by no code. The last of each stays: were the
 * case reopened, codes would be counted on from it, and none would be good a second time.
 */
export const forgetReceiptCodes = /* @__PURE__ */ handwritten<
  never,
  { readonly closedBefore: string; readonly limit: number }
>(
  `DELETE FROM receipt_codes WHERE (case_number, sequence) IN (SELECT r.case_number, r.sequence FROM receipt_codes r
     CROSS JOIN cases c ON c.case_number = r.case_number AND c.closed_on < ?
     WHERE EXISTS (SELECT 1 FROM receipt_codes n WHERE n.case_number = r.case_number AND n.sequence > r.sequence)
     LIMIT ?)`,
  ['closedBefore', 'limit'],
  () => [],
)

/** Conflicts where somebody was first. */
export const endReceiptCode = /* @__PURE__ */ handwritten<never, ReceiptCodeRow>(
  'INSERT INTO receipt_codes (case_number, sequence, used_at, ended_at) VALUES (?, ?, ?, ?)',
  ['caseNumber', 'sequence', 'usedAt', 'endedAt'],
  () => [],
)
