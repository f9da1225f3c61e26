import * as STATEMENTS from './compiled/statements.ts'
import type { evaluationReviews } from './schema/index.ts'
import { command, handwritten, select } from './statement.ts'

/** Statements of what is said about departments and items apart from the rating of a service: append-only, in no rate. */
export type ReviewRow = typeof evaluationReviews.$inferSelect

type Filters = {
  /** Null leaves all. */
  readonly kind: string | null
  readonly department: string | null
}
/** `after`: id of the last of the page before; empty: the first page. */
type Page = Filters & { readonly after: string; readonly limit: number }
export type ListedReviewRow = ReviewRow & {
  readonly orderNumber: string | null
  readonly orderState: string | null
}

/** Conflicts when this place of the person's day is taken. */
export const insertReview = /* @__PURE__ */ command<ReviewRow>(STATEMENTS.insertReview)
export const reviewById = /* @__PURE__ */ select<
  ListedReviewRow,
  { readonly id: string; readonly limit: number }
>(STATEMENTS.reviewById)
export const reviewPage = /* @__PURE__ */ select<ListedReviewRow, Page>(STATEMENTS.reviewPage)
export const reviewPageOfDepartment = /* @__PURE__ */ select<ListedReviewRow, Page>(
  STATEMENTS.reviewPageOfDepartment,
)
/** Of one person. */
export const reviewPageOf = /* @__PURE__ */ select<ListedReviewRow, Page & { readonly enteredBy: string }>(
  STATEMENTS.reviewPageOf,
)
/** How many of one person begin with this, at most so many. */
export const reviewsPlaced = /* @__PURE__ */ handwritten<
  { readonly n: number },
  { readonly from: string; readonly before: string; readonly limit: number }
>(
  'SELECT count(*) AS n FROM (SELECT 1 FROM evaluation_reviews WHERE place >= ? AND place < ? LIMIT ?)',
  ['from', 'before', 'limit'],
  (rows) => rows.map((row) => ({ n: Number(row.n) })),
)
