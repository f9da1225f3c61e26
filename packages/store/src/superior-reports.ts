import type { CaseEventRow } from './cases.ts'
import { textOrNull } from './cells.ts'
import {
  countReports,
  dropUnmade,
  insertReportMessages,
  insertReports,
  platformReport,
  replayReport,
  reportPage,
  reportPageIn,
  reviveMessage,
  settleReport,
  unmadeReport,
} from './platform-reports.ts'
import type { superiorReports } from './schema/index.ts'
import { handwritten, type SqlValue } from './statement.ts'

/** Statements of what is reported to the superior platform 上级平台. What was received there never goes back. */
export type SuperiorReportRow = typeof superiorReports.$inferSelect
type Row = Readonly<Record<string, SqlValue>>

const TABLE = 'superior_reports'
const report = (row: Row): SuperiorReportRow => ({ ...platformReport(row), itemCode: String(row.item_code) })

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
      acceptedOn: textOrNull(row.accepted_on),
      applicationEnc: String(row.application_enc),
      applicationDigest: textOrNull(row.application_digest) ?? '',
    })),
)

/** One row for each case, form and event, however often it is asked for. */
export const insertSuperiorReports = /* @__PURE__ */ insertReports(TABLE, {
  column: 'item_code',
  field: 'itemCode',
})
export const insertSuperiorMessages = /* @__PURE__ */ insertReportMessages(TABLE)
export const unmadeSuperiorReport = /* @__PURE__ */ unmadeReport(TABLE, report)
export const dropUnmadeReport = /* @__PURE__ */ dropUnmade(TABLE)
export const settleSuperiorReport = /* @__PURE__ */ settleReport(TABLE)
export const replaySuperiorReport = /* @__PURE__ */ replayReport(TABLE, report)
export const reviveSuperiorMessage = /* @__PURE__ */ reviveMessage(TABLE)
export const superiorReportPage = /* @__PURE__ */ reportPage(TABLE, report)
export const superiorReportsIn = /* @__PURE__ */ reportPageIn(TABLE, report)
export const countSuperiorReports = /* @__PURE__ */ countReports(TABLE)
