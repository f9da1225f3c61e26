import * as STATEMENTS from './compiled/statements.ts'
import type { exchangeFiles } from './schema/index.ts'
import { command, handwritten, type SqlValue, select } from './statement.ts'

/** Statements of files that travel beside messages. Leases as those of messages. */
export type ExchangeFileRow = typeof exchangeFiles.$inferSelect

export type ExchangeFileKey = Pick<
  ExchangeFileRow,
  'caseNumber' | 'partner' | 'direction' | 'digest' | 'material'
>
const KEY = ['caseNumber', 'partner', 'direction', 'digest', 'material'] as const
const IS_IT = 'case_number = ? AND partner = ? AND direction = ? AND digest = ? AND material = ?'
const none = () => []

/** Named again it changes nothing. */
export const insertExchangeFile = /* @__PURE__ */ command<ExchangeFileRow>(STATEMENTS.insertExchangeFile)
export const exchangeFilesOfCase = /* @__PURE__ */ select<
  ExchangeFileRow,
  Pick<ExchangeFileRow, 'caseNumber'>
>(STATEMENTS.exchangeFilesOfCase)
export const exchangeFile = /* @__PURE__ */ select<ExchangeFileRow, ExchangeFileKey>(STATEMENTS.exchangeFile)

/** Opens the place of a file that is to come, unless the case has `limit` files already; what is here of it stays. */
export const openComingFile = /* @__PURE__ */ handwritten<
  never,
  {
    readonly fileId: string
    readonly caseNumber: string
    readonly address: string
    readonly materialCode: string
    readonly size: number
    readonly metaEnc: string
    readonly keyEnc: string
    readonly openedAt: number
    readonly limit: number
    readonly digest: string
  }
>(
  `INSERT INTO files (file_id, case_number, address, material_code, state, size, meta_enc, key_enc, added_by, opened_at)
   SELECT ?, ?, ?, ?, 'underway', ?, ?, ?, 'partner', ?
   WHERE (SELECT count(*) FROM files WHERE case_number = ?) < ? AND NOT EXISTS (SELECT 1 FROM exchange_files
     WHERE case_number = ? AND digest = ? AND material = ? AND direction = 'in' AND state = 'refused')
   ON CONFLICT (address) DO UPDATE SET state = 'underway', expires_at = NULL, added_by = 'partner'
     WHERE files.state IN ('open', 'givenUp')`,
  [
    'fileId',
    'caseNumber',
    'address',
    'materialCode',
    'size',
    'metaEnc',
    'keyEnc',
    'openedAt',
    'caseNumber',
    'limit',
    'caseNumber',
    'digest',
    'materialCode',
  ],
  none,
)

/** A file that was here before it was named need not come. */
export const alreadyHere = /* @__PURE__ */ handwritten<
  never,
  ExchangeFileKey & { readonly address: string; readonly now: number }
>(
  () => `UPDATE exchange_files SET state = 'here', done_at = ?
   WHERE ${IS_IT} AND state = 'underway'
     AND EXISTS (SELECT 1 FROM files WHERE address = ? AND state = 'complete')`,
  ['now', ...KEY, 'address'],
  none,
)

/** A part that cannot be read any more is to be sent anew. */
export const forgetPart = /* @__PURE__ */ handwritten<
  never,
  { readonly fileId: string; readonly partIndex: number }
>(
  `DELETE FROM file_parts WHERE file_id = ? AND part_index = ?
     AND EXISTS (SELECT 1 FROM files WHERE files.file_id = file_parts.file_id AND files.state = 'underway')`,
  ['fileId', 'partIndex'],
  none,
)

/** What is wrong with a file is told by its digest: nothing more of it is taken. */
export const refuseComingFile = /* @__PURE__ */ handwritten<never, { readonly fileId: string }>(
  "UPDATE files SET state = 'givenUp', expires_at = 0 WHERE file_id = ? AND state = 'underway'",
  ['fileId'],
  none,
)

/** What became of it; nothing changes once it is `here`, `carried`, `refused` or dropped. */
export const endExchangeFile = /* @__PURE__ */ handwritten<
  never,
  ExchangeFileKey & { readonly state: string; readonly reason: string | null; readonly now: number }
>(
  () => `UPDATE exchange_files SET state = ?, last_reason = ?, done_at = ?, leased_by = NULL
   WHERE ${IS_IT} AND state IN ('waiting', 'underway')`,
  ['state', 'reason', 'now', ...KEY],
  none,
)

/** Not now; nothing changes where the lease has passed on. */
export const postponeExchangeFile = /* @__PURE__ */ handwritten<
  never,
  ExchangeFileKey & {
    readonly holder: string
    readonly attempts: number
    readonly nextAt: number
    readonly reason: string | null
  }
>(
  () => `UPDATE exchange_files SET attempts = ?, next_at = ?, last_reason = ?, leased_by = NULL
   WHERE ${IS_IT} AND state = 'waiting' AND leased_by = ?`,
  ['attempts', 'nextAt', 'reason', ...KEY, 'holder'],
  none,
)

/** Partners for whom a file is due: the message that names it is stored there, and the line is not open. */
export const partnersWithFilesDue = /* @__PURE__ */ handwritten<
  { readonly region: string },
  { readonly now: number }
>(
  `SELECT p.region FROM exchange_partners p
   WHERE p.state = 'active' AND (p.open_until IS NULL OR p.open_until <= ?) AND EXISTS (
     SELECT 1 FROM exchange_files f JOIN exchange_messages m ON m.partner = f.partner AND m.direction = 'out'
       AND m.id = f.message_id AND m.state = 'stored'
     WHERE f.partner = p.region AND f.state = 'waiting' AND f.next_at <= ?)
   ORDER BY p.region`,
  ['now', 'now'],
  (rows) => rows.map((row) => ({ region: String(row.region) })),
)

/** A file in hand, with the office it is for. */
export type FileInHand = ExchangeFileRow & { readonly office: string }

/** Takes the file that has waited longest under a lease; none where the line is open and the probe is not this holder's. */
export const leaseExchangeFile = /* @__PURE__ */ handwritten<
  FileInHand,
  { readonly partner: string; readonly holder: string; readonly until: number; readonly now: number }
>(
  `UPDATE exchange_files SET leased_by = ?, next_at = ? WHERE rowid = (
     SELECT f.rowid FROM exchange_files f
     JOIN exchange_messages m ON m.partner = f.partner AND m.direction = 'out' AND m.id = f.message_id
       AND m.state = 'stored'
     WHERE f.partner = ? AND f.state = 'waiting' AND f.next_at <= ?
       AND EXISTS (SELECT 1 FROM exchange_partners p WHERE p.region = f.partner AND p.state = 'active'
         AND (p.open_until IS NULL OR p.probe_by = ?))
     ORDER BY f.next_at LIMIT 1)
   RETURNING *, (SELECT h.office FROM handovers h WHERE h.case_number = exchange_files.case_number
     AND h.partner = exchange_files.partner) AS office`,
  ['holder', 'until', 'partner', 'now', 'holder'],
  (rows) => rows.map((row) => ({ ...asFile(row), office: String(row.office ?? '*') })),
)

/** Those of a message that was refused: nobody there waits for them. `ids`: JSON list of messages. */
export const dropFilesRefused = /* @__PURE__ */ handwritten<
  never,
  { readonly partner: string; readonly verdicts: string; readonly now: number }
>(
  `UPDATE exchange_files SET state = 'dropped', last_reason = 'messageRefused', done_at = ?, leased_by = NULL
   WHERE partner = ? AND direction = 'out' AND state = 'waiting'
     AND message_id IN (SELECT m.id FROM json_each(?) j CROSS JOIN exchange_messages m
       ON m.partner = ? AND m.direction = 'out' AND m.id = j.key
       AND m.digest = j.value ->> 'digest' AND m.verdict IS NULL)`,
  ['now', 'partner', 'verdicts', 'partner'],
  none,
)

/** Sends what was given up again; or, of a partner that has forgotten it, what it had. */
export const carryAgain = /* @__PURE__ */ handwritten<
  never,
  { readonly caseNumber: string; readonly partner: string; readonly from: string; readonly now: number }
>(
  `UPDATE exchange_files SET state = 'waiting', attempts = 0, next_at = ?, replayed_at = ?, done_at = NULL
   WHERE case_number = ? AND partner = ? AND direction = 'out' AND state = ?`,
  ['now', 'now', 'caseNumber', 'partner', 'from'],
  none,
)

/** Named long ago and not here, of which nobody has been told yet. */
export const untakenFiles = /* @__PURE__ */ handwritten<
  ExchangeFileRow,
  { readonly before: number; readonly limit: number }
>(
  `SELECT f.* FROM exchange_files f WHERE f.state = 'underway' AND f.created_at <= ?
     AND NOT EXISTS (SELECT 1 FROM exchange_alarms a WHERE a.kind = 'untaken' AND a.partner = f.partner
       AND a.subject = f.case_number || '/' || f.digest AND a.resolved_at IS NULL)
   ORDER BY f.created_at LIMIT ?`,
  ['before', 'limit'],
  (rows) => rows.map(asFile),
)

const asFile = (row: Readonly<Record<string, SqlValue>>): ExchangeFileRow => ({
  caseNumber: String(row.case_number),
  partner: String(row.partner),
  direction: String(row.direction),
  digest: String(row.digest),
  material: String(row.material),
  size: Number(row.size),
  mediaType: String(row.media_type),
  parts: textOrNull(row.parts),
  messageId: String(row.message_id),
  state: String(row.state),
  attempts: Number(row.attempts),
  nextAt: Number(row.next_at),
  leasedBy: textOrNull(row.leased_by),
  lastReason: textOrNull(row.last_reason),
  createdAt: Number(row.created_at),
  doneAt: numberOrNull(row.done_at),
  replayedAt: numberOrNull(row.replayed_at),
})
const textOrNull = (cell: SqlValue | undefined): string | null =>
  cell === null || cell === undefined ? null : String(cell)
const numberOrNull = (cell: SqlValue | undefined): number | null =>
  cell === null || cell === undefined ? null : Number(cell)
