import type { Row } from './table.ts'

/** The rows of files and originals on paper between regions. Partner regions come in by a signature. */
const SIGNED: Row = {
  nobody: 401,
  stranger: 401,
  owner: 401,
  agent: 401,
  anyDepartment: [],
  ownDepartment: [],
  otherRoles: 401,
  signed: true,
}
const CASE: Row = {
  nobody: 401,
  stranger: 404,
  owner: 'in',
  agent: 'in',
  anyDepartment: ['governmentHead', 'supervisor', 'auditor'],
  ownDepartment: ['window', 'handler', 'chief', 'head'],
  otherRoles: 403,
}
const officialsOnly = { stranger: 403, owner: 403, agent: 403 } as const
/** Who takes in and hands out papers. */
const POSTS: Row = { ...CASE, ...officialsOnly, anyDepartment: [], ownDepartment: ['window', 'handler'] }

export const EXCHANGE_FILE_ROWS: Readonly<Record<string, Row>> = {
  'GET /exchange/cx/1/files/{digest}': SIGNED,
  'PUT /exchange/cx/1/files/{digest}/parts/{index}': SIGNED,
  'GET /exchange/cx/1/cases/{caseNumber}/timeline': SIGNED,
  'GET /exchange/cx/1/cases/{caseNumber}/head': SIGNED,
  'GET /exchange/cx/1/cases/{caseNumber}/evidence': SIGNED,
  'GET /exchange/v1/cases/{caseNumber}/timeline': CASE,
  'GET /exchange/v1/cases/{caseNumber}/evidence': CASE,
  'GET /exchange/v1/cases/{caseNumber}/files': CASE,
  'POST /exchange/v1/cases/{caseNumber}/files': POSTS,
  'POST /exchange/v1/cases/{caseNumber}/files/replay': {
    ...POSTS,
    anyDepartment: ['admin', 'supervisor'],
    ownDepartment: ['handler'],
  },
  'GET /exchange/v1/cases/{caseNumber}/shipments': CASE,
  'GET /exchange/v1/shipments/overdue': {
    ...POSTS,
    anyDepartment: ['supervisor', 'auditor'],
    ownDepartment: [],
  },
  'POST /exchange/v1/cases/{caseNumber}/shipments': POSTS,
  'POST /exchange/v1/cases/{caseNumber}/shipments/{id}/send': POSTS,
  'POST /exchange/v1/cases/{caseNumber}/shipments/{id}/receive': POSTS,
}
