/**
 * Whether an automatic decision goes to a person for audit. `lot` is a number of [0, 1) that services derive from the
 * case number by a keyed digest: nobody without the key can foresee it, and everybody with it draws the same.
 */
import { addDays } from '@tongban/calendar'
import type { CivilDate } from '@tongban/kernel'
import type { Outcome } from '../second-approval/decision.ts'
import type { AuditPolicy } from './policy.ts'

export type Drawing = {
  readonly outcome: Outcome
  readonly decidedOn: CivilDate
  /** First day of effect of the rule version that decided. */
  readonly effectiveOn: CivilDate
  readonly lot: number
}

/** `approval` is what the audit is for; a `control` stands beside it so that no answer can be guessed. */
export type AuditKind = 'approval' | 'control'

export function drawn(
  policy: AuditPolicy,
  { outcome, decidedOn, effectiveOn, lot }: Drawing,
): AuditKind | null {
  if (outcome === 'elsewhere') return null
  if (outcome !== 'approve') return lot < policy.controlShare ? 'control' : null
  const isNew = decidedOn < addDays(effectiveOn, policy.newVersionDays)
  return lot < (isNew ? policy.newVersionShare : policy.share) ? 'approval' : null
}

/** The digits of a hexadecimal digest that make a lot; 32 bits are finer than any share. */
const LOT_DIGITS = 8

export const lotOf = (hexDigest: string): number =>
  Number.parseInt(hexDigest.slice(0, LOT_DIGITS), 16) / 16 ** LOT_DIGITS
