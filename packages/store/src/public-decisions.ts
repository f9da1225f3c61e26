import { textOrNull } from './cells.ts'
import type { DaySpan } from './overviews.ts'
import { handwritten } from './statement.ts'

/** The statement of decisions that anybody may read 行政许可决定公开 (行政许可法 40); what of them is shown is decided where they are opened. */
export type PublicDecisionRow = {
  readonly row: number
  readonly caseNumber: string
  readonly decidedOn: string
  /** Empty once it was erased. */
  readonly applicationEnc: string
  readonly digest: string | null
  /** Number of the document by which it was granted; null where none was issued. */
  readonly number: string | null
}
/** Grants of an item in a span, the latest first, that this region has made and nobody has annulled. */
export const publicDecisions = /* @__PURE__ */ handwritten<
  PublicDecisionRow,
  DaySpan & {
    readonly item: string
    readonly beforeOn: string
    readonly beforeRow: number
    readonly limit: number
  }
>(
  `SELECT c.rowid AS row, c.case_number, c.decided_on, c.application_enc,
     (SELECT e.data ->> 'applicationDigest' FROM case_events e WHERE e.case_number = c.case_number AND e.seq = 1) AS digest,
     (SELECT d.document_number FROM documents d WHERE d.case_number = c.case_number AND d.kind IN ('grant', 'deemedRenewal')
      ORDER BY d.at DESC, d.document_number DESC LIMIT 1) AS number
   FROM cases c INDEXED BY cases_granted
   WHERE c.state = 'granted' AND c.item_code = ? AND c.decided_on >= ? AND c.decided_on <= ? AND (c.decided_on, c.rowid) < (?, ?)
     AND (SELECT e.type FROM case_events e WHERE e.case_number = c.case_number
       AND e.type IN ('granted', 'deemedGranted', 'grantedElsewhere', 'annulled') ORDER BY e.seq DESC LIMIT 1)
       IN ('granted', 'deemedGranted')
   ORDER BY c.decided_on DESC, c.rowid DESC LIMIT ?`,
  ['item', 'from', 'until', 'beforeOn', 'beforeRow', 'limit'],
  (rows) =>
    rows.map((row) => ({
      row: Number(row.row),
      caseNumber: String(row.case_number),
      decidedOn: String(row.decided_on),
      applicationEnc: String(row.application_enc),
      digest: textOrNull(row.digest),
      number: textOrNull(row.number),
    })),
)
