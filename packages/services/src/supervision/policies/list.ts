import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { policyPage } from '@tongban/store'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { openBeforeDay, policiesPage } from '../../dated-policies/page.ts'
import { type PolicyView, policyView } from './view.ts'

/** The policies of supervision, those that begin last first. Officials see what they are supervised by. */
export type PolicyQuery = {
  /** `region`, `department` or `item`, with the code of the department or item after a colon. */
  readonly scope?: string | undefined
  readonly state?: 'proposed' | 'published' | 'declined' | 'replaced' | undefined
  /** In force on this day: published ones alone. */
  readonly asOf?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

export type PolicyPage = { readonly policies: readonly PolicyView[]; readonly cursor: string | null }

export async function listPolicies(ctx: Context, query: PolicyQuery): Promise<Result<PolicyPage, Failure>> {
  if (ctx.actor.kind !== 'official') return fail({ code: 'notAllowed', need: '工作人员 an official' })
  const { scope, asOf, limit } = query
  const state = query.state ?? (asOf === undefined ? null : 'published')
  const asked = JSON.stringify(['policies', scope ?? '', state ?? '', asOf ?? ''])
  const after = await openBeforeDay(ctx, query.cursor, asked)
  if (!after.ok) return after
  const [kind = null, code] = scope?.split(':') ?? []
  const [rows] = await ctx.database.read([
    policyPage({
      state,
      scopeKind: kind,
      scope: code ?? null,
      asOf: asOf ?? null,
      ...after.value,
      limit: limit + 1,
    }),
  ])
  const page = await policiesPage(ctx, rows, limit, asked)
  const me = await actorIndex(ctx.keys, ctx.actor)
  return ok({ policies: page.rows.map((row) => policyView(row, me)), cursor: page.cursor })
}
