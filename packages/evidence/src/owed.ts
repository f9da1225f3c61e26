/**
 * Licences that the law granted by silence and that were not signed within a day. Nothing was altered by that: it is told
 * to the auditor beside the findings.
 */
export type LicenceOwed = { readonly caseNumber: string; readonly since: number }

const LIMIT_MS = 24 * 60 * 60_000

export const overdueOf = (owed: readonly LicenceOwed[], now: number): readonly LicenceOwed[] =>
  owed.filter(({ since }) => now - since > LIMIT_MS)
