import { civilDateAt } from '@tongban/calendar'
import { STANDARD_EVALUATION_POLICY } from '@tongban/evaluations'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { evaluationPolicyById, evaluationPolicyPage, publishedEvaluationPolicies } from '@tongban/store'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { openBeforeDay, policiesPage } from '../../dated-policies/page.ts'
import { evaluationPolicyOn, type PolicyInForce } from './in-force.ts'
import { type EvaluationPolicyView, evaluationPolicyView } from './view.ts'

/** The policies of evaluations, those that begin last first, and which one holds today. Officials see what they go by. */
export type EvaluationPolicyQuery = {
  readonly state?: 'proposed' | 'published' | 'declined' | 'replaced' | undefined
  /** In force on this day: published ones alone. */
  readonly asOf?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

export type EvaluationPolicyPage = {
  readonly policies: readonly EvaluationPolicyView[]
  readonly today: PolicyInForce
  /** What holds where nothing is published, and how long the limits may be at most. */
  readonly standard: typeof STANDARD_EVALUATION_POLICY
  readonly cursor: string | null
}

const OFFICIALS = fail({ code: 'notAllowed', need: '工作人员 an official' } as const)

export async function listEvaluationPolicies(
  ctx: Context,
  query: EvaluationPolicyQuery,
): Promise<Result<EvaluationPolicyPage, Failure>> {
  if (ctx.actor.kind !== 'official') return OFFICIALS
  const { asOf, limit } = query
  const state = query.state ?? (asOf === undefined ? null : 'published')
  const asked = JSON.stringify(['evaluationPolicies', state ?? '', asOf ?? ''])
  const after = await openBeforeDay(ctx, query.cursor, asked)
  if (!after.ok) return after
  const today = civilDateAt(ctx.clock.now())
  const [rows, published] = await ctx.database.read([
    evaluationPolicyPage({ state, asOf: asOf ?? null, ...after.value, limit: limit + 1 }),
    publishedEvaluationPolicies({ today }),
  ])
  const page = await policiesPage(ctx, rows, limit, asked)
  const me = await actorIndex(ctx.keys, ctx.actor)
  return ok({
    policies: page.rows.map((row) => evaluationPolicyView(row, me)),
    today: evaluationPolicyOn(published, today),
    standard: STANDARD_EVALUATION_POLICY,
    cursor: page.cursor,
  })
}

/** One of them by its id. */
export async function readEvaluationPolicy(
  ctx: Context,
  id: string,
): Promise<Result<EvaluationPolicyView, Failure>> {
  if (ctx.actor.kind !== 'official') return OFFICIALS
  const [[row]] = await ctx.database.read([evaluationPolicyById({ id })])
  if (row === undefined) return fail({ code: 'notFound', what: 'policy' })
  return ok(evaluationPolicyView(row, await actorIndex(ctx.keys, ctx.actor)))
}
