import type { ReviewKind } from '@tongban/evaluations'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import {
  type ListedReviewRow,
  reviewPage,
  reviewPageOf,
  reviewPageOfDepartment,
  type Statement,
} from '@tongban/store'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { openPlace, sealPlace } from '../../lists/cursor.ts'
import { shownDepartment } from '../rectifications/list.ts'
import { isSealedFrom, orderReader } from '../rectifications/standing.ts'
import { type ReviewView, reviewView } from './view.ts'

/** One page of reviews, the latest first: an applicant reads their own, a department those about it, oversight all. */
export type ReviewQuery = {
  readonly kind?: ReviewKind | undefined
  readonly department?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}
export type ReviewPage = {
  readonly asOf: number
  readonly reviews: readonly ReviewView[]
  readonly cursor: string | null
}

export async function listReviews(ctx: Context, query: ReviewQuery): Promise<Result<ReviewPage, Failure>> {
  return ctx.actor.kind === 'applicant' ? ownReviews(ctx, query) : reviewsForOfficials(ctx, query)
}

async function ownReviews(ctx: Context, query: ReviewQuery): Promise<Result<ReviewPage, Failure>> {
  const { cursor, limit } = query
  const kind = query.kind ?? null
  const department = query.department ?? null
  const enteredBy = await actorIndex(ctx.keys, ctx.actor)
  const asked = JSON.stringify(['ownReviews', enteredBy, kind, department])
  const page = await pageOf(ctx, { cursor, limit, asked }, (after) =>
    reviewPageOf({ kind, department, enteredBy, after, limit: limit + 1 }),
  )
  if (!page.ok) return page
  const { rows, next } = page.value
  const reviews = await Promise.all(rows.map((row) => reviewView(ctx, row, { sealed: false, own: true })))
  return ok({ asOf: ctx.clock.now(), reviews, cursor: next })
}

async function reviewsForOfficials(ctx: Context, query: ReviewQuery): Promise<Result<ReviewPage, Failure>> {
  const official = orderReader(ctx)
  if (!official.ok) return official
  const shown = shownDepartment(ctx, official.value, query.department)
  if (!shown.ok) return shown
  const { cursor, limit } = query
  const kind = query.kind ?? null
  const department = shown.value
  const asked = JSON.stringify(['reviews', kind, department])
  const page = await pageOf(ctx, { cursor, limit, asked }, (after) => {
    const filters = { kind, department, after, limit: limit + 1 }
    return department === null ? reviewPage(filters) : reviewPageOfDepartment(filters)
  })
  if (!page.ok) return page
  const { rows, next } = page.value
  const reviews = await Promise.all(
    rows.map((row) => reviewView(ctx, row, { sealed: isSealedFrom(row, official.value), own: false })),
  )
  return ok({ asOf: ctx.clock.now(), reviews, cursor: next })
}

async function pageOf(
  ctx: Context,
  {
    cursor,
    limit,
    asked,
  }: { readonly cursor: string | undefined; readonly limit: number; readonly asked: string },
  statement: (after: string) => Statement<ListedReviewRow>,
): Promise<Result<{ readonly rows: readonly ListedReviewRow[]; readonly next: string | null }, Failure>> {
  const after = cursor === undefined ? ok('') : await openPlace(ctx.keys, cursor, asked)
  if (!after.ok) return fail(after.failure)
  const [rows] = await ctx.database.read([statement(after.value)])
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return ok({
    rows: shown,
    next: last === undefined ? null : await sealPlace(ctx.keys, last.id, asked),
  })
}
