import {
  type DroppedUpload,
  dropFilesSql,
  droppedUploads,
  dropUnnamedSql,
  lackingFilesSql,
  nameFilesSql,
} from './attached-sql.ts'
import { textOrNull } from './cells.ts'
import * as STATEMENTS from './compiled/statements.ts'
import type {
  evaluationExclusions,
  rectificationFiles,
  rectificationSteps,
  rectifications,
} from './schema/index.ts'
import { command, handwritten, select } from './statement.ts'

/**
 * Statements of rectification orders 整改单: the order is the fold of its steps and is moved in the batch of the step. Nothing
 * here deletes an order or a step.
 */
export type RectificationRow = typeof rectifications.$inferSelect
export type RectificationStepRow = typeof rectificationSteps.$inferSelect
export type RectificationFileRow = typeof rectificationFiles.$inferSelect
export type ExclusionRow = typeof evaluationExclusions.$inferSelect

type ByNumber = { readonly number: string }
type Limit = { readonly limit: number }
/** Number of the last order of the page before; empty: the first page. */
type After = { readonly after: string }

export const insertRectification = /* @__PURE__ */ command<RectificationRow>(STATEMENTS.insertRectification)
/** Conflicts when this number of the order is taken: of two at once one is rolled back. */
export const insertRectificationStep = /* @__PURE__ */ command<RectificationStepRow>(
  STATEMENTS.insertRectificationStep,
)
export type RectificationMove = Pick<
  RectificationRow,
  | 'number'
  | 'state'
  | 'seq'
  | 'round'
  | 'class'
  | 'appeal'
  | 'contactDueAt'
  | 'rectifyDueAt'
  | 'contactedAt'
  | 'repliedAt'
  | 'calledBackAt'
  | 'callBack'
  | 'grade'
  | 'closedAt'
  | 'updatedAt'
>
/** Null leaves what is owed until when as it stands. */
export const moveRectification = /* @__PURE__ */ command<
  Omit<RectificationMove, 'contactDueAt' | 'rectifyDueAt'> & {
    readonly contactDueAt: number | null
    readonly rectifyDueAt: number | null
  }
>(STATEMENTS.moveRectification)
export const rectificationByNumber = /* @__PURE__ */ select<RectificationRow, ByNumber>(
  STATEMENTS.rectificationByNumber,
)
export const stepsOfRectification = /* @__PURE__ */ select<RectificationStepRow, ByNumber & Limit>(
  STATEMENTS.stepsOfRectification,
)

export type RectificationFilters = {
  /** Null leaves all. */
  readonly state: string | null
  readonly department: string | null
  readonly source: string | null
  /** Civil days, both or none. */
  readonly from: string | null
  readonly until: string | null
  /** Of those whose contact or reply came too late, or has not come by this instant although it is due. */
  readonly overdueAt: number | null
}
type RectificationPage = RectificationFilters & After & Limit
export const rectificationPage = /* @__PURE__ */ select<RectificationRow, RectificationPage>(
  STATEMENTS.rectificationPage,
)
export const rectificationPageOfDepartment = /* @__PURE__ */ select<RectificationRow, RectificationPage>(
  STATEMENTS.rectificationPageOfDepartment,
)
export const openRectificationPage = /* @__PURE__ */ select<RectificationRow, RectificationPage>(
  STATEMENTS.openRectificationPage,
)

/** The order that grew from a review, for the person who made it. */
export const rectificationOfReview = /* @__PURE__ */ handwritten<
  ByNumber,
  { readonly review: string; readonly enteredBy: string }
>(
  `SELECT r.number FROM evaluation_reviews v CROSS JOIN rectifications r ON r.source_id = v.id
   WHERE v.id = ? AND v.entered_by = ? AND v.on_behalf = 0`,
  ['review', 'enteredBy'],
  (rows) => rows.map((row) => ({ number: String(row.number) })),
)

/** The review an order grew from, where this person made it. */
export const ownReviewOfRectification = /* @__PURE__ */ handwritten<
  { readonly id: string },
  ByNumber & { readonly enteredBy: string }
>(
  `SELECT v.id FROM rectifications r CROSS JOIN evaluation_reviews v ON v.id = r.source_id
   WHERE r.number = ? AND v.entered_by = ? AND v.on_behalf = 0`,
  ['number', 'enteredBy'],
  (rows) => rows.map((row) => ({ id: String(row.id) })),
)

/** What an order grew from, as far as those who mend it need it: each revision of the rating, or the review. */
export type OrderSubject = {
  readonly id: string
  readonly level: number | null
  readonly options: string
  readonly dictionary: string
  readonly channel: string
  readonly at: number
  /** Blind index of whoever gave the service that was rated; null of a machine's, and of a review. */
  readonly staff: string | null
  /** Null: nothing was said, or it is erased. */
  readonly textEnc: string | null
}
export const subjectOfRectification = /* @__PURE__ */ handwritten<OrderSubject, ByNumber>(
  () => `SELECT e.id, e.level, e.options, e.dictionary, e.channel, e.at, t.text_enc, e.staff FROM rectifications r
   CROSS JOIN evaluations f ON f.id = r.source_id
   CROSS JOIN evaluations e ON e.case_number = f.case_number AND e.region = f.region AND e.service_number = f.service_number
   LEFT JOIN evaluation_texts t ON t.evaluation = e.id WHERE r.number = ?1 AND r.source = 'rating'
   UNION ALL
   SELECT v.id, v.level, v.options, v.dictionary, v.channel, v.at, v.text_enc, NULL FROM rectifications r
   CROSS JOIN evaluation_reviews v ON v.id = r.source_id WHERE r.number = ?1 AND r.source <> 'rating'
   ORDER BY 6, 1 LIMIT 10`,
  ['number'],
  (rows) =>
    rows.map((row) => ({
      id: String(row.id),
      level: row.level === null || row.level === undefined ? null : Number(row.level),
      options: String(row.options),
      dictionary: String(row.dictionary),
      channel: String(row.channel),
      at: Number(row.at),
      staff: textOrNull(row.staff),
      textEnc: textOrNull(row.text_enc),
    })),
)

/** The sealed application of the case an order is about, with the digest of its first event. */
export type SealedApplication = {
  readonly caseNumber: string
  readonly applicationEnc: string
  readonly digest: string
}
export const applicationOfRectification = /* @__PURE__ */ handwritten<SealedApplication, ByNumber>(
  `SELECT c.case_number, c.application_enc, e.data ->> 'applicationDigest' AS digest FROM rectifications r
   CROSS JOIN cases c ON c.case_number = r.case_number
   CROSS JOIN case_events e ON e.case_number = c.case_number AND e.seq = 1 WHERE r.number = ?`,
  ['number'],
  (rows) =>
    rows.map((row) => ({
      caseNumber: String(row.case_number),
      applicationEnc: String(row.application_enc),
      digest: String(row.digest),
    })),
)

export const filesOfRectification = /* @__PURE__ */ select<RectificationFileRow, ByNumber & Limit>(
  STATEMENTS.filesOfRectification,
)
export const insertRectificationFile = /* @__PURE__ */ command<RectificationFileRow>(
  STATEMENTS.insertRectificationFile,
)
const OF_ORDER = { table: 'rectification_files', owner: 'order_number' } as const
type OrderFiles = ByNumber & { readonly files: string }
export const nameRectificationFiles = /* @__PURE__ */ handwritten<
  never,
  OrderFiles & { readonly seq: number }
>(
  () => nameFilesSql(OF_ORDER),
  ['seq', 'number', 'files'],
  () => [],
)
/** Conflicts in the steps unless all these uploads are there and no step has named them. */
export const rectificationFilesAreThere = /* @__PURE__ */ handwritten<never, OrderFiles>(
  () => `INSERT INTO rectification_steps (order_number, seq, type, at, actor_index, side, data)
   SELECT ?1, -1, '', 0, '', '', '' ${lackingFilesSql(OF_ORDER)}`,
  ['number', 'files'],
  () => [],
)
export const dropRectificationFiles = /* @__PURE__ */ handwritten<DroppedUpload, OrderFiles>(
  () => dropFilesSql(OF_ORDER),
  ['number', 'files'],
  droppedUploads,
)
export const dropUnnamedRectificationFiles = /* @__PURE__ */ handwritten<DroppedUpload, ByNumber & Limit>(
  () => dropUnnamedSql(OF_ORDER),
  ['number', 'limit'],
  droppedUploads,
)

/** An upheld appeal takes the rating out of the rates, for everybody to see. */
export const insertExclusion = /* @__PURE__ */ command<ExclusionRow>(STATEMENTS.insertExclusion)
