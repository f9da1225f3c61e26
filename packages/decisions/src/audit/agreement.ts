/**
 * Whether a person who did not see the machine's answer came to the same: the same side (approve or not), and for an
 * approval the same result in every value the item has audited.
 */
import type { Json } from '@tongban/kernel'
import type { Outcome } from '../second-approval/decision.ts'

export type Judgement = {
  readonly answer: 'approve' | 'notApprove'
  /** Values of the result by name, as texts; asked for an approval only. */
  readonly result: Readonly<Record<string, string>>
}
export type Disagreement = {
  readonly field: string
  readonly person: string | null
  readonly machine: string | null
}

/** Where the two differ; empty when they agree. */
export function disagreements(
  judgement: Judgement,
  outcome: Outcome,
  result: Readonly<Record<string, Json>> | null,
  fields: readonly string[],
): readonly Disagreement[] {
  const machine = outcome === 'approve' ? 'approve' : 'notApprove'
  if (judgement.answer !== machine) return [{ field: 'answer', person: judgement.answer, machine }]
  if (machine === 'notApprove') return []
  return fields.flatMap((field) => {
    const decided = textOf(result?.[field] ?? null)
    const judged = judgement.result[field] ?? null
    return (judged === '' ? null : judged) === decided ? [] : [{ field, person: judged, machine: decided }]
  })
}

/** An empty result value and one that was left out say the same. */
const textOf = (value: Json): string | null => (value === null || value === '' ? null : String(value))
