import { and, asc, desc, eq, getTableColumns, inArray, type SQL, sql } from 'drizzle-orm'
import {
  cardSteps,
  noticeSteps,
  supervisionCards,
  supervisionFindings,
  supervisionNotices,
} from '../schema/supervision.ts'
import { supervisionFiles } from '../schema/supervision-files.ts'
import { supervisionTemplates } from '../schema/supervision-templates.ts'
import { build, placeholdersOf } from './build.ts'

/** Statements of notices, cards, findings and the texts they are written by, as Drizzle builds them; see `definitions.ts`. */
const value = sql.placeholder

const notices = supervisionNotices
const noticeColumns = getTableColumns(supervisionNotices)
const cardColumns = getTableColumns(supervisionCards)
const findingColumns = getTableColumns(supervisionFindings)
const templateColumns = getTableColumns(supervisionTemplates)
const fileColumns = getTableColumns(supervisionFiles)
const noticeStepColumns = getTableColumns(noticeSteps)
const cardStepColumns = getTableColumns(cardSteps)

/** A filter that null leaves open. */
const optional = (column: SQL.Aliased | SQL | { getSQL(): SQL }, name: string): SQL =>
  sql`(${value(name)} is null or ${column} = ${value(name)})`
/** Every kind of subject: the first column of the unique rows, so that one subject is found by them. */
export const KINDS = ['case', 'shipment', 'notice', 'card', 'rectification', 'job']

/** `unanswered`: 1 for those that wait for a receipt or a reply; `lateBefore`: whose receipt or reply was due by then. */
const noticesBy = (first: SQL | undefined) => ({
  query: build
    .select()
    .from(notices)
    .where(
      and(
        first,
        optional(notices.state, 'state'),
        optional(notices.stage, 'stage'),
        optional(notices.department, 'department'),
        optional(notices.itemCode, 'item'),
        optional(notices.subject, 'subject'),
        sql`(${value('unanswered')} = 0 or (${notices.number} is not null and ${notices.state} in ('open', 'signed', 'returned')))`,
        sql`(${value('lateBefore')} is null or (${notices.state} = 'open' and ${notices.signBy} <= ${value('lateBefore')}) or (${notices.state} in ('signed', 'returned') and ${notices.replyBy} <= ${value('lateBefore')}))`,
        sql`(${notices.writtenAt}, ${notices.id}) < (${value('beforeAt')}, ${value('beforeId')})`,
      ),
    )
    .orderBy(desc(notices.writtenAt), desc(notices.id))
    .limit(value('limit')),
  fields: noticeColumns,
})

/** What was said at one stage of the clocks of one subject, the latest first. */
const noticesOfStage = {
  query: build
    .select()
    .from(notices)
    .where(
      and(
        eq(notices.kind, value('kind')),
        eq(notices.subject, value('subject')),
        eq(notices.stage, value('stage')),
      ),
    )
    .orderBy(desc(notices.writtenAt), desc(notices.id))
    .limit(value('limit')),
  fields: noticeColumns,
}

/** `lapsed`: 1 for those nobody looked at in time. */
const cardsBy = (first: SQL | undefined) => ({
  query: build
    .select()
    .from(supervisionCards)
    .where(
      and(
        first,
        optional(supervisionCards.state, 'state'),
        optional(supervisionCards.colour, 'colour'),
        optional(supervisionCards.cause, 'cause'),
        optional(supervisionCards.department, 'department'),
        optional(supervisionCards.itemCode, 'item'),
        optional(supervisionCards.subject, 'subject'),
        sql`(${value('lapsed')} = 0 or exists (select 1 from card_steps s where s.card = ${supervisionCards.id} and s.type = 'lapse'))`,
        sql`(${supervisionCards.proposedAt}, ${supervisionCards.id}) < (${value('beforeAt')}, ${value('beforeId')})`,
      ),
    )
    .orderBy(desc(supervisionCards.proposedAt), desc(supervisionCards.id))
    .limit(value('limit')),
  fields: cardColumns,
})

const findingsBy = (first: SQL | undefined) => ({
  query: build
    .select()
    .from(supervisionFindings)
    .where(
      and(
        first,
        optional(supervisionFindings.cause, 'cause'),
        optional(supervisionFindings.department, 'department'),
        optional(supervisionFindings.subject, 'subject'),
        sql`(${supervisionFindings.foundAt}, ${supervisionFindings.id}) < (${value('beforeAt')}, ${value('beforeId')})`,
      ),
    )
    .orderBy(desc(supervisionFindings.foundAt), desc(supervisionFindings.id))
    .limit(value('limit')),
  fields: findingColumns,
})

export const NOTICE_DEFINITIONS = {
  noticeById: {
    query: build
      .select()
      .from(notices)
      .where(eq(notices.id, value('id'))),
    fields: noticeColumns,
  },
  noticePage: noticesBy(undefined),
  noticePageOfDepartment: noticesBy(eq(notices.department, value('department'))),
  noticePageOfState: noticesBy(eq(notices.state, value('state'))),
  noticesOfStage,
  noticePageOfSubject: noticesBy(and(inArray(notices.kind, KINDS), eq(notices.subject, value('subject')))),
  noticeStepsOf: {
    query: build
      .select()
      .from(noticeSteps)
      .where(eq(noticeSteps.notice, value('id')))
      .orderBy(asc(noticeSteps.seq))
      .limit(value('limit')),
    fields: noticeStepColumns,
  },
  insertNoticeStep: { query: build.insert(noticeSteps).values(placeholdersOf(noticeStepColumns)) },
  moveNotice: {
    query: build
      .update(notices)
      .set({
        state: sql`${value('state')}`,
        seq: sql`${value('seq')}`,
        replyBy: sql`${value('replyBy')}`,
        signedAt: sql`${value('signedAt')}`,
        repliedAt: sql`${value('repliedAt')}`,
        endedAt: sql`${value('endedAt')}`,
      })
      .where(eq(notices.id, value('id'))),
  },
  filesOfNotice: {
    query: build
      .select()
      .from(supervisionFiles)
      .where(eq(supervisionFiles.notice, value('id')))
      .orderBy(asc(supervisionFiles.addedAt), asc(supervisionFiles.fileId))
      .limit(value('limit')),
    fields: fileColumns,
  },
  insertNoticeFile: { query: build.insert(supervisionFiles).values(placeholdersOf(fileColumns)) },
  cardById: {
    query: build
      .select()
      .from(supervisionCards)
      .where(eq(supervisionCards.id, value('id'))),
    fields: cardColumns,
  },
  cardPage: cardsBy(undefined),
  cardPageOfDepartment: cardsBy(eq(supervisionCards.department, value('department'))),
  cardPageOfState: cardsBy(eq(supervisionCards.state, value('state'))),
  cardPageOfSubject: cardsBy(
    and(inArray(supervisionCards.kind, KINDS), eq(supervisionCards.subject, value('subject'))),
  ),
  cardStepsOf: {
    query: build
      .select()
      .from(cardSteps)
      .where(eq(cardSteps.card, value('id')))
      .orderBy(asc(cardSteps.seq))
      .limit(value('limit')),
    fields: cardStepColumns,
  },
  insertCardStep: { query: build.insert(cardSteps).values(placeholdersOf(cardStepColumns)) },
  moveCard: {
    query: build
      .update(supervisionCards)
      .set({
        state: sql`${value('state')}`,
        seq: sql`${value('seq')}`,
        endedAt: sql`${value('endedAt')}`,
      })
      .where(eq(supervisionCards.id, value('id'))),
  },
  findingById: {
    query: build
      .select()
      .from(supervisionFindings)
      .where(eq(supervisionFindings.id, value('id'))),
    fields: findingColumns,
  },
  findingPage: findingsBy(undefined),
  openFindingPage: findingsBy(sql`${supervisionFindings.endedAt} is null`),
  insertTemplate: { query: build.insert(supervisionTemplates).values(placeholdersOf(templateColumns)) },
  /** The region's text a notice was written by; none where it is one of the program's own. */
  templateOfNotice: {
    query: build
      .select()
      .from(supervisionTemplates)
      .where(
        eq(
          supervisionTemplates.id,
          sql`(select substr(n.template, instr(n.template, '/') + 1) from supervision_notices n where n.id = ${value('id')})`,
        ),
      ),
    fields: templateColumns,
  },
  templateById: {
    query: build
      .select()
      .from(supervisionTemplates)
      .where(eq(supervisionTemplates.id, value('id'))),
    fields: templateColumns,
  },
  /** The latest first, so that what falls beyond the limit was replaced long ago. */
  publishedTemplates: {
    query: build
      .select()
      .from(supervisionTemplates)
      .where(eq(supervisionTemplates.state, 'published'))
      .orderBy(desc(supervisionTemplates.fromOn), desc(supervisionTemplates.id))
      .limit(value('limit')),
    fields: templateColumns,
  },
  templatePage: {
    query: build
      .select()
      .from(supervisionTemplates)
      .where(
        and(
          optional(supervisionTemplates.state, 'state'),
          optional(supervisionTemplates.template, 'template'),
          sql`(${supervisionTemplates.proposedAt}, ${supervisionTemplates.id}) < (${value('beforeAt')}, ${value('beforeId')})`,
        ),
      )
      .orderBy(desc(supervisionTemplates.proposedAt), desc(supervisionTemplates.id))
      .limit(value('limit')),
    fields: templateColumns,
  },
} as const
