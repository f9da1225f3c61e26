import { addDays, civilDate, civilDateAt } from '@tongban/calendar'
import { CLOCK_STEPS } from '@tongban/cases'
import { ITEMS } from '@tongban/catalogue'
import type { CivilDate, EpochMs, FieldError } from '@tongban/kernel'
import { contradictionsIn, type Policy, type PolicyScope, STAGES } from '@tongban/supervision'
import type { Context } from '../../context.ts'
import { AGREED_STEPS } from '../clocks/view.ts'

/**
 * What a policy is held against before it is proposed, and again before it is published: its scope is known, it begins
 * after today, and it does not contradict itself. A clock goes by the policy of the day it began, so that one that
 * began today or earlier would move under people's hands.
 */
export type PolicyTerms = {
  readonly scope: PolicyScope
  readonly fromOn: CivilDate
  readonly untilOn: CivilDate | null
  /** Null: the scope has none of its own any more. */
  readonly policy: Policy | null
}

/** Steps that a post can be named for: those of cases, what was agreed, and the levels whose receipt and reply are awaited. */
export const POLICY_STEPS: readonly string[] = [
  ...Object.keys(CLOCK_STEPS),
  ...Object.keys(AGREED_STEPS),
  ...Object.entries(STAGES).flatMap(([name, { form }]) => (form === 'notice' ? [name] : [])),
]

/** Isolates look for policies once a minute; nobody goes by an old one on the first day of a new one. */
const KNOWN_EVERYWHERE_MS = 5 * 60_000

export function termErrors(
  ctx: Pick<Context, 'region' | 'clock'>,
  terms: PolicyTerms,
): readonly FieldError[] {
  const { fromOn, untilOn, policy } = terms
  const errors: FieldError[] = [...scopeErrors(ctx, terms.scope)]
  const earliest = earliestStart(ctx.clock.now())
  if (fromOn < earliest)
    errors.push({
      pointer: '/fromOn',
      zh: `应在 ${earliest} 或以后：期限按其开始之日的政策督办，已开始的不再变动。`,
      en: `Must be ${earliest} or later: a clock goes by the policy of the day it began, and none that has begun changes.`,
    })
  if (untilOn !== null && untilOn < fromOn)
    errors.push({
      pointer: '/untilOn',
      zh: '最后一日不能早于第一日。',
      en: 'The last day is not before the first.',
    })
  if (policy !== null)
    errors.push(
      ...contradictionsIn(policy, POLICY_STEPS).map((each) => ({
        ...each,
        pointer: `/policy${each.pointer}`,
      })),
    )
  return errors
}

export const earliestStart = (now: EpochMs): CivilDate => addDays(civilDateAt(now + KNOWN_EVERYWHERE_MS), 1)

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

/** A day that the contract, or whoever wrote the row, has checked. */
export function dayOf(text: string): CivilDate {
  const day = civilDate(text)
  if (day === undefined) throw new Error('no day of a policy')
  return day
}
