import { CLOCK_STEPS } from '@tongban/cases'
import { ITEMS } from '@tongban/catalogue'
import type { FieldError } from '@tongban/kernel'
import {
  contradictionsIn,
  type Policy,
  type PolicyScope,
  RECTIFICATION_STEP_NAMES,
  STAGES,
} from '@tongban/supervision'
import type { Context } from '../../context.ts'
import { dayErrors, type Span } from '../../dated-policies/days.ts'
import { AGREED_STEPS } from '../clocks/view.ts'

/**
 * What a policy is held against before it is proposed, and again before it is published: its scope is known, it begins
 * after today, and it does not contradict itself. A clock goes by the policy of the day it began, so that one that
 * began today or earlier would move under people's hands.
 */
export type PolicyTerms = Span & {
  readonly scope: PolicyScope
  /** Null: the scope has none of its own any more. */
  readonly policy: Policy | null
}

/** Steps that a post can be named for: those of cases, what was agreed, those of rectification orders, and the levels whose receipt and reply are awaited. */
export const POLICY_STEPS: readonly string[] = [
  ...Object.keys(CLOCK_STEPS),
  ...Object.keys(AGREED_STEPS),
  ...Object.keys(RECTIFICATION_STEP_NAMES),
  ...Object.entries(STAGES).flatMap(([name, { form }]) => (form === 'notice' ? [name] : [])),
]

const BY_THEIR_DAY = {
  zh: '期限按其开始之日的政策督办，已开始的不再变动。',
  en: 'a clock goes by the policy of the day it began, and none that has begun changes.',
}

export function termErrors(
  ctx: Pick<Context, 'region' | 'clock'>,
  terms: PolicyTerms,
): readonly FieldError[] {
  const { policy } = terms
  const errors = [...scopeErrors(ctx, terms.scope), ...dayErrors(ctx.clock.now(), terms, BY_THEIR_DAY)]
  if (policy !== null)
    errors.push(
      ...contradictionsIn(policy, POLICY_STEPS).map((each) => ({
        ...each,
        pointer: `/policy${each.pointer}`,
      })),
    )
  return errors
}

function scopeErrors({ region }: Pick<Context, 'region'>, scope: PolicyScope): readonly FieldError[] {
  switch (scope.kind) {
    case 'region':
      return []
    case 'department':
      return region.departments.some(({ code }) => code === scope.code)
        ? []
        : [
            {
              pointer: '/scope/code',
              zh: '没有这个部门，请使用部门编码。',
              en: 'There is no such department; use its code.',
            },
          ]
    case 'item':
      return ITEMS.some(({ code }) => code === scope.code)
        ? []
        : [
            {
              pointer: '/scope/code',
              zh: '没有这个事项，请使用事项代码。',
              en: 'There is no such item; use its code.',
            },
          ]
  }
}
