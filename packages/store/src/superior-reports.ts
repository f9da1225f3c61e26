import type { CaseEventRow } from './cases.ts'
import type { superiorReports } from './schema/index.ts'
import { handwritten, type SqlValue } from './statement.ts'

/** Statements of what is reported to the superior platform 上级平台. What was received there never goes back. */
export type SuperiorReportRow = typeof superiorReports.$inferSelect
type Row = Readonly<Record<string, SqlValue>>
const text = (value: SqlValue | undefined) => (value === null || value === undefined ? null : String(value))
const integer = (value: SqlValue | undefined) =>
  value === null || value === undefined ? null : Number(value)

const report = (row: Row): SuperiorReportRow => ({
  id: String(row.id),
  caseNumber: String(row.case_number),
  form: String(row.form),
  seq: Number(row.seq),
  itemCode: String(row.item_code),
  department: String(row.department),
  state: String(row.state),
  receiptNumber: text(row.receipt_number),
  reason: text(row.reason),
  madeAt: Number(row.made_at),
  sentAt: integer(row.sent_at),
  answeredAt: integer(row.answered_at),
  replayedAt: integer(row.replayed_at),
  replayedBy: text(row.replayed_by),
})

export type WrittenEventRow = Omit<CaseEventRow, 'hash' | 'actorSubject'> & { readonly row: number }
/** Events of all cases in the order of their writing. */
export const eventsWrittenAfter = /* @__PURE__ */ handwritten<
  WrittenEventRow,
  { readonly after: number; readonly limit: number }
>(
  `SELECT rowid AS row, case_number, seq, type, at, actor_kind, data FROM case_events
   WHERE rowid > ? ORDER BY rowid LIMIT ?`,
  ['after', 'limit'],
  (rows) =>
    rows.map((row) => ({
      row: Number(row.row),
      caseNumber: String(row.case_number),
      seq: Number(row.seq),
      type: String(row.type),
      at: Number(row.at),
      actorKind: String(row.actor_kind),
      data: String(row.data),
    })),
)
export type ReportedCaseRow = {
  readonly caseNumber: string
  readonly itemCode: string
  readonly itemVersion: string
  readonly channel: string
  readonly departmentCode: string
  readonly receivedAt: number
  readonly acceptedOn: string | null
  readonly applicationEnc: string
  /** Digest of the application, as the first event has it. */
  readonly applicationDigest: string
}
/** The cases the reports are about. */
export const reportedCases = /* @__PURE__ */ handwritten<ReportedCaseRow, { readonly numbers: string }>(
  `SELECT c.case_number, item_code, item_version, channel, department_code, received_at, accepted_on,
     application_enc, e.data->>'applicationDigest' AS application_digest
   FROM cases AS c LEFT JOIN case_events AS e ON e.case_number = c.case_number AND e.seq = 1
   WHERE c.case_number IN (SELECT value FROM json_each(?))`,
  ['numbers'],
  (rows) =>
    rows.map((row) => ({
      caseNumber: String(row.case_number),
      itemCode: String(row.item_code),
      itemVersion: String(row.item_version),
      channel: String(row.channel),
      departmentCode: String(row.department_code),
      receivedAt: Number(row.received_at),
      acceptedOn: text(row.accepted_on),
      applicationEnc: String(row.application_enc),
      applicationDigest: text(row.application_digest) ?? '',
    })),
)

/** One row for each case, form and event, however often it is asked for. */
export const insertSuperiorReports = /* @__PURE__ */ handwritten<never, { readonly rows: string }>(
  `INSERT INTO superior_reports (id, case_number, form, seq, item_code, department, state, reason, made_at)
   SELECT value->>'id', value->>'caseNumber', value->>'form', value->>'seq', value->>'itemCode',
     value->>'department', value->>'state', value->>'reason', value->>'madeAt' FROM json_each(?) WHERE true ON CONFLICT DO NOTHING`,
  ['rows'],
  () => [],
)
/** The messages of those that were written just now. */
export const insertSuperiorMessages = /* @__PURE__ */ handwritten<never, { readonly rows: string }>(
  `INSERT INTO outbox (id, kind, case_number, payload_enc, state, attempts, created_at, next_at)
   SELECT value->>'id', value->>'kind', value->>'caseNumber', value->>'payloadEnc', 'waiting', 0,
     value->>'createdAt', value->>'nextAt' FROM json_each(?)
   WHERE EXISTS (SELECT 1 FROM superior_reports WHERE id = value->>'id') ON CONFLICT DO NOTHING`,
  ['rows'],
  () => [],
)

/** Of what could not be made: another is made in its place. */
export const unmadeSuperiorReport = /* @__PURE__ */ handwritten<SuperiorReportRow, { readonly id: string }>(
  `SELECT * FROM superior_reports WHERE id = ? AND state = 'refused' AND reason = 'unreadable'`,
  ['id'],
  (rows) => rows.map(report),
)
export const dropUnmadeReport = /* @__PURE__ */ handwritten<never, { readonly id: string }>(
  `DELETE FROM superior_reports WHERE id = ? AND state = 'refused' AND reason = 'unreadable'`,
  ['id'],
  () => [],
)

/** What an attempt has come to. */
export const settleSuperiorReport = /* @__PURE__ */ handwritten<
  never,
  Pick<SuperiorReportRow, 'id' | 'state' | 'receiptNumber' | 'reason' | 'answeredAt'> & {
    readonly sentAt: number
  }
>(
  `UPDATE superior_reports SET state = ?, receipt_number = ?, reason = ?, sent_at = ?, answered_at = ?
   WHERE id = ? AND state <> 'received'`,
  ['state', 'receiptNumber', 'reason', 'sentAt', 'answeredAt', 'id'],
  () => [],
)

/** Ends what is no longer tried back into what waits; answers it, or nothing where it is not at an end. */
export const replaySuperiorReport = /* @__PURE__ */ handwritten<
  SuperiorReportRow,
  { readonly id: string; readonly replayedAt: number; readonly replayedBy: string }
>(
  `UPDATE superior_reports SET state = 'waiting', reason = NULL, replayed_at = ?, replayed_by = ?
   WHERE id = ? AND (state IN ('refused', 'dead') OR
     (state <> 'received' AND EXISTS (SELECT 1 FROM outbox WHERE outbox.id = superior_reports.id AND outbox.state = 'dead')))
     AND EXISTS (SELECT 1 FROM outbox WHERE outbox.id = superior_reports.id)
   RETURNING *`,
  ['replayedAt', 'replayedBy', 'id'],
  (rows) => rows.map(report),
)
/** Its message waits again, and its time to arrive begins anew. */
export const reviveSuperiorMessage = /* @__PURE__ */ handwritten<
  never,
  { readonly id: string; readonly now: number }
>(
  `UPDATE outbox SET state = 'waiting', attempts = 0, created_at = ?, next_at = ?, leased_by = NULL,
     last_reason = NULL, done_at = NULL
   WHERE id = ? AND EXISTS (SELECT 1 FROM superior_reports WHERE id = outbox.id AND replayed_at = ?)`,
  ['now', 'now', 'id', 'now'],
  () => [],
)

type ReportPage = {
  readonly form: string | null
  readonly caseNumber: string | null
  readonly department: string | null
  readonly from: number
  readonly beforeAt: number
  readonly beforeId: string
  readonly limit: number
}
/** A filter that is null leaves all. */
const PAGE = `made_at >= ? AND (made_at, id) < (?, ?) AND form = coalesce(?, form)
     AND case_number = coalesce(?, case_number) AND department = coalesce(?, department)
   ORDER BY made_at DESC, id DESC LIMIT ?`
const PAGE_NAMES = ['from', 'beforeAt', 'beforeId', 'form', 'caseNumber', 'department', 'limit'] as const

/** Newest first, from behind a place on. */
export const superiorReportPage = /* @__PURE__ */ handwritten<SuperiorReportRow, ReportPage>(
  () => `SELECT * FROM superior_reports WHERE ${PAGE}`,
  PAGE_NAMES,
  (rows) => rows.map(report),
)
/** The same of one state. Those that were received are nearly all of them; the others have an index of their own. */
export const superiorReportsIn = (state: string) => (state === 'received' ? RECEIVED : OPEN)
const inState = (also: string) =>
  handwritten<SuperiorReportRow, ReportPage & { readonly state: string }>(
    () => `SELECT * FROM superior_reports WHERE state = ? ${also}AND ${PAGE}`,
    ['state', ...PAGE_NAMES],
    (rows) => rows.map(report),
  )
const RECEIVED = /* @__PURE__ */ inState('')
const OPEN = /* @__PURE__ */ inState("AND state <> 'received' ")

export const countSuperiorReports = /* @__PURE__ */ handwritten<
  { readonly state: string; readonly n: number },
  Record<never, never>
>(`SELECT state, count(*) AS n FROM superior_reports WHERE state <> 'received' GROUP BY state`, [], (rows) =>
  rows.map((row) => ({ state: String(row.state), n: Number(row.n) })),
)
