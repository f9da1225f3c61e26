/**
 * Whether a policy of evaluations contradicts itself. Pure; how far each figure may go by itself is in `policy-schema.ts`.
 */
import type { FieldError } from '@tongban/kernel'
import type { EvaluationPolicy } from './policy.ts'

type Check = {
  readonly holds: (policy: EvaluationPolicy) => boolean
  readonly error: (policy: EvaluationPolicy) => FieldError
}

const CHECKS: readonly Check[] = [
  {
    // Silence is silence as long as there is time to speak.
    holds: ({ defaultAfterDays, rateWithinDays }) =>
      defaultAfterDays === null || defaultAfterDays >= rateWithinDays,
    error: ({ rateWithinDays }) => ({
      pointer: '/defaultAfterDays',
      zh: `评价期限未满不能记默认评价：应不少于 ${rateWithinDays} 日（rateWithinDays），或者为 null。`,
      en: `No default is noted while a rating can still come: at least ${rateWithinDays} days (rateWithinDays), or null.`,
    }),
  },
  {
    // An appeal against what was already to be mended only puts the mending off.
    holds: ({ appealWithinWorkdays, rectifyWithinWorkdays }) => appealWithinWorkdays <= rectifyWithinWorkdays,
    error: ({ rectifyWithinWorkdays }) => ({
      pointer: '/appealWithinWorkdays',
      zh: `申诉期限不能长于整改期限（${rectifyWithinWorkdays} 个工作日）。`,
      en: `An appeal cannot come after the mending is due (${rectifyWithinWorkdays} working days).`,
    }),
  },
  {
    holds: ({ contactWithinWorkdays, rectifyWithinWorkdays }) =>
      contactWithinWorkdays <= rectifyWithinWorkdays,
    error: ({ rectifyWithinWorkdays }) => ({
      pointer: '/contactWithinWorkdays',
      zh: `联系期限不能长于整改期限（${rectifyWithinWorkdays} 个工作日）。`,
      en: `The contact cannot come after the mending is due (${rectifyWithinWorkdays} working days).`,
    }),
  },
]

export const evaluationPolicyContradictions = (policy: EvaluationPolicy): readonly FieldError[] =>
  CHECKS.filter(({ holds }) => !holds(policy)).map(({ error }) => error(policy))
