import { numberOrNull } from './cells.ts'
import type { receiptCodes } from './schema/receipt-codes.ts'
import { handwritten } from './statement.ts'

/** Statements of the query codes 查询码 of receipts. */
export type ReceiptCodeRow = typeof receiptCodes.$inferSelect

/** Codes of the case that open nothing any more: how many, and of one of them how it ended. */
export const endedReceiptCodes = /* @__PURE__ */ handwritten<
  Pick<ReceiptCodeRow, 'sequence' | 'usedAt' | 'endedAt'> & { readonly ended: number },
  { readonly caseNumber: string; readonly sequence: number }
>(
  `SELECT n.ended, r.sequence, r.used_at, r.ended_at FROM
     (SELECT coalesce(max(sequence), 0) AS ended FROM receipt_codes WHERE case_number = ?) n
     LEFT JOIN receipt_codes r ON r.case_number = ? AND r.sequence = ?`,
  ['caseNumber', 'caseNumber', 'sequence'],
  (rows) =>
    rows.map((row) => ({
      ended: Number(row.ended),
      sequence: Number(row.sequence ?? 0),
      usedAt: numberOrNull(row.used_at),
      endedAt: Number(row.ended_at ?? 0),
    })),
)

/** Conflicts where somebody was first. */
export const endReceiptCode = /* @__PURE__ */ handwritten<never, ReceiptCodeRow>(
  'INSERT INTO receipt_codes (case_number, sequence, used_at, ended_at) VALUES (?, ?, ?, ?)',
  ['caseNumber', 'sequence', 'usedAt', 'endedAt'],
  () => [],
)
