import { canonicalJson, type Failure, fail, holdsRole, type Json, ok, type Result } from '@tongban/kernel'
import { blindIndex } from '@tongban/privacy'
import { insertPolicy, type PolicyRow, policyById, publishedPolicyDates } from '@tongban/store'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { overlapErrors } from './overlap.ts'
import { dayOf, type PolicyTerms, termErrors } from './terms.ts'
import { type PolicyView, policyView } from './view.ts'

/**
 * Proposes a policy of supervision for the region, a department or an item. It holds from its day on when another
 * person has published it. Its id is made of who asks and of their Idempotency-Key.
 */
export type PolicyInput = Omit<PolicyTerms, 'fromOn' | 'untilOn'> & {
  readonly fromOn: string
  readonly untilOn: string | null
  /** The policy of this scope that ends the day before. */
  readonly replaces: string | null
}

export const POLICY_MAKERS = '监察员 supervisor、系统管理员 admin'
/** A scope has so many policies at most that have not ended long ago. */
export const MOST_OF_SCOPE = 1000

export async function proposePolicy(
  ctx: Context,
  input: PolicyInput,
  clientKey: string,
): Promise<Result<PolicyView, Failure>> {
  const { actor, keys } = ctx
  if (!holdsRole(actor, 'supervisor', 'admin')) return fail({ code: 'notAllowed', need: POLICY_MAKERS })
  const me = await actorIndex(keys, actor)
  const row = await rowOf(ctx, input, me, clientKey)
  const [[before], published] = await ctx.database.read([
    policyById({ id: row.id }),
    publishedPolicyDates({ scopeKind: row.scopeKind, scope: row.scope, limit: MOST_OF_SCOPE }),
  ])
  // The same request again, also when time has passed since.
  if (before !== undefined) return isSame(before, row) ? ok(policyView(before, me)) : REUSED
  const terms = {
    ...input,
    fromOn: dayOf(input.fromOn),
    untilOn: input.untilOn === null ? null : dayOf(input.untilOn),
  }
  const errors = [...termErrors(ctx, terms), ...nothingToGiveUp(input), ...overlapErrors(published, terms)]
  if (errors.length > 0) return fail({ code: 'invalidInput', errors })
  const written = await ctx.database.write([insertPolicy(row)])
  return written.ok ? ok(policyView(row, me)) : fail({ code: 'stillRunning' })
}

const REUSED = fail({ code: 'idempotencyKeyReused' } as const)

async function rowOf(ctx: Context, input: PolicyInput, me: string, clientKey: string): Promise<PolicyRow> {
  const { scope, fromOn, untilOn, policy, replaces } = input
  return {
    id: await blindIndex(ctx.keys, 'supervisionPolicy', `${me}|${clientKey}`),
    scopeKind: scope.kind,
    scope: scope.kind === 'region' ? '' : scope.code,
    fromOn,
    untilOn,
    policy: canonicalJson(asJson(policy)),
    state: 'proposed',
    replaces,
    proposedBy: me,
    proposedAt: ctx.clock.now(),
    approvedBy: null,
    approvedAt: null,
  }
}

const SAME = ['scopeKind', 'scope', 'fromOn', 'policy', 'replaces'] as const
/** The last day moves when another policy follows. */
const isSame = (before: PolicyRow, row: PolicyRow): boolean =>
  SAME.every((field) => before[field] === row[field]) &&
  (before.untilOn === row.untilOn || before.state !== 'proposed')

const nothingToGiveUp = ({ policy, replaces }: PolicyInput) =>
  policy === null && replaces === null
    ? [
        {
          pointer: '/replaces',
          zh: '不另定政策（policy 为 null）时，请写明停止执行哪一项政策。',
          en: 'Where no policy is given, say which one ends.',
        },
      ]
    : []

/** Guarantee: a policy holds texts, numbers, lists and null only. */
const asJson = (value: PolicyInput['policy']) => value as unknown as Json
