import type { Role } from '@tongban/kernel'
import { ACT_RULES } from '@tongban/licences'
import { ACT_INPUTS, ACT_OF_PATH, type ActPath } from '@tongban/services'
import type { Row } from './table.ts'

/** The rows of licences, one-time codes and the keys of apps. The licences are of the civil affairs department. */
const NONE = { anyDepartment: [], ownDepartment: [] } as const
const HOLDER: Row = { ...NONE, nobody: 401, stranger: 404, owner: 'in', agent: 404, otherRoles: 403 }
const SIGNED_IN: Row = { ...HOLDER, stranger: 'in', agent: 'in' }
const OF_DEPARTMENT: readonly Role[] = ['window', 'handler', 'chief', 'head']
const PAPER: Row = { ...HOLDER, ownDepartment: OF_DEPARTMENT }
const ADMIN: Row = { ...HOLDER, stranger: 403, owner: 403, agent: 403, anyDepartment: ['admin'] }

/** Whoever may be lent a role comes in; the act says whose it is. */
const HANDLERS: readonly Role[] = ['window', 'handler', 'chief', 'head', 'governmentHead']
/** Guarantee: the keys of the table of inputs. */
const ACTS = Object.keys(ACT_INPUTS) as readonly ActPath[]

function actRow(path: ActPath): Row {
  const roles: readonly Role[] = ACT_RULES[ACT_OF_PATH[path]].roles
  return {
    nobody: 401,
    stranger: 403,
    owner: 403,
    agent: 403,
    anyDepartment: roles.filter((role) => role === 'governmentHead'),
    ownDepartment: roles.filter((role) => role !== 'governmentHead'),
    lendable: HANDLERS.filter((role) => !roles.includes(role)),
    otherRoles: 403,
  }
}

/** Licences between regions: whoever decides in the department whose they are, or stands in for one who does. */
const DECIDING: Row = { ...actRow('transfer-out') }

const ONE = '/licences/v1/licences/{identifier}'

export const LICENCE_ROWS: Readonly<Record<string, Row>> = {
  'GET /licences/v1/licences': SIGNED_IN,
  [`GET ${ONE}`]: { ...PAPER, anyDepartment: ['governmentHead', 'supervisor', 'auditor'] },
  [`GET ${ONE}/uses`]: { ...HOLDER, anyDepartment: ['auditor'] },
  [`GET ${ONE}/paper`]: PAPER,
  [`GET ${ONE}/paper/print`]: PAPER,
  [`POST ${ONE}/renditions`]: { ...PAPER, stranger: 403, owner: 403, agent: 403 },
  ...Object.fromEntries(ACTS.map((path) => [`POST ${ONE}/${path}`, actRow(path)])),
  'POST /licences/v1/presentations': HOLDER,
  'GET /licences/v1/presentations': SIGNED_IN,
  'POST /licences/v1/presentations/redeem': {
    ...NONE,
    nobody: 'in',
    stranger: 'in',
    owner: 'in',
    agent: 'in',
    apps: ['redeem'],
    otherRoles: 'in',
  },
  'POST /admin/v1/api-keys': ADMIN,
  'GET /admin/v1/api-keys': ADMIN,
  'POST /admin/v1/api-keys/{id}/rotate': ADMIN,
  'POST /admin/v1/api-keys/{id}/quota': ADMIN,
  'POST /admin/v1/api-keys/{id}/revoke': ADMIN,
  [`POST ${ONE}/transfer`]: { ...DECIDING, stranger: 404, owner: 'in', agent: 404 },
  'GET /exchange/v1/transfers': {
    ...DECIDING,
    anyDepartment: ['handler', 'chief', 'head', 'governmentHead', 'supervisor', 'auditor'],
    ownDepartment: [],
    lendable: [],
  },
  'GET /exchange/v1/transfers/{id}': DECIDING,
  'POST /exchange/v1/transfers/{id}/take': DECIDING,
  'POST /exchange/v1/transfers/{id}/decline': DECIDING,
}
