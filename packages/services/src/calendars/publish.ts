import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { allArrangements, approveArrangement } from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { openComposed } from './compose.ts'
import { calendarIsThere } from './missing.ts'
import { type ArrangementView, arrangementView } from './view.ts'

/**
 * Publishes a proposed arrangement: by another supervisor than whoever proposed it. Every open deadline is reckoned
 * again by a job, with a list of each before and after.
 */
export async function publishArrangement(
  ctx: Context,
  id: number,
): Promise<Result<ArrangementView, Failure>> {
  if (!holdsRole(ctx.actor, 'supervisor')) return fail({ code: 'notAllowed', need: '监察员 supervisor' })
  const [rows] = await ctx.database.read([allArrangements({})])
  const row = rows.find(({ seq }) => seq === id)
  if (row === undefined) return fail({ code: 'notFound', what: 'arrangement' })
  if (row.state === 'published') return ok(arrangementView(row))
  const approvedBy = await actorIndex(ctx.keys, ctx.actor)
  if (approvedBy === row.proposedBy) return fail({ code: 'secondPersonNeeded', step: 'publishDays' })
  const published = { ...row, state: 'published', approvedBy, approvedAt: ctx.clock.now() }
  // What was published since it was proposed may stand against it.
  const opened = openComposed(rows.map((each) => (each === row ? published : each)))
  if (!opened.ok) return fail({ code: 'invalidInput', errors: opened.failure })
  const written = await ctx.database.write([
    approveArrangement({ seq: id, approvedBy, approvedAt: published.approvedAt }),
    ...(row.year === null ? [] : [calendarIsThere(row.year, published.approvedAt)]),
  ])
  return written.ok ? ok(arrangementView(published)) : fail({ code: 'stillRunning' })
}
