import { numberOrNull, textOrNull } from './cells.ts'
import { handwritten, type SqlValue } from './statement.ts'

/**
 * Statements of what is reported to a platform 上报, the same for each table of reports: a report, its message in the outbox
 * under the same id, and how far it has come. What was received there never goes back.
 */
export type ReportTable = 'superior_reports' | 'evaluation_reports'
export type PlatformReportRow = {
  readonly id: string
  readonly caseNumber: string
  readonly form: string
  readonly seq: number
  readonly department: string
  readonly state: string
  readonly receiptNumber: string | null
  readonly reason: string | null
  readonly madeAt: number
  readonly sentAt: number | null
  readonly answeredAt: number | null
  readonly replayedAt: number | null
  readonly replayedBy: string | null
}
type Row = Readonly<Record<string, SqlValue>>
type Decode<Report> = (row: Row) => Report

export const platformReport = (row: Row): PlatformReportRow => ({
  id: String(row.id),
  caseNumber: String(row.case_number),
  form: String(row.form),
  seq: Number(row.seq),
  department: String(row.department),
  state: String(row.state),
  receiptNumber: textOrNull(row.receipt_number),
  reason: textOrNull(row.reason),
  madeAt: Number(row.made_at),
  sentAt: numberOrNull(row.sent_at),
  answeredAt: numberOrNull(row.answered_at),
  replayedAt: numberOrNull(row.replayed_at),
  replayedBy: textOrNull(row.replayed_by),
})

/** Each once, by the unique index of its table, however often it is asked for; `own`: the column the other tables lack. */
export const insertReports = (
  table: ReportTable,
  { column, field }: { readonly column: string; readonly field: string },
) =>
  handwritten<never, { readonly rows: string }>(
    `INSERT INTO ${table} (id, case_number, form, seq, ${column}, department, state, reason, made_at)
     SELECT value->>'id', value->>'caseNumber', value->>'form', value->>'seq', value->>'${field}',
       value->>'department', value->>'state', value->>'reason', value->>'madeAt' FROM json_each(?) WHERE true ON CONFLICT DO NOTHING`,
    ['rows'],
    () => [],
  )
/** The messages of those that were written just now. */
export const insertReportMessages = (table: ReportTable) =>
  handwritten<never, { readonly rows: string }>(
    `INSERT INTO outbox (id, kind, case_number, payload_enc, state, attempts, created_at, next_at)
     SELECT value->>'id', value->>'kind', value->>'caseNumber', value->>'payloadEnc', 'waiting', 0,
       value->>'createdAt', value->>'nextAt' FROM json_each(?)
     WHERE EXISTS (SELECT 1 FROM ${table} WHERE id = value->>'id') ON CONFLICT DO NOTHING`,
    ['rows'],
    () => [],
  )

/** Of what could not be made: another is made in its place. */
export const unmadeReport = <Report>(table: ReportTable, report: Decode<Report>) =>
  handwritten<Report, { readonly id: string }>(
    `SELECT * FROM ${table} WHERE id = ? AND state = 'refused' AND reason = 'unreadable'`,
    ['id'],
    (rows) => rows.map(report),
  )
export const dropUnmade = (table: ReportTable) =>
  handwritten<never, { readonly id: string }>(
    `DELETE FROM ${table} WHERE id = ? AND state = 'refused' AND reason = 'unreadable'`,
    ['id'],
    () => [],
  )

export type SettledReport = Pick<
  PlatformReportRow,
  'id' | 'state' | 'receiptNumber' | 'reason' | 'answeredAt'
> & { readonly sentAt: number }
/** What an attempt has come to. */
export const settleReport = (table: ReportTable) =>
  handwritten<never, SettledReport>(
    `UPDATE ${table} SET state = ?, receipt_number = ?, reason = ?, sent_at = ?, answered_at = ?
     WHERE id = ? AND state <> 'received'`,
    ['state', 'receiptNumber', 'reason', 'sentAt', 'answeredAt', 'id'],
    () => [],
  )

/** Ends what is no longer tried back into what waits; answers it, or nothing where it is not at an end. */
export const replayReport = <Report>(table: ReportTable, report: Decode<Report>) =>
  handwritten<Report, { readonly id: string; readonly replayedAt: number; readonly replayedBy: string }>(
    `UPDATE ${table} SET state = 'waiting', reason = NULL, replayed_at = ?, replayed_by = ?
     WHERE id = ? AND (state IN ('refused', 'dead') OR
       (state <> 'received' AND EXISTS (SELECT 1 FROM outbox WHERE outbox.id = ${table}.id AND outbox.state = 'dead')))
       AND EXISTS (SELECT 1 FROM outbox WHERE outbox.id = ${table}.id)
     RETURNING *`,
    ['replayedAt', 'replayedBy', 'id'],
    (rows) => rows.map(report),
  )
/** Its message waits again, and its time to arrive begins anew. */
export const reviveMessage = (table: ReportTable) =>
  handwritten<never, { readonly id: string; readonly now: number }>(
    `UPDATE outbox SET state = 'waiting', attempts = 0, created_at = ?, next_at = ?, leased_by = NULL,
       last_reason = NULL, done_at = NULL
     WHERE id = ? AND EXISTS (SELECT 1 FROM ${table} WHERE id = outbox.id AND replayed_at = ?)`,
    ['now', 'now', 'id', 'now'],
    () => [],
  )

export type ReportPage = {
  readonly form: string | null
  readonly caseNumber: string | null
  readonly department: string | null
  /** Department of whoever asks: that a service of theirs was rated is not told, since a sealed rating could be found by it. */
  readonly sealedFrom: string
  readonly from: number
  readonly beforeAt: number
  readonly beforeId: string
  readonly limit: number
}
/** A filter that is null leaves all. */
const PAGE = `made_at >= ? AND (made_at, id) < (?, ?) AND form = coalesce(?, form)
     AND case_number = coalesce(?, case_number) AND department = coalesce(?, department)
     AND NOT (form = 'rating' AND department = ?)
   ORDER BY made_at DESC, id DESC LIMIT ?`
const PAGE_NAMES = [
  'from',
  'beforeAt',
  'beforeId',
  'form',
  'caseNumber',
  'department',
  'sealedFrom',
  'limit',
] as const

/** Newest first, from behind a place on. */
export const reportPage = <Report>(table: ReportTable, report: Decode<Report>) =>
  handwritten<Report, ReportPage>(
    () => `SELECT * FROM ${table} WHERE ${PAGE}`,
    PAGE_NAMES,
    (rows) => rows.map(report),
  )
/** The same of one state. Those that were received are nearly all of them; the others have an index of their own. */
export const reportPageIn = <Report>(table: ReportTable, report: Decode<Report>) => {
  const inState = (also: string) =>
    handwritten<Report, ReportPage & { readonly state: string }>(
      () => `SELECT * FROM ${table} WHERE state = ? ${also}AND ${PAGE}`,
      ['state', ...PAGE_NAMES],
      (rows) => rows.map(report),
    )
  const [received, open] = [inState(''), inState("AND state <> 'received' ")]
  return (state: string) => (state === 'received' ? received : open)
}

export const countReports = (table: ReportTable) =>
  handwritten<{ readonly state: string; readonly n: number }, Record<never, never>>(
    `SELECT state, count(*) AS n FROM ${table} WHERE state <> 'received' GROUP BY state`,
    [],
    (rows) => rows.map((row) => ({ state: String(row.state), n: Number(row.n) })),
  )
