import {
  type DroppedUpload,
  dropFilesSql,
  droppedUploads,
  dropUnnamedSql,
  lackingFilesSql,
  nameFilesSql,
} from './attached-sql.ts'
import * as STATEMENTS from './compiled/statements.ts'
import type {
  cardSteps,
  noticeSteps,
  supervisionCards,
  supervisionFiles,
  supervisionNotices,
  supervisionTemplates,
} from './schema/index.ts'
import { command, handwritten, type SqlValue, select } from './statement.ts'

/**
 * Statements of notices and cards as people handle them: read by one index in its order, moved on with a numbered step. What
 * the sweep writes is in `supervision.ts`.
 */
export type NoticeRow = typeof supervisionNotices.$inferSelect
export type NoticeStepRow = typeof noticeSteps.$inferSelect
export type CardRow = typeof supervisionCards.$inferSelect
export type CardStepRow = typeof cardSteps.$inferSelect
export type NoticeFileRow = typeof supervisionFiles.$inferSelect
export type TemplateRow = typeof supervisionTemplates.$inferSelect

type ById = { readonly id: string }
type Limit = { readonly limit: number }
/** The last row of the page before; for the first page a place after the latest row. */
type Before = { readonly beforeAt: number; readonly beforeId: string }
/** Null leaves all. */
type Filters = {
  readonly state: string | null
  readonly department: string | null
  readonly item: string | null
  readonly subject: string | null
}

export type NoticeFilters = Filters & {
  readonly stage: string | null
  readonly unanswered: 0 | 1
  readonly lateBefore: number | null
}
type NoticePage = NoticeFilters & Before & Limit
export const noticePage = /* @__PURE__ */ select<NoticeRow, NoticePage>(STATEMENTS.noticePage)
export const noticePageOfDepartment = /* @__PURE__ */ select<NoticeRow, NoticePage>(
  STATEMENTS.noticePageOfDepartment,
)
export const noticePageOfState = /* @__PURE__ */ select<NoticeRow, NoticePage>(STATEMENTS.noticePageOfState)
export const noticePageOfSubject = /* @__PURE__ */ select<NoticeRow, NoticePage>(
  STATEMENTS.noticePageOfSubject,
)
export const noticesOfStage = /* @__PURE__ */ select<
  NoticeRow,
  Limit & { readonly kind: string; readonly subject: string; readonly stage: string }
>(STATEMENTS.noticesOfStage)
export const noticeById = /* @__PURE__ */ select<NoticeRow, ById>(STATEMENTS.noticeById)
export const noticeStepsOf = /* @__PURE__ */ select<NoticeStepRow, ById & Limit>(STATEMENTS.noticeStepsOf)
/** Conflicts when this number of the notice is taken: of two at once one is rolled back. */
export const insertNoticeStep = /* @__PURE__ */ command<NoticeStepRow>(STATEMENTS.insertNoticeStep)
export const moveNotice = /* @__PURE__ */ command<
  Pick<NoticeRow, 'id' | 'state' | 'seq' | 'replyBy' | 'signedAt' | 'repliedAt' | 'endedAt'>
>(STATEMENTS.moveNotice)

type AsRead = ById & { readonly seq: number; readonly state: string }
/**
 * Conflicts unless the notice still is as it was read: it may have been withdrawn, and a withdrawal is no step. Two rows of
 * one key are written only then, which the key refuses.
 */
export const noticeIsStill = /* @__PURE__ */ handwritten<never, AsRead>(
  `INSERT INTO notice_steps (notice, seq, type, at, actor_index)
   SELECT n.id, -1, '', 0, '' FROM supervision_notices n JOIN json_each('[1,2]')
   WHERE n.id = ? AND NOT (n.seq = ? AND n.state = ?)`,
  ['id', 'seq', 'state'],
  () => [],
)

export const filesOfNotice = /* @__PURE__ */ select<NoticeFileRow, ById & Limit>(STATEMENTS.filesOfNotice)
export const insertNoticeFile = /* @__PURE__ */ command<NoticeFileRow>(STATEMENTS.insertNoticeFile)
const OF_NOTICE = { table: 'supervision_files', owner: 'notice' } as const
type NoticeFiles = { readonly notice: string; readonly files: string }
/** The files go with this step; none that went with another. */
export const nameNoticeFiles = /* @__PURE__ */ handwritten<never, NoticeFiles & { readonly seq: number }>(
  () => nameFilesSql(OF_NOTICE),
  ['seq', 'notice', 'files'],
  () => [],
)
/** Conflicts, as `noticeIsStill`, unless all these uploads are there and no reply has named them. */
export const noticeFilesAreThere = /* @__PURE__ */ handwritten<never, NoticeFiles>(
  () => `INSERT INTO notice_steps (notice, seq, type, at, actor_index)
   SELECT ?1, -1, '', 0, '' ${lackingFilesSql(OF_NOTICE)}`,
  ['notice', 'files'],
  () => [],
)
/** Uploads that no reply named; answers those that were still such, whose bytes may go too. */
export const dropNoticeFiles = /* @__PURE__ */ handwritten<DroppedUpload, NoticeFiles>(
  () => dropFilesSql(OF_NOTICE),
  ['notice', 'files'],
  droppedUploads,
)
/** All of a notice that no reply named, up to a page. */
export const dropUnnamedFiles = /* @__PURE__ */ handwritten<
  DroppedUpload,
  { readonly notice: string } & Limit
>(() => dropUnnamedSql(OF_NOTICE), ['notice', 'limit'], droppedUploads)

export type CardFilters = Filters & {
  readonly colour: string | null
  readonly cause: string | null
  readonly lapsed: 0 | 1
}
type CardPage = CardFilters & Before & Limit
export const cardPage = /* @__PURE__ */ select<CardRow, CardPage>(STATEMENTS.cardPage)
export const cardPageOfDepartment = /* @__PURE__ */ select<CardRow, CardPage>(STATEMENTS.cardPageOfDepartment)
export const cardPageOfState = /* @__PURE__ */ select<CardRow, CardPage>(STATEMENTS.cardPageOfState)
export const cardPageOfSubject = /* @__PURE__ */ select<CardRow, CardPage>(STATEMENTS.cardPageOfSubject)
export const cardById = /* @__PURE__ */ select<CardRow, ById>(STATEMENTS.cardById)
export const cardStepsOf = /* @__PURE__ */ select<CardStepRow, ById & Limit>(STATEMENTS.cardStepsOf)
export const insertCardStep = /* @__PURE__ */ command<CardStepRow>(STATEMENTS.insertCardStep)
export const moveCard = /* @__PURE__ */ command<Pick<CardRow, 'id' | 'state' | 'seq' | 'endedAt'>>(
  STATEMENTS.moveCard,
)
/** As `noticeIsStill`, of a card. */
export const cardIsStill = /* @__PURE__ */ handwritten<never, AsRead>(
  `INSERT INTO card_steps (card, seq, type, at, actor_index)
   SELECT c.id, -1, '', 0, '' FROM supervision_cards c JOIN json_each('[1,2]')
   WHERE c.id = ? AND NOT (c.seq = ? AND c.state = ?)`,
  ['id', 'seq', 'state'],
  () => [],
)

type Lapsing = { readonly now: number; readonly limit: number }
/** The proposed cards whose time to be looked at is over, the earliest first; the same rows for both statements of a batch. */
const LAPSING = `SELECT rowid FROM supervision_cards WHERE state = 'proposed' AND stands_at <= ? ORDER BY stands_at, rowid LIMIT ?`
/** A day that may still move draws no red card: one that was proposed nevertheless is taken back. */
const IS_PROVISIONAL_RED = `colour = 'red' AND facts ->> 'provisional' = 1`

export const noteLapsedCards = /* @__PURE__ */ handwritten<never, Lapsing>(
  () => `INSERT INTO card_steps (card, seq, type, at, actor_index)
   SELECT id, seq + 1, iif(${IS_PROVISIONAL_RED}, 'withdraw', 'lapse'), stands_at, 'clock'
   FROM supervision_cards WHERE rowid IN (${LAPSING})`,
  ['now', 'limit'],
  () => [],
)
export const lapseCards = /* @__PURE__ */ handwritten<ById, Lapsing>(
  () => `UPDATE supervision_cards SET state = iif(${IS_PROVISIONAL_RED}, 'withdrawn', 'standing'), seq = seq + 1,
     ended_at = iif(${IS_PROVISIONAL_RED}, stands_at, NULL)
   WHERE rowid IN (${LAPSING}) RETURNING id`,
  ['now', 'limit'],
  (rows) => rows.map((row) => ({ id: String(row.id) })),
)

/** What supervisors left undone, by department, and what was wrong, by department and by whoever put it right. */
export type Counted = { readonly department: string; readonly by: string; readonly n: number }
const counted = (rows: readonly Readonly<Record<string, SqlValue>>[]): readonly Counted[] =>
  rows.map((row) => ({ department: String(row.department), by: String(row.by), n: Number(row.n) }))
type Span = { readonly from: number; readonly until: number } & Limit

export const unansweredByDepartment = /* @__PURE__ */ handwritten<Counted, { readonly now: number } & Limit>(
  `SELECT department, '' AS by, count(*) AS n FROM supervision_notices
   WHERE (state = 'open' AND sign_by <= ?1) OR (state IN ('signed', 'returned') AND reply_by <= ?1)
   GROUP BY department ORDER BY n DESC, department LIMIT ?2`,
  ['now', 'limit'],
  counted,
)
const stepsBy = (type: string) =>
  `SELECT c.department AS department, s.actor_index AS by, count(*) AS n
   FROM supervision_cards c JOIN card_steps s ON s.card = c.id AND s.type IN (${type})
   WHERE c.proposed_at >= ? AND c.proposed_at < ?
   GROUP BY c.department, s.actor_index ORDER BY n DESC, c.department, s.actor_index LIMIT ?`
/** Of the cards proposed in this span. */
export const lapsedByDepartment = /* @__PURE__ */ handwritten<Counted, Span>(
  stepsBy("'lapse'"),
  ['from', 'until', 'limit'],
  counted,
)
export const revokedBySupervisor = /* @__PURE__ */ handwritten<Counted, Span>(
  stepsBy("'revoke', 'allow'"),
  ['from', 'until', 'limit'],
  counted,
)
export const confirmedThenRevoked = /* @__PURE__ */ handwritten<Counted, Span>(
  `SELECT c.department AS department, s.actor_index AS by, count(*) AS n
   FROM supervision_cards c JOIN card_steps s ON s.card = c.id AND s.type = 'confirm'
   WHERE c.state = 'revoked' AND c.proposed_at >= ? AND c.proposed_at < ?
   GROUP BY c.department, s.actor_index ORDER BY n DESC, c.department, s.actor_index LIMIT ?`,
  ['from', 'until', 'limit'],
  counted,
)

export const insertTemplate = /* @__PURE__ */ command<TemplateRow>(STATEMENTS.insertTemplate)
export const templateById = /* @__PURE__ */ select<TemplateRow, ById>(STATEMENTS.templateById)
export const templateOfNotice = /* @__PURE__ */ select<TemplateRow, ById>(STATEMENTS.templateOfNotice)
export const publishedTemplates = /* @__PURE__ */ select<TemplateRow, Limit>(STATEMENTS.publishedTemplates)
export const templatePage = /* @__PURE__ */ select<
  TemplateRow,
  { readonly state: string | null; readonly template: string | null } & Before & Limit
>(STATEMENTS.templatePage)
/** Answers its id where it was still proposed. */
export const settleTemplate = /* @__PURE__ */ handwritten<
  ById,
  ById & { readonly state: string; readonly by: string; readonly at: number }
>(
  `UPDATE supervision_templates SET state = ?, settled_by = ?, settled_at = ? WHERE id = ? AND state = 'proposed'
   RETURNING id`,
  ['state', 'by', 'at', 'id'],
  (rows) => rows.map((row) => ({ id: String(row.id) })),
)
