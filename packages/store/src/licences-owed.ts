import * as STATEMENTS from './compiled/statements.ts'
import type { LicenceRow } from './licences.ts'
import type { licencesOwed } from './schema/index.ts'
import { command, handwritten, select } from './statement.ts'

/** Statements of licences owed after a grant by silence, and of those whoever applied for a case holds. */

export type LicenceOwedRow = typeof licencesOwed.$inferSelect

/** The newest first; of all types. */
export const licencesOfApplicant = /* @__PURE__ */ select<
  LicenceRow,
  { readonly caseNumber: string; readonly limit: number }
>(STATEMENTS.licencesOfApplicant)
export const insertLicenceOwed = /* @__PURE__ */ command<LicenceOwedRow>(STATEMENTS.insertLicenceOwed)
export const deleteLicenceOwed = /* @__PURE__ */ handwritten<never, { readonly caseNumber: string }>(
  'DELETE FROM licences_owed WHERE case_number = ?',
  ['caseNumber'],
  () => [],
)
export const licencesOwedBy = /* @__PURE__ */ select<
  LicenceOwedRow,
  { readonly by: number; readonly limit: number }
>(STATEMENTS.licencesOwedBy)
/** One that could not be issued waits, and does not stand before the others. */
export const postponeLicenceOwed = /* @__PURE__ */ handwritten<
  never,
  { readonly nextAt: number; readonly caseNumber: string }
>('UPDATE licences_owed SET next_at = ? WHERE case_number = ?', ['nextAt', 'caseNumber'], () => [])
