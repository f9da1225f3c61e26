import { ROLES, type Role } from '@tongban/kernel'

/**
 * The authorisation matrix 权限矩阵: who gets what at every route of every Worker. One row per route; a route without
 * a row, and a row without a route, fail the tests, which send each request and print `docs/authorisation.md`. A role
 * that no row names is let in nowhere but where anyone is.
 */

/** Let in (2xx), not signed in, not allowed, or answered as if it did not exist. */
export type Outcome = 'in' | 401 | 403 | 404

export type Row = {
  readonly nobody: Outcome
  /** A verified applicant who has nothing to do with the case. */
  readonly stranger: Outcome
  readonly owner: Outcome
  /** Who handed the case in for its owner. */
  readonly agent: Outcome
  /** Officials let in, of whichever department. */
  readonly anyDepartment: readonly Role[]
  /** Officials let in where the case is their own department's; to others of them it does not exist. */
  readonly ownDepartment: readonly Role[]
  /** Officials of every other role. */
  readonly otherRoles: Outcome
}

export const roleNames: readonly Role[] = Object.keys(ROLES).filter((name): name is Role =>
  Object.hasOwn(ROLES, name),
)

const ANYONE: Row = {
  nobody: 'in',
  stranger: 'in',
  owner: 'in',
  agent: 'in',
  anyDepartment: [],
  ownDepartment: [],
  otherRoles: 'in',
}
const officialsWho = (...anyDepartment: Role[]): Row => ({
  nobody: 401,
  stranger: 403,
  owner: 403,
  agent: 403,
  anyDepartment,
  ownDepartment: [],
  otherRoles: 403,
})
const APPLYING: Row = { ...officialsWho('window', 'handler'), owner: 'in', agent: 'in' }
const CASE: Row = {
  nobody: 401,
  stranger: 404,
  owner: 'in',
  agent: 'in',
  anyDepartment: ['governmentHead', 'supervisor', 'auditor'],
  ownDepartment: ['window', 'handler', 'chief', 'head'],
  otherRoles: 403,
}
const APPLICANT_STEP: Row = { ...CASE, anyDepartment: [], ownDepartment: [] }

export const TABLE: Readonly<Record<string, Row>> = {
  'GET /approvals/v1/items': ANYONE,
  'GET /approvals/v1/items/{code}': ANYONE,
  'GET /approvals/v1/items/{code}/rules': ANYONE,
  'GET /approvals/v1/items/{code}/rules/text': ANYONE,
  'GET /approvals/v1/items/{code}/rules/dmn': ANYONE,
  'POST /approvals/v1/items/{code}/precheck': APPLYING,
  'POST /approvals/v1/applications': APPLYING,
  'GET /approvals/v1/cases/{caseNumber}': CASE,
  'GET /approvals/v1/cases/{caseNumber}/explanation': CASE,
  'GET /approvals/v1/cases/{caseNumber}/documents': CASE,
  'POST /approvals/v1/cases/{caseNumber}/refer': APPLICANT_STEP,
  'POST /approvals/v1/cases/{caseNumber}/withdraw': APPLICANT_STEP,
  'GET /approvals/v1/rules': officialsWho('publisher', 'supervisor', 'auditor'),
  'POST /approvals/v1/rules': officialsWho('publisher'),
  'GET /approvals/v1/rules/{id}': officialsWho('publisher', 'supervisor', 'auditor'),
  'POST /approvals/v1/rules/{id}/submit': officialsWho('publisher'),
  'POST /approvals/v1/rules/{id}/approve': officialsWho('publisher'),
  'POST /approvals/v1/rules/{id}/stop': officialsWho('publisher', 'supervisor'),
  'POST /approvals/v1/rules/{id}/resume': officialsWho('publisher'),
  'GET /approvals/v1/registries': officialsWho('admin', 'auditor', 'supervisor'),
  'PUT /approvals/v1/registries/{source}': officialsWho('admin'),
  'PUT /approvals/v1/registries/{source}/records': officialsWho('admin'),
  'GET /supervision/v1/jobs': officialsWho('supervisor', 'admin', 'auditor'),
}

export type Department = 'own' | 'other'

/** What an official of this role gets. */
export function outcomeOf(row: Row, role: Role, department: Department): Outcome {
  if (row.anyDepartment.includes(role)) return 'in'
  if (row.ownDepartment.includes(role)) return department === 'own' ? 'in' : 404
  return row.otherRoles
}

/**
 * Those without a way in of their own yet: no route takes an app's key, so that it is a token that does not hold; a
 * partner's signature and the name of the clock are no credentials here, so that they come as nobody.
 */
export const MACHINES = {
  app: () => 401,
  partner: (row: Row) => row.nobody,
  clock: (row: Row) => row.nobody,
} as const satisfies Record<string, (row: Row) => Outcome>

/** An official of another region, whatever the role: that region's token does not hold here. */
export const FOREIGN: Outcome = 403
