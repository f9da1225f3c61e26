import { type Failure, fail, holdsRole, type Json, type Result } from '@tongban/kernel'
import { insertPolicy, type PolicyRow, publishedPolicyDates } from '@tongban/store'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { spanOf } from '../../dated-policies/days.ts'
import { MOST_OF_SCOPE, overlapErrors } from '../../dated-policies/overlap.ts'
import { type ProposedDates, proposeBy, proposedRow } from '../../dated-policies/propose.ts'
import { POLICY_MAKERS } from '../../dated-policies/settle.ts'
import { type PolicyTerms, termErrors } from './terms.ts'
import { POLICIES, type PolicyView } from './view.ts'

/**
 * Proposes a policy of supervision for the region, a department or an item. It holds from its day on when another
 * person has published it.
 */
export type PolicyInput = Omit<PolicyTerms, 'fromOn' | 'untilOn'> & ProposedDates

export async function proposePolicy(
  ctx: Context,
  input: PolicyInput,
  clientKey: string,
): Promise<Result<PolicyView, Failure>> {
  const { actor, keys } = ctx
  if (!holdsRole(actor, 'supervisor', 'admin')) return fail({ code: 'notAllowed', need: POLICY_MAKERS })
  const me = await actorIndex(keys, actor)
  const row: PolicyRow = {
    ...scopeOf(input),
    ...(await proposedRow(ctx, input, asJson(input.policy), { me, domain: 'supervisionPolicy', clientKey })),
  }
  const terms = { ...input, ...spanOf(input) }
  return proposeBy(ctx, POLICIES, {
    row,
    same: ['scopeKind', 'scope', 'fromOn', 'policy', 'replaces'],
    dates: publishedPolicyDates({ scopeKind: row.scopeKind, scope: row.scope, limit: MOST_OF_SCOPE }),
    errorsBeside: (published) => [
      ...termErrors(ctx, terms),
      ...nothingToGiveUp(input),
      ...overlapErrors(published, terms),
    ],
    insert: insertPolicy(row),
  })
}

const scopeOf = ({ scope }: PolicyInput) => ({
  scopeKind: scope.kind,
  scope: scope.kind === 'region' ? '' : scope.code,
})

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
