import type { grants } from './schema/index.ts'
import { handwritten } from './statement.ts'

/** Statements of the grants that stand: what was granted once is not approved a second time. */

export type GrantRow = typeof grants.$inferSelect
export type Matter = Pick<GrantRow, 'itemCode' | 'matterIndex'>

/** The grant of a matter and whose case granted it; null once that case itself is erased. */
export type StandingGrantRow = GrantRow & { readonly applicantIndex: string | null }

export const grantOf = /* @__PURE__ */ handwritten<StandingGrantRow, Matter>(
  `SELECT grants.item_code, grants.matter_index, grants.case_number, grants.granted_at, cases.applicant_index
   FROM grants LEFT JOIN cases ON cases.case_number = grants.case_number
   WHERE grants.item_code = ? AND grants.matter_index = ?`,
  ['itemCode', 'matterIndex'],
  (rows) =>
    rows.map((row) => ({
      itemCode: String(row.item_code),
      matterIndex: String(row.matter_index),
      caseNumber: String(row.case_number),
      grantedAt: Number(row.granted_at),
      applicantIndex: row.applicant_index === null ? null : String(row.applicant_index),
    })),
)

/** Takes the grant of a matter back, where it is this case that granted it. */
export const deleteGrant = /* @__PURE__ */ handwritten<never, Matter & Pick<GrantRow, 'caseNumber'>>(
  'DELETE FROM grants WHERE item_code = ? AND matter_index = ? AND case_number = ?',
  ['itemCode', 'matterIndex', 'caseNumber'],
  () => [],
)

/** Conflicts when the matter is granted already: the whole batch is rolled back. */
export const insertGrant = /* @__PURE__ */ handwritten<never, GrantRow>(
  'INSERT INTO grants (item_code, matter_index, case_number, granted_at) VALUES (?, ?, ?, ?)',
  ['itemCode', 'matterIndex', 'caseNumber', 'grantedAt'],
  () => [],
)
