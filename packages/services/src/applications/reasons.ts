import { type Reason, reasonOf } from './answer.ts'
import type { Assessment } from './assess.ts'
import { competenceReason, NOT_OURS } from './competent-organ.ts'

/** Every reason of the outcome as the applicant is answered; for 不予受理 the one its document gives (行政许可法 32(1)(二)). */
export function reasonsOf({ decision, rules }: Pick<Assessment, 'decision' | 'rules'>): readonly Reason[] {
  if (decision.outcome !== 'elsewhere') return decision.hindrances.map(reasonOf)
  const { text, english, basis } = competenceReason(decision, rules?.model ?? null) ?? NOT_OURS
  const rule = decision.competent.rule ?? 'competence'
  return [{ rule, code: 'competentElsewhere', text, english, basis, cure: null, dates: {} }]
}
