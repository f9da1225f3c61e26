import type { Row } from './table.ts'

/** The rows of policies, those of supervision and of evaluations, and of watched clocks. */
const officialsWho = (...anyDepartment: Row['anyDepartment'][number][]): Row => ({
  nobody: 401,
  stranger: 403,
  owner: 403,
  agent: 403,
  anyDepartment,
  ownDepartment: [],
  otherRoles: 403,
})
const SUPERVISED = [
  'supervisor',
  'admin',
  'auditor',
  'governmentHead',
  'head',
  'chief',
  'handler',
  'window',
] as const
const READERS = officialsWho(...SUPERVISED)
const EVALUATION_READERS = officialsWho(...SUPERVISED, 'rectifier', 'callback', 'hotline')
const DESK = officialsWho('supervisor', 'admin')
/** Without a department in the address each sees their own. */
const CLOCKS = officialsWho('window', 'handler', 'chief', 'head', 'governmentHead', 'supervisor', 'auditor')

export const POLICY_ROWS: Readonly<Record<string, Row>> = {
  'GET /supervision/v1/clocks': CLOCKS,
  'GET /supervision/v1/clocks.csv': CLOCKS,
  'GET /supervision/v1/policies': READERS,
  'GET /supervision/v1/policies/presets': READERS,
  'GET /supervision/v1/policies/{id}': READERS,
  'POST /supervision/v1/policies': DESK,
  'POST /supervision/v1/policies/{id}/publish': DESK,
  'POST /supervision/v1/policies/{id}/decline': DESK,
  'GET /evaluations/v1/policies': EVALUATION_READERS,
  'GET /evaluations/v1/policies/{id}': EVALUATION_READERS,
  'POST /evaluations/v1/policies': DESK,
  'POST /evaluations/v1/policies/{id}/publish': DESK,
  'POST /evaluations/v1/policies/{id}/decline': DESK,
}
