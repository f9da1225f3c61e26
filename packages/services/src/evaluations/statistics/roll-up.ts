import {
  type EvaluationReport,
  type ReviewKind,
  tallyOfFinding,
  tallyOfReview,
  tallyOfService,
} from '@tongban/evaluations'
import {
  defaultsToCountAfter,
  evaluationCursors,
  exclusionsToCountAfter,
  findingsToCountAfter,
  forgetEvaluationCounts,
  holdEvaluationCursors,
  lastDoneCalendarVersion,
  makeEvaluationCursors,
  moveEvaluationCursors,
  orderStepsToCountAfter,
  ordersOverdueSince,
  type RolledSaidRow,
  ratingsToCountAfter,
  reviewsToCountAfter,
  servicesToCountAfter,
} from '@tongban/store'
import type { Context } from '../../context.ts'
import { cellOf, orderSource } from './cell.ts'
import { countOrders } from './count-orders.ts'
import { countRatings } from './count-ratings.ts'
import { Differences } from './differences.ts'
import { CURSOR_NAMES, cursorRows, cursorsFrom, heldRows, placesOf, type Source } from './sources.ts'

/**
 * Keeps the roll-ups 统计汇总 behind services, ratings, orders and findings, after the fact: no request waits for them. A page is
 * read of each table in the order of its writing; what its rows make of a service is counted in place of what the earlier rows
 * made of it, and all cursors move in the same batch. So it can break off anywhere, run twice and begin anew, and counts the
 * same: an amendment, an exclusion, a rating after a default each take back what stood before.
 */
type Ports = Pick<Context, 'clock' | 'database'>

const ROWS_A_PAGE = 1000
const PAGES_A_RUN = 20

export async function rollUpEvaluations(ctx: Ports): Promise<EvaluationReport> {
  await ctx.database.write([makeEvaluationCursors({ names: CURSOR_NAMES, now: ctx.clock.now() })])
  let rows = 0
  let standing = 'more to come'
  for (let page = 0; page < PAGES_A_RUN && standing === 'more to come'; page += 1) {
    const done = await rollUpEvaluationsPage(ctx)
    if (done === 'taken') standing = 'another run is at it'
    else {
      rows += done.rows
      if (!done.more) standing = 'caught up'
    }
  }
  return { outcome: `counted ${rows}, ${standing}`, rows }
}

export type RolledUpPage = { readonly rows: number; readonly more: boolean }

export async function rollUpEvaluationsPage(ctx: Ports): Promise<RolledUpPage | 'taken'> {
  const startedAt = ctx.clock.now()
  const [held, [followed]] = await ctx.database.read([
    evaluationCursors({ names: CURSOR_NAMES }),
    lastDoneCalendarVersion({}),
  ])
  const calendar = followed?.version ?? ''
  const cursors = cursorsFrom(calendar, held)
  const { from } = cursors
  const page = (source: Source) => ({ after: from[source], limit: ROWS_A_PAGE })
  const [services, ratings, exclusions, defaults, reviews, findings, steps, overdue] =
    await ctx.database.read([
      servicesToCountAfter(page('services')),
      ratingsToCountAfter(page('ratings')),
      exclusionsToCountAfter(page('exclusions')),
      defaultsToCountAfter(page('defaults')),
      reviewsToCountAfter(page('reviews')),
      findingsToCountAfter(page('findings')),
      orderStepsToCountAfter(page('steps')),
      ordersOverdueSince({ now: startedAt, limit: ROWS_A_PAGE }),
    ])
  const read = { services, ratings, exclusions, defaults, reviews, findings, steps }
  const through = placesOf((source) => read[source].at(-1)?.row ?? from[source])
  const differences = new Differences()
  for (const row of services) differences.change(undefined, tallyOfService(cellOf(row), row.region !== null))
  for (const row of reviews) differences.change(undefined, tallyOfReview(cellOf(row), reviewKind(row)))
  for (const row of findings.filter(({ kind }) => kind === 'evaluation'))
    differences.change(undefined, tallyOfFinding(cellOf(row)))
  await countRatings(ctx, [...ratings, ...exclusions, ...defaults], { from, through }, differences)
  const orders = [...new Set([...steps, ...overdue].map(({ number }) => number))]
  const kept = await countOrders(ctx, orders, { now: startedAt, isAnew: cursors.isAnew }, differences)
  const more = [...Object.values(read), overdue].some(({ length }) => length === ROWS_A_PAGE)
  const written = await ctx.database.write([
    holdEvaluationCursors({ rows: heldRows(cursors) }),
    ...(cursors.isAnew ? forgetEvaluationCounts({ names: CURSOR_NAMES }) : []),
    ...differences.statements(),
    ...kept,
    moveEvaluationCursors({
      rows: cursorRows(calendar, through),
      now: startedAt,
      caughtUpAt: more ? null : startedAt,
    }),
  ])
  const rows = Object.values(read).reduce((sum, { length }) => sum + length, overdue.length)
  return written.ok ? { rows, more } : 'taken'
}

function reviewKind({ kind }: RolledSaidRow): ReviewKind {
  const source = orderSource(kind)
  if (source === 'rating') throw new Error('a review is not a rating')
  return source
}
