import { addMonths, civilDate, startOfDayAt } from '@tongban/calendar'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { evaluationsOfDepartment, evaluationsOfRegion, revisionsOfEvaluation } from '@tongban/store'
import type { Context } from '../../context.ts'
import { openPlace, sealPlace } from '../../lists/cursor.ts'
import { orderReader, seesAll } from '../rectifications/standing.ts'
import { type ListedRating, listedRating } from './listed-view.ts'

/**
 * Ratings of this region's own services as officials read them, the latest first: those of their own department, and oversight those
 * of every one. A page ends at the id of a rating, which is drawn by chance: a place by instant would tell when a sealed rating
 * was given.
 */
export type RatingQuery = {
  readonly department?: string | undefined
  /** `YYYY-MM`, of the day it was given. */
  readonly month?: string | undefined
  readonly level?: number | undefined
  readonly item?: string | undefined
  readonly window?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

export type RatingPage = { readonly ratings: readonly ListedRating[]; readonly cursor: string | null }

export async function listRatings(ctx: Context, query: RatingQuery): Promise<Result<RatingPage, Failure>> {
  const department = departmentRead(ctx, query.department)
  if (!department.ok) return department
  const { month = null, level = null, item = null, window = null, limit, cursor } = query
  const asked = JSON.stringify(['evaluations', department.value, month, level, item, window])
  const after = cursor === undefined ? ok('') : await openPlace(ctx.keys, cursor, asked)
  if (!after.ok) return after
  const filters = { ...spanOf(month), level, item, window, after: after.value, limit: limit + 1 }
  const [rows] = await ctx.database.read([
    department.value === null
      ? evaluationsOfRegion({ ...filters, department: null })
      : evaluationsOfDepartment({ ...filters, department: department.value }),
  ])
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return ok({
    ratings: await Promise.all(shown.map((row) => listedRating(ctx, row))),
    cursor: last === undefined ? null : await sealPlace(ctx.keys, last.id, asked),
  })
}

/** A rating with its amendment, where there is one: both are kept. */
export async function readRating(ctx: Context, id: string): Promise<Result<RatingHistory, Failure>> {
  const official = orderReader(ctx)
  if (!official.ok) return official
  const [rows] = await ctx.database.read([revisionsOfEvaluation({ id })])
  const [row] = rows
  const isSeen =
    row !== undefined &&
    (seesAll(official.value) || (row.region === '' && row.department === official.value.department))
  if (!isSeen) return fail({ code: 'notFound', what: 'evaluation' })
  return ok({ revisions: await Promise.all(rows.map((each) => listedRating(ctx, each))) })
}
export type RatingHistory = { readonly revisions: readonly ListedRating[] }

/** Null: of all of them. */
function departmentRead(ctx: Context, asked: string | undefined): Result<string | null, Failure> {
  const official = orderReader(ctx)
  if (!official.ok) return official
  const { department } = official.value
  if (!seesAll(official.value)) {
    if (asked === undefined || asked === department) return ok(department)
    return fail({
      code: 'notAllowed',
      need: '该部门工作人员、监察员 an official of that department, a supervisor',
    })
  }
  if (asked === undefined || ctx.region.departments.some(({ code }) => code === asked))
    return ok(asked ?? null)
  return fail({ code: 'invalidInput', errors: [NO_SUCH_DEPARTMENT] })
}

const NO_SUCH_DEPARTMENT = {
  pointer: '/query/department',
  zh: '没有这个部门，请使用部门编码。',
  en: 'There is no such department; use its code.',
}

/** The instants of a month in Asia/Shanghai, from and before; of none all there are. */
function spanOf(month: string | null): { readonly from: number; readonly until: number } {
  const first = month === null ? undefined : civilDate(`${month}-01`)
  if (first === undefined) return { from: 0, until: Number.MAX_SAFE_INTEGER }
  return { from: startOfDayAt(first), until: startOfDayAt(addMonths(first, 1)) }
}
