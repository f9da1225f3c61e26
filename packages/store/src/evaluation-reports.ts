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
import type { evaluationReports } from './schema/index.ts'
import { handwritten, type SqlValue } from './statement.ts'

/**
 * Statements of what is reported to the national platform of evaluations 国家政务服务平台, and of the rows it is made from:
 * services and ratings of this region, in the order of their writing. Default ratings are in neither.
 */
export type EvaluationReportRow = typeof evaluationReports.$inferSelect
type Row = Readonly<Record<string, SqlValue>>

const TABLE = 'evaluation_reports'
const report = (row: Row): EvaluationReportRow => ({
  ...platformReport(row),
  serviceNumber: Number(row.service_number),
})

/** The case a report is about; what was erased of it is empty. */
export type RatedCaseRow = {
  readonly caseNumber: string
  readonly itemCode: string
  readonly itemVersion: string
  readonly caseChannel: string
  readonly applicationEnc: string
  /** Digest of the application, as the first event has it. */
  readonly applicationDigest: string
  /** Blind index of the person whose matter it is. */
  readonly applicant: string
}
const CASE = `c.item_code, c.item_version, c.channel AS case_channel, c.application_enc, c.applicant_index,
  e.data->>'applicationDigest' AS application_digest`
const ratedCase = (row: Row): RatedCaseRow => ({
  caseNumber: String(row.case_number),
  itemCode: textOrNull(row.item_code) ?? '',
  itemVersion: textOrNull(row.item_version) ?? '',
  caseChannel: textOrNull(row.case_channel) ?? '',
  applicationEnc: textOrNull(row.application_enc) ?? '',
  applicationDigest: textOrNull(row.application_digest) ?? '',
  applicant: textOrNull(row.applicant_index) ?? '',
})

export type WrittenServiceRow = RatedCaseRow & {
  readonly row: number
  readonly serviceNumber: number
  readonly kind: string
  readonly departmentCode: string
  readonly at: number
  readonly region: string | null
}
/** Put together when first used. */
const SERVICE =
  () => `SELECT s.rowid AS row, s.case_number, s.service_number, s.kind, s.department_code, s.at, s.region, ${CASE}
  FROM service_events s LEFT JOIN cases c ON c.case_number = s.case_number
    LEFT JOIN case_events e ON e.case_number = s.case_number AND e.seq = 1`
const service = (row: Row): WrittenServiceRow => ({
  ...ratedCase(row),
  row: Number(row.row),
  serviceNumber: Number(row.service_number),
  kind: String(row.kind),
  departmentCode: String(row.department_code),
  at: Number(row.at),
  region: textOrNull(row.region),
})
export const servicesWrittenAfter = /* @__PURE__ */ handwritten<
  WrittenServiceRow,
  { readonly after: number; readonly limit: number }
>(
  () => `${SERVICE()} WHERE s.rowid > ? ORDER BY s.rowid LIMIT ?`,
  ['after', 'limit'],
  (rows) => rows.map(service),
)
export const serviceReported = /* @__PURE__ */ handwritten<
  WrittenServiceRow,
  { readonly caseNumber: string; readonly serviceNumber: number }
>(
  () => `${SERVICE()} WHERE s.case_number = ? AND s.service_number = ?`,
  ['caseNumber', 'serviceNumber'],
  (rows) => rows.map(service),
)

export type WrittenRatingRow = RatedCaseRow & {
  readonly row: number
  readonly id: string
  readonly serviceNumber: number
  readonly region: string
  readonly revision: number
  readonly level: number
  /** JSON list of codes. */
  readonly options: string
  readonly anonymous: number
  readonly evaluator: string | null
  readonly channel: string
  readonly department: string
  readonly at: number
  readonly textEnc: string | null
}
const RATING =
  () => `SELECT r.rowid AS row, r.id, r.case_number, r.service_number, r.region, r.revision, r.level, r.options,
    r.anonymous, r.evaluator, r.channel, r.department, r.at, t.text_enc, ${CASE}
  FROM evaluations r LEFT JOIN evaluation_texts t ON t.evaluation = r.id
    LEFT JOIN cases c ON c.case_number = r.case_number
    LEFT JOIN case_events e ON e.case_number = r.case_number AND e.seq = 1`
const rating = (row: Row): WrittenRatingRow => ({
  ...ratedCase(row),
  row: Number(row.row),
  id: String(row.id),
  serviceNumber: Number(row.service_number),
  region: String(row.region),
  revision: Number(row.revision),
  level: Number(row.level),
  options: String(row.options),
  anonymous: Number(row.anonymous),
  evaluator: textOrNull(row.evaluator),
  channel: String(row.channel),
  department: String(row.department),
  at: Number(row.at),
  textEnc: textOrNull(row.text_enc),
})
export const ratingsWrittenAfter = /* @__PURE__ */ handwritten<
  WrittenRatingRow,
  { readonly after: number; readonly limit: number }
>(
  () => `${RATING()} WHERE r.rowid > ? ORDER BY r.rowid LIMIT ?`,
  ['after', 'limit'],
  (rows) => rows.map(rating),
)
export const ratingReported = /* @__PURE__ */ handwritten<
  WrittenRatingRow,
  { readonly caseNumber: string; readonly serviceNumber: number; readonly revision: number }
>(
  () => `${RATING()} WHERE r.case_number = ? AND r.region = '' AND r.service_number = ? AND r.revision = ?`,
  ['caseNumber', 'serviceNumber', 'revision'],
  (rows) => rows.map(rating),
)

/** A rating that an upheld appeal has set aside. */
export type WrittenExclusionRow = RatedCaseRow & {
  readonly row: number
  readonly serviceNumber: number
  readonly region: string
  readonly department: string
  readonly class: string
  readonly at: number
}
const EXCLUSION =
  () => `SELECT x.rowid AS row, r.case_number, r.service_number, r.region, r.department, x.class, x.at, ${CASE}
  FROM evaluation_exclusions x JOIN evaluations r ON r.id = x.evaluation
    LEFT JOIN cases c ON c.case_number = r.case_number
    LEFT JOIN case_events e ON e.case_number = r.case_number AND e.seq = 1`
const exclusion = (row: Row): WrittenExclusionRow => ({
  ...ratedCase(row),
  row: Number(row.row),
  serviceNumber: Number(row.service_number),
  region: String(row.region),
  department: String(row.department),
  class: String(row.class),
  at: Number(row.at),
})
export const exclusionsWrittenAfter = /* @__PURE__ */ handwritten<
  WrittenExclusionRow,
  { readonly after: number; readonly limit: number }
>(
  () => `${EXCLUSION()} WHERE x.rowid > ? ORDER BY x.rowid LIMIT ?`,
  ['after', 'limit'],
  (rows) => rows.map(exclusion),
)
export const exclusionReported = /* @__PURE__ */ handwritten<
  WrittenExclusionRow,
  { readonly caseNumber: string; readonly serviceNumber: number }
>(
  // By the ratings of the case, of which there are few.
  () => `${EXCLUSION()} WHERE r.case_number = ? AND r.region = '' AND r.service_number = ?`,
  ['caseNumber', 'serviceNumber'],
  (rows) => rows.map(exclusion),
)

export const insertEvaluationReports = /* @__PURE__ */ insertReports(TABLE, {
  column: 'service_number',
  field: 'serviceNumber',
})
export const insertEvaluationMessages = /* @__PURE__ */ insertReportMessages(TABLE)
export const unmadeEvaluationReport = /* @__PURE__ */ unmadeReport(TABLE, report)
export const dropUnmadeEvaluationReport = /* @__PURE__ */ dropUnmade(TABLE)
export const settleEvaluationReport = /* @__PURE__ */ settleReport(TABLE)
export const replayEvaluationReport = /* @__PURE__ */ replayReport(TABLE, report)
export const reviveEvaluationMessage = /* @__PURE__ */ reviveMessage(TABLE)
export const evaluationReportPage = /* @__PURE__ */ reportPage(TABLE, report)
export const evaluationReportsIn = /* @__PURE__ */ reportPageIn(TABLE, report)
export const countEvaluationReports = /* @__PURE__ */ countReports(TABLE)
