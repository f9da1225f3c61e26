import { ROLES, type Role } from '@tongban/kernel'
import type { Row } from './table.ts'

/** The rows of rectification orders and reviews. The orders are about civil affairs, under the name of whoever reported. */
const roles: readonly Role[] = Object.keys(ROLES).filter((name): name is Role => Object.hasOwn(ROLES, name))

const OFFICIALS: Row = {
  nobody: 401,
  stranger: 403,
  owner: 403,
  agent: 403,
  anyDepartment: [],
  ownDepartment: [],
  otherRoles: 403,
}
const BODY: readonly Role[] = ['callback', 'supervisor', 'governmentHead']
const OVERSIGHT: readonly Role[] = [...BODY, 'auditor']
const DEPARTMENT: readonly Role[] = ['window', 'handler', 'chief', 'head', 'rectifier']
const READ: Row = { ...OFFICIALS, anyDepartment: OVERSIGHT, ownDepartment: DEPARTMENT }
/** The department rated mends. */
const MEND: Row = {
  ...OFFICIALS,
  ownDepartment: ['rectifier', 'head'],
  lendable: ['window', 'handler', 'chief'],
}
/** Another department sees to it; the one rated is told that it cannot. */
const SEE_TO_IT: Row = { ...OFFICIALS, elsewhere: BODY }
/** By the token: whoever it was given to and who handed in for them, and no official at all. */
const EVALUATOR: Row = {
  ...OFFICIALS,
  nobody: 'in',
  owner: 'in',
  agent: 'in',
  addressees: roles,
}

export const RECTIFICATION_ROWS: Readonly<Record<string, Row>> = {
  'GET /evaluations/v1/rectifications': { ...OFFICIALS, anyDepartment: [...OVERSIGHT, ...DEPARTMENT] },
  'POST /evaluations/v1/rectifications/read': EVALUATOR,
  'POST /evaluations/v1/rectifications/rate': EVALUATOR,
  'POST /evaluations/v1/rectifications/supplement': EVALUATOR,
  'GET /evaluations/v1/rectifications/{number}': READ,
  // Under a name the department contacts them; the body is told so.
  'POST /evaluations/v1/rectifications/{number}/contact': { ...MEND, othersStep: BODY },
  'POST /evaluations/v1/rectifications/{number}/reply': MEND,
  'POST /evaluations/v1/rectifications/{number}/call-back': SEE_TO_IT,
  'POST /evaluations/v1/rectifications/{number}/return': SEE_TO_IT,
  'POST /evaluations/v1/rectifications/{number}/appeal': MEND,
  'POST /evaluations/v1/rectifications/{number}/judge': SEE_TO_IT,
  'POST /evaluations/v1/rectifications/{number}/close': SEE_TO_IT,
  'POST /evaluations/v1/rectifications/{number}/open-identity': { ...OFFICIALS, elsewhere: OVERSIGHT },
  'POST /evaluations/v1/rectifications/{number}/files': MEND,
  'GET /evaluations/v1/rectifications/{number}/files/{fileId}': READ,
  // What could not be got done; supervision enters findings alone.
  'POST /evaluations/v1/reviews': {
    ...OFFICIALS,
    stranger: 'in',
    owner: 'in',
    agent: 'in',
    anyDepartment: ['window', 'hotline'],
    addressees: ['supervisor'],
  },
  'GET /evaluations/v1/reviews': {
    ...OFFICIALS,
    stranger: 'in',
    owner: 'in',
    agent: 'in',
    anyDepartment: [...OVERSIGHT, ...DEPARTMENT],
  },
}
