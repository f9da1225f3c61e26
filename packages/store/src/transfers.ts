import * as STATEMENTS from './compiled/statements.ts'
import type { licenceTransfers } from './schema/index.ts'
import { command, handwritten, type SqlValue, select } from './statement.ts'

/** Statements of licences on their way between regions 转出、转入. */
export type TransferRow = typeof licenceTransfers.$inferSelect

export const insertTransfer = /* @__PURE__ */ command<TransferRow>(STATEMENTS.insertTransfer)
export const transferById = /* @__PURE__ */ select<TransferRow, Pick<TransferRow, 'id'>>(
  STATEMENTS.transferById,
)
/** Every offer of a licence, oldest first. */
export const transfersOfLicence = /* @__PURE__ */ select<TransferRow, Pick<TransferRow, 'identifier'>>(
  STATEMENTS.transfersOfLicence,
)
export const setTransfer = /* @__PURE__ */ command<
  Pick<TransferRow, 'id' | 'state' | 'answeredAt' | 'answerCode' | 'successor' | 'updatedAt'>
>(STATEMENTS.setTransfer)

type Listed = {
  readonly direction: string
  /** Empty: of all departments, or in all states. */
  readonly department: string
  readonly state: string
  readonly at: number
  readonly id: string
  readonly limit: number
}
/** Oldest first, after a place. */
export const listTransfers = /* @__PURE__ */ handwritten<TransferRow, Listed>(
  `SELECT * FROM licence_transfers
   WHERE direction = ? AND (? = '' OR department = ?) AND (? = '' OR state = ?) AND (offered_at, id) > (?, ?)
   ORDER BY offered_at, id LIMIT ?`,
  ['direction', 'department', 'department', 'state', 'state', 'at', 'id', 'limit'],
  (rows) => rows.map(asTransfer),
)

/** Offers that were refused as they came: the other region has nothing of them, and never answers. */
export const refusedOffers = /* @__PURE__ */ handwritten<
  TransferRow & { readonly code: string },
  { readonly limit: number }
>(
  `SELECT t.*, coalesce(json_extract(a.facts, '$.verdict'), json_extract(a.facts, '$.reason'), 'refused') AS code
   FROM exchange_alarms a
   JOIN licence_transfers t ON t.id = a.subject AND t.partner = a.partner AND t.direction = 'out'
     AND t.state IN ('offered', 'withdrawing')
   WHERE a.kind = 'refused' AND a.resolved_at IS NULL ORDER BY a.at LIMIT ?`,
  ['limit'],
  (rows) => rows.map((row) => ({ ...asTransfer(row), code: String(row.code) })),
)

const textOrNull = (cell: SqlValue | undefined): string | null =>
  cell === null || cell === undefined ? null : String(cell)

const asTransfer = (row: Readonly<Record<string, SqlValue>>): TransferRow => ({
  id: String(row.id),
  direction: String(row.direction),
  partner: String(row.partner),
  identifier: String(row.identifier),
  type: String(row.type),
  department: String(row.department),
  state: String(row.state),
  ground: String(row.ground),
  seq: Number(row.seq),
  caseNumber: String(row.case_number),
  offeredAt: Number(row.offered_at),
  answeredAt: row.answered_at === null || row.answered_at === undefined ? null : Number(row.answered_at),
  answerCode: textOrNull(row.answer_code),
  successor: textOrNull(row.successor),
  updatedAt: Number(row.updated_at),
})

/** What an offer says of its holder is not needed once it is answered: the successor says it, or nobody here may. */
export const forgetOffer = /* @__PURE__ */ handwritten<
  never,
  { readonly identifier: string; readonly partner: string; readonly seq: number }
>(
  `UPDATE exchange_contents SET content_enc = '' WHERE case_number = ? AND partner = ? AND direction = 'in' AND seq = ?`,
  ['identifier', 'partner', 'seq'],
  () => [],
)

/** What the offer says, while it is open. */
export const offerContent = /* @__PURE__ */ handwritten<
  { readonly contentEnc: string },
  { readonly identifier: string; readonly partner: string; readonly seq: number }
>(
  `SELECT content_enc FROM exchange_contents
   WHERE case_number = ? AND partner = ? AND direction = 'in' AND seq = ? AND content_enc <> ''`,
  ['identifier', 'partner', 'seq'],
  (rows) => rows.map((row) => ({ contentEnc: String(row.content_enc) })),
)
