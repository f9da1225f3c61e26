import type { RuleSummaryRow, RuleVersionRow } from '@tongban/store'

/** A rule version as lists show it. */
export type RuleSummary = {
  readonly id: string
  readonly itemCode: string
  readonly version: number
  readonly state: string
  readonly effectiveOn: string
  readonly hash: string
  readonly note: string
  readonly draftedBy: string
  readonly submittedBy: string | null
  readonly approvedBy: string | null
  readonly draftedAt: number
  readonly approvedAt: number | null
}

export function summaryOf(row: RuleSummaryRow | RuleVersionRow): RuleSummary {
  const { id, itemCode, version, state, effectiveOn, hash, note } = row
  const { draftedBy, submittedBy, approvedBy, draftedAt, approvedAt } = row
  return {
    id,
    itemCode,
    version,
    state,
    effectiveOn,
    hash,
    note,
    draftedBy,
    submittedBy,
    approvedBy,
    draftedAt,
    approvedAt,
  }
}
