import type { caseParties } from './schema/index.ts'
import { handwritten } from './statement.ts'

/** Statements of who the interested parties of a case are. */

export type CasePartyRow = typeof caseParties.$inferSelect

export const partiesOfCase = /* @__PURE__ */ handwritten<CasePartyRow, Pick<CasePartyRow, 'caseNumber'>>(
  'SELECT case_number, party_key, party_index FROM case_parties WHERE case_number = ?',
  ['caseNumber'],
  (rows) =>
    rows.map((row) => ({
      caseNumber: String(row.case_number),
      partyKey: String(row.party_key),
      partyIndex: String(row.party_index),
    })),
)

export const insertCaseParty = /* @__PURE__ */ handwritten<never, CasePartyRow>(
  'INSERT INTO case_parties (case_number, party_key, party_index) VALUES (?, ?, ?)',
  ['caseNumber', 'partyKey', 'partyIndex'],
  () => [],
)
