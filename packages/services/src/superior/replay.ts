import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import {
  dropUnmadeReport,
  eventsOfCases,
  replaySuperiorReport,
  reviveSuperiorMessage,
  type SuperiorReportRow,
  unmadeSuperiorReport,
} from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { type SuperiorView, superiorView } from './list.ts'
import { reportsOf, statementsOf } from './report-cases.ts'

/**
 * Has a report that was refused or given up sent again: the same under its own id, and its time to arrive begins anew. One
 * that could not be made, since its case could not be read, is made now; nobody has heard of its id.
 */
export async function replayReport(ctx: Context, id: string): Promise<Result<SuperiorView, Failure>> {
  if (!holdsRole(ctx.actor, 'supervisor', 'admin'))
    return fail({ code: 'notAllowed', need: '监察员 supervisor、系统管理员 admin' })
  const now = ctx.clock.now()
  const replayedBy = await actorIndex(ctx.keys, ctx.actor)
  const [[unmade], [report]] = await ctx.database.read([
    unmadeSuperiorReport({ id }),
    replaySuperiorReport({ id, replayedAt: now, replayedBy }),
    reviveSuperiorMessage({ id, now }),
  ])
  if (report !== undefined) return ok(superiorView(report))
  return unmade === undefined ? NOT_FOUND : remake(ctx, unmade, now)
}

const NOT_FOUND = fail({ code: 'notFound', what: 'superiorReport' } as const)

async function remake(
  ctx: Context,
  unmade: SuperiorReportRow,
  now: number,
): Promise<Result<SuperiorView, Failure>> {
  const { id, caseNumber, form, seq } = unmade
  const [events] = await ctx.database.read([
    eventsOfCases({
      numbers: JSON.stringify([caseNumber]),
      afterCase: caseNumber,
      afterSeq: seq - 1,
      limit: 1,
    }),
  ])
  const made = (await reportsOf(ctx, events)).filter((each) => each.form === form && each.record !== null)
  const [again] = made
  // Still unreadable: somebody has to look at the case first.
  if (again === undefined) return NOT_FOUND
  const written = await ctx.database.write([
    dropUnmadeReport({ id }),
    ...(await statementsOf(ctx, made, now)),
  ])
  if (!written.ok) return NOT_FOUND
  return ok(superiorView({ ...unmade, id: again.id, state: 'waiting', reason: null, madeAt: now }))
}
