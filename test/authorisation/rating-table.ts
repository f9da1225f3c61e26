import { ROLES, type Role } from '@tongban/kernel'
import type { Row } from './table.ts'

/** The rows of invitations and ratings. */
const roles: readonly Role[] = Object.keys(ROLES).filter((name): name is Role => Object.hasOwn(ROLES, name))

/** By a token: whoever holds it, the applicant and who handed in for them; of officials the hotline of another department. */
const BY_TOKEN: Row = {
  nobody: 'in',
  stranger: 403,
  owner: 'in',
  agent: 'in',
  anyDepartment: ['hotline'],
  ownDepartment: [],
  addressees: roles,
  own: 'services',
  apps: ['evaluate'],
  otherRoles: 403,
}
const OFFICIALS: Row = {
  nobody: 401,
  stranger: 403,
  owner: 403,
  agent: 403,
  anyDepartment: [],
  ownDepartment: [],
  otherRoles: 403,
}
const OVERSIGHT: readonly Role[] = ['governmentHead', 'supervisor', 'auditor', 'callback']
const DEPARTMENT: readonly Role[] = ['window', 'handler', 'chief', 'head', 'rectifier']

export const RATING_ROWS: Readonly<Record<string, Row>> = {
  'GET /evaluations/v1/invitations': {
    ...OFFICIALS,
    stranger: 'in',
    owner: 'in',
    agent: 'in',
    apps: ['evaluate'],
  },
  // It names nobody, so that a token is good to whoever reads by it.
  'POST /evaluations/v1/invitations/read': { ...BY_TOKEN, stranger: 'in' },
  'POST /evaluations/v1/invitations/print': { ...OFFICIALS, apps: ['evaluate'] },
  'POST /evaluations/v1/evaluations': BY_TOKEN,
  'POST /evaluations/v1/evaluations/amend': BY_TOKEN,
  'GET /evaluations/v1/evaluations': { ...OFFICIALS, anyDepartment: [...OVERSIGHT, ...DEPARTMENT] },
  'GET /evaluations/v1/evaluations/{id}': {
    ...OFFICIALS,
    anyDepartment: OVERSIGHT,
    ownDepartment: DEPARTMENT,
  },
}
