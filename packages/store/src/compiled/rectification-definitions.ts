import { and, asc, desc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import {
  evaluationExclusions,
  evaluationReviews,
  rectificationFiles,
  rectificationSteps,
  rectifications,
} from '../schema/evaluations.ts'
import { build, placeholdersOf } from './build.ts'

/** Statements of rectification orders 整改单 and of reviews, as Drizzle builds them; see `definitions.ts`. */
const value = sql.placeholder

const columns = getTableColumns(rectifications)
const stepColumns = getTableColumns(rectificationSteps)
const fileColumns = getTableColumns(rectificationFiles)
const reviewColumns = getTableColumns(evaluationReviews)

/** A filter that null leaves open. */
const optional = (column: SQL | { getSQL(): SQL }, name: string): SQL =>
  sql`(${value(name)} is null or ${column} = ${value(name)})`

/**
 * The latest day first, and of a day by their numbers, which are drawn by chance: the order of a list tells no instant of a
 * sealed one. By one index: of a department, of those still open, or all. `overdueAt`: of those whose contact or reply
 * was due by then and had not come, or came later than it was due. Where the page before ended is told by the number of an
 * order, which says nothing of when it was opened but the day.
 */
const ordersBy = (first: SQL | undefined) => ({
  query: build
    .select()
    .from(rectifications)
    .where(
      and(
        first,
        optional(rectifications.state, 'state'),
        optional(rectifications.department, 'department'),
        optional(rectifications.source, 'source'),
        sql`(${value('from')} is null or (${rectifications.openedOn} >= ${value('from')} and ${rectifications.openedOn} <= ${value('until')}))`,
        sql`(${value('overdueAt')} is null or (coalesce(${rectifications.contactedAt}, ${rectifications.calledBackAt}, ${rectifications.closedAt}, ${value('overdueAt')}) >= ${rectifications.contactDueAt}) or (coalesce(${rectifications.repliedAt}, ${rectifications.closedAt}, ${value('overdueAt')}) >= ${rectifications.rectifyDueAt}))`,
        sql`(${value('after')} = '' or (${rectifications.openedOn}, ${rectifications.number}) < (select a.opened_on, a.number from rectifications a where a.number = ${value('after')}))`,
      ),
    )
    .orderBy(desc(rectifications.openedOn), desc(rectifications.number))
    .limit(value('limit')),
  fields: columns,
})

/** The order a review opened. */
const orderNumber =
  sql<string>`(select r.number from rectifications r where r.source_id = evaluation_reviews.id)`.as(
    'order_number',
  )
/** How it stands. */
const orderState =
  sql<string>`(select r.state from rectifications r where r.source_id = evaluation_reviews.id)`.as(
    'order_state',
  )

const reviewsWhere = (where: SQL | undefined) => ({
  query: build
    .select({ ...reviewColumns, orderNumber, orderState })
    .from(evaluationReviews)
    .where(where)
    .orderBy(desc(evaluationReviews.at), desc(evaluationReviews.id))
    .limit(value('limit')),
  fields: {
    ...reviewColumns,
    orderNumber: { name: 'order_number' },
    orderState: { name: 'order_state' },
  },
})
const reviewsBy = (first: SQL | undefined) =>
  reviewsWhere(
    and(
      first,
      optional(evaluationReviews.kind, 'kind'),
      optional(evaluationReviews.department, 'department'),
      sql`(${value('after')} = '' or (${evaluationReviews.at}, ${evaluationReviews.id}) < (select a.at, a.id from evaluation_reviews a where a.id = ${value('after')}))`,
    ),
  )

export const RECTIFICATION_DEFINITIONS = {
  insertRectification: { query: build.insert(rectifications).values(placeholdersOf(columns)) },
  insertRectificationStep: { query: build.insert(rectificationSteps).values(placeholdersOf(stepColumns)) },
  moveRectification: {
    query: build
      .update(rectifications)
      .set({
        state: sql`${value('state')}`,
        seq: sql`${value('seq')}`,
        round: sql`${value('round')}`,
        class: sql`${value('class')}`,
        appeal: sql`${value('appeal')}`,
        // A calendar may have moved them since the row was read: only a clock that begins now changes them.
        contactDueAt: sql`coalesce(${value('contactDueAt')}, ${rectifications.contactDueAt})`,
        rectifyDueAt: sql`coalesce(${value('rectifyDueAt')}, ${rectifications.rectifyDueAt})`,
        contactedAt: sql`${value('contactedAt')}`,
        repliedAt: sql`${value('repliedAt')}`,
        calledBackAt: sql`${value('calledBackAt')}`,
        callBack: sql`${value('callBack')}`,
        grade: sql`${value('grade')}`,
        closedAt: sql`${value('closedAt')}`,
        updatedAt: sql`${value('updatedAt')}`,
      })
      .where(eq(rectifications.number, value('number'))),
  },
  rectificationByNumber: {
    query: build
      .select()
      .from(rectifications)
      .where(eq(rectifications.number, value('number'))),
    fields: columns,
  },
  stepsOfRectification: {
    query: build
      .select()
      .from(rectificationSteps)
      .where(eq(rectificationSteps.order, value('number')))
      .orderBy(asc(rectificationSteps.seq))
      .limit(value('limit')),
    fields: stepColumns,
  },
  rectificationPage: ordersBy(undefined),
  rectificationPageOfDepartment: ordersBy(eq(rectifications.department, value('department'))),
  openRectificationPage: ordersBy(
    and(sql`${rectifications.closedAt} is null`, eq(rectifications.state, value('state'))),
  ),
  filesOfRectification: {
    query: build
      .select()
      .from(rectificationFiles)
      .where(eq(rectificationFiles.order, value('number')))
      .orderBy(asc(rectificationFiles.addedAt), asc(rectificationFiles.fileId))
      .limit(value('limit')),
    fields: fileColumns,
  },
  insertRectificationFile: { query: build.insert(rectificationFiles).values(placeholdersOf(fileColumns)) },
  insertExclusion: {
    query: build.insert(evaluationExclusions).values(placeholdersOf(getTableColumns(evaluationExclusions))),
  },
  insertReview: { query: build.insert(evaluationReviews).values(placeholdersOf(reviewColumns)) },
  reviewById: reviewsWhere(eq(evaluationReviews.id, value('id'))),
  reviewPage: reviewsBy(undefined),
  reviewPageOfDepartment: reviewsBy(eq(evaluationReviews.department, value('department'))),
  reviewPageOf: reviewsBy(eq(evaluationReviews.enteredBy, value('enteredBy'))),
} as const
