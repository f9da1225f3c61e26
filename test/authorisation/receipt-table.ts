import type { Row } from './table.ts'

/** Lists of one's own cases, and the query codes of receipts. */
const NOBODYS: Row = {
  nobody: 401,
  stranger: 'in',
  owner: 'in',
  agent: 'in',
  anyDepartment: [],
  ownDepartment: [],
  otherRoles: 403,
}

export const RECEIPT_ROWS: Readonly<Record<string, Row>> = {
  // Each sees their own and nothing else.
  'GET /approvals/v1/my-cases': NOBODYS,
  // Whoever holds the code; it names nobody.
  'POST /approvals/v1/progress': { ...NOBODYS, nobody: 'in', otherRoles: 'in' },
  'POST /approvals/v1/cases/{caseNumber}/receipt-code': {
    ...NOBODYS,
    stranger: 404,
    ownDepartment: ['window'],
  },
}
