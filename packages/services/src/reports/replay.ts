import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import type { PlatformReportRow, Statement } from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { type ReportView, reportView } from './list.ts'

/**
 * Has a report that was refused or given up sent again: the same under its own id, and its time to arrive begins anew. One
 * that could not be made, since its case could not be read, is made now; nobody has heard of its id.
 */
type Replayed<Row extends PlatformReportRow> = {
  readonly unmade: (of: { readonly id: string }) => Statement<Row>
  readonly drop: (of: { readonly id: string }) => Statement
  readonly replay: (of: {
    readonly id: string
    readonly replayedAt: number
    readonly replayedBy: string
  }) => Statement<Row>
  readonly revive: (of: { readonly id: string; readonly now: number }) => Statement
  /** Makes what could not be made: its new id, and what writes it. Null: it still cannot be read. */
  readonly remake: (
    row: Row,
    now: number,
  ) => Promise<{ readonly id: string; readonly statements: readonly Statement[] } | null>
  readonly notFound: Extract<Failure, { readonly code: 'notFound' }>
}

export async function replayReport<Row extends PlatformReportRow>(
  ctx: Context,
  id: string,
  { unmade, drop, replay, revive, remake, notFound }: Replayed<Row>,
): Promise<Result<ReportView<Row>, Failure>> {
  if (!holdsRole(ctx.actor, 'supervisor', 'admin'))
    return fail({ code: 'notAllowed', need: '监察员 supervisor、系统管理员 admin' })
  const now = ctx.clock.now()
  const replayedBy = await actorIndex(ctx.keys, ctx.actor)
  const [[lost], [report]] = await ctx.database.read([
    unmade({ id }),
    replay({ id, replayedAt: now, replayedBy }),
    revive({ id, now }),
  ])
  if (report !== undefined) return ok(reportView(report))
  if (lost === undefined) return fail(notFound)
  const again = await remake(lost, now)
  // Still unreadable: somebody has to look at the case first.
  if (again === null) return fail(notFound)
  const written = await ctx.database.write([drop({ id }), ...again.statements])
  if (!written.ok) return fail(notFound)
  return ok(reportView({ ...lost, id: again.id, state: 'waiting', reason: null, madeAt: now }))
}
