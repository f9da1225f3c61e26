import type { Role } from '@tongban/kernel'
import type { Row } from './table.ts'

/** The rows of the exchange. Partner regions come in by a signature (RFC 9421), which nobody else here has. */
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
const officialsWho = (...anyDepartment: Role[]): Row => ({
  nobody: 401,
  stranger: 403,
  owner: 403,
  agent: 403,
  anyDepartment,
  ownDepartment: [],
  otherRoles: 403,
})

const ANYONE: Row = {
  ...officialsWho(),
  nobody: 'in',
  stranger: 'in',
  owner: 'in',
  agent: 'in',
  otherRoles: 'in',
}
/** Partners and agreements: an administrator asks for it, a second person confirms it. */
const PROPOSE = officialsWho('admin')
const CONFIRM = officialsWho('admin', 'governmentHead')
const READ = officialsWho('admin', 'governmentHead', 'supervisor', 'auditor')

export const EXCHANGE_ROWS: Readonly<Record<string, Row>> = {
  'POST /exchange/cx/1/messages': SIGNED,
  'GET /exchange/cx/1/cases/{caseNumber}/messages': SIGNED,
  'GET /exchange/cx/1/heads': SIGNED,
  'POST /exchange/v1/partners/{region}/compare': officialsWho('admin', 'supervisor'),
  'GET /exchange/v1/outbox': officialsWho('admin', 'supervisor', 'auditor'),
  'POST /exchange/v1/outbox/{id}/replay': officialsWho('admin', 'supervisor'),
  'POST /exchange/v1/partners/{region}/replay': officialsWho('admin', 'supervisor'),
  'POST /exchange/v1/alarms/{id}/resolve': officialsWho('supervisor'),
  'GET /exchange/v1/alarms': officialsWho('admin', 'supervisor', 'auditor'),
  'GET /exchange/.well-known/cx': ANYONE,
  'GET /exchange/cx/1/keys': ANYONE,
  'POST /exchange/cx/1/echo': SIGNED,
  'POST /exchange/cx/1/keys': SIGNED,
  'POST /exchange/cx/1/agreements': SIGNED,
  'GET /exchange/cx/1/routes': SIGNED,
  'GET /exchange/v1/routes': ANYONE,
  'GET /exchange/v1/partners': READ,
  'GET /exchange/v1/partners/{region}': READ,
  'PUT /exchange/v1/partners/{region}': PROPOSE,
  'POST /exchange/v1/partners/{region}/confirm': CONFIRM,
  'POST /exchange/v1/partners/{region}/suspend': CONFIRM,
  'POST /exchange/v1/partners/{region}/resume': CONFIRM,
  'POST /exchange/v1/partners/{region}/swap-keys': CONFIRM,
  'POST /exchange/v1/partners/{region}/keys/{kid}/revoke': CONFIRM,
  'GET /exchange/v1/agreements': READ,
  'GET /exchange/v1/agreements/{id}': READ,
  'POST /exchange/v1/agreements': PROPOSE,
  'POST /exchange/v1/agreements/{id}/countersign': PROPOSE,
  'POST /exchange/v1/agreements/{id}/end': PROPOSE,
  'POST /exchange/v1/agreements/{id}/confirm': CONFIRM,
  'POST /exchange/v1/agreements/{id}/decline': CONFIRM,
  'POST /exchange/v1/agreements/{id}/send': PROPOSE,
}
