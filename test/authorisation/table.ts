import { type AppScope, ROLES, type Role } from '@tongban/kernel'
import { deliveryRows } from './delivery-table.ts'
import { EXCHANGE_FILE_ROWS } from './exchange-file-table.ts'
import { EXCHANGE_ROWS } from './exchange-table.ts'
import { LICENCE_ROWS } from './licence-table.ts'
import { NOTICE_ROWS } from './notice-table.ts'
import { POLICY_ROWS } from './policy-table.ts'
import { RATING_ROWS } from './rating-table.ts'
import { RECEIPT_ROWS } from './receipt-table.ts'
import { RECTIFICATION_ROWS } from './rectification-table.ts'
import { STEP_ROWS } from './step-table.ts'

/**
 * The authorisation matrix 权限矩阵: who gets what at every route of every Worker. One row per route; a route without
 * a row, and a row without a route, fail the tests, which send each request and print `docs/authorisation.md`. A role
 * that no row names is let in nowhere but where anyone is.
 */

/** Let in (2xx), not signed in, not allowed, or answered as if it did not exist. */
export type Outcome = 'in' | 401 | 403 | 404 | 409

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
  /** Officials let in where the item is their own department's; others of them are told so with 403. */
  readonly ownItems?: readonly Role[]
  /** Officials who may come in, but not to what is somebody else's: there it does not exist. */
  readonly notTheirs?: readonly Role[]
  /** Officials whose step it is, though the case asks for something else first: 409, or 404 in another department. */
  readonly notNow?: readonly Role[]
  /** Officials to whom a role may be lent, so that the door lets them in: 403, or 404 in another department. */
  readonly lendable?: readonly Role[]
  /** Officials to whom others of its kind are addressed, so that the door lets them in: 403 for this one. */
  readonly addressees?: readonly Role[]
  /** Officials let in where it is another department’s; those of the very department are told that it is not theirs: 409. */
  readonly elsewhere?: readonly Role[]
  /** Officials who are told that the step is somebody else's: 409. */
  readonly othersStep?: readonly Role[]
  /** The department of the case, and another, where they are not those of the allowance. */
  readonly own?: string
  readonly other?: string
  /** Apps whose key was given one of these; absent: keys as anyone, or not at all. */
  readonly apps?: readonly AppScope[]
  /** Partner regions alone, by their signature: nobody else has a way in, whoever they are. */
  readonly signed?: true
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
const APPLYING: Row = { ...officialsWho('window'), ownItems: ['handler'], owner: 'in', agent: 'in' }
const CASE: Row = {
  nobody: 401,
  stranger: 404,
  owner: 'in',
  agent: 'in',
  anyDepartment: ['governmentHead', 'supervisor', 'auditor'],
  ownDepartment: ['window', 'handler', 'chief', 'head'],
  otherRoles: 403,
}
/** Who hands papers in to a case, and who takes them. */
const HANDING_IN: Row = { ...CASE, anyDepartment: [], ownDepartment: ['window', 'handler'] }
const APPLICANT_STEP: Row = { ...CASE, anyDepartment: [], ownDepartment: [] }

const LIST = officialsWho('window', 'handler', 'chief', 'head', 'governmentHead', 'supervisor', 'auditor')

export const TABLE: Readonly<Record<string, Row>> = {
  'GET /evaluations/v1/statistics': LIST,
  'GET /evaluations/v1/statistics.csv': LIST,
  'GET /evaluations/v1/statistics/public': ANYONE,
  'GET /evaluations/v1/statistics/public.csv': ANYONE,
  'GET /approvals/v1/items': ANYONE,
  'GET /approvals/v1/items/{code}': ANYONE,
  'GET /approvals/v1/items/{code}/guide': ANYONE,
  'POST /approvals/v1/items/{code}/form-check': ANYONE,
  'GET /approvals/v1/items/{code}/rules': ANYONE,
  'GET /approvals/v1/items/{code}/rules/text': ANYONE,
  'GET /approvals/v1/items/{code}/rules/dmn': ANYONE,
  'GET /approvals/v1/items/{code}/rules/words': ANYONE,
  'POST /approvals/v1/items/{code}/rules/try': ANYONE,
  'GET /approvals/v1/rulebook': ANYONE,
  'POST /approvals/v1/items/{code}/precheck': APPLYING,
  'POST /approvals/v1/applications': APPLYING,
  'GET /approvals/v1/cases/{caseNumber}': CASE,
  'GET /approvals/v1/cases/{caseNumber}/explanation': CASE,
  'GET /approvals/v1/cases/{caseNumber}/documents': CASE,
  'GET /approvals/v1/cases/{caseNumber}/application': CASE,
  'POST /approvals/v1/cases/{caseNumber}/identity': {
    ...officialsWho(),
    ownDepartment: ['window', 'handler', 'chief'],
  },
  'GET /approvals/v1/cases/{caseNumber}/materials': CASE,
  'GET /approvals/v1/cases/{caseNumber}/files': CASE,
  'POST /approvals/v1/cases/{caseNumber}/files': HANDING_IN,
  'GET /approvals/v1/cases/{caseNumber}/files/{fileId}': CASE,
  'DELETE /approvals/v1/cases/{caseNumber}/files/{fileId}': HANDING_IN,
  'GET /approvals/v1/cases/{caseNumber}/files/{fileId}/upload': HANDING_IN,
  'PUT /approvals/v1/cases/{caseNumber}/files/{fileId}/content': HANDING_IN,
  'POST /approvals/v1/cases/{caseNumber}/files/{fileId}/complete': HANDING_IN,
  'GET /approvals/v1/cases/{caseNumber}/documents/{documentNumber}/print': CASE,
  'POST /approvals/v1/cases/{caseNumber}/documents/{documentNumber}/seal': {
    ...officialsWho(),
    ownDepartment: ['window', 'handler', 'chief', 'head'],
  },
  'POST /approvals/v1/cases/{caseNumber}/refer': APPLICANT_STEP,
  'POST /approvals/v1/cases/{caseNumber}/withdraw': APPLICANT_STEP,
  ...Object.fromEntries(
    Object.entries(STEP_ROWS).map(([step, row]) => [`POST /approvals/v1/cases/{caseNumber}/${step}`, row]),
  ),
  'GET /approvals/v1/cases/{caseNumber}/proof': CASE,
  'GET /approvals/v1/cases/{caseNumber}/archive': CASE,
  'GET /approvals/v1/cases/{caseNumber}/retention': CASE,
  'PUT /approvals/v1/cases/{caseNumber}/legal-hold': {
    ...officialsWho('auditor'),
    ownDepartment: ['head'],
  },
  'GET /approvals/v1/evidence/days': ANYONE,
  'GET /approvals/v1/evidence/days/{on}': ANYONE,
  'GET /approvals/v1/evidence/days/{on}/leaves': officialsWho('auditor'),
  'GET /approvals/v1/evidence/rows/{kind}': officialsWho('auditor'),
  'GET /approvals/v1/evidence/files': officialsWho('auditor'),
  'GET /approvals/v1/evidence/keys': ANYONE,
  'GET /approvals/v1/rules': officialsWho('publisher', 'supervisor', 'auditor'),
  'POST /approvals/v1/rules': officialsWho('publisher'),
  'GET /approvals/v1/rules/{id}': officialsWho('publisher', 'supervisor', 'auditor'),
  'GET /approvals/v1/rules/{id}/dmn': officialsWho('publisher', 'supervisor', 'auditor'),
  'POST /approvals/v1/rules/{id}/report': officialsWho('publisher'),
  'GET /approvals/v1/rules/{id}/report': officialsWho('publisher', 'supervisor', 'auditor'),
  'GET /approvals/v1/rules/{id}/report/cases': officialsWho('publisher', 'supervisor', 'auditor'),
  'POST /approvals/v1/rules/{id}/explanations': officialsWho('publisher'),
  'POST /approvals/v1/rules/{id}/submit': officialsWho('publisher'),
  'POST /approvals/v1/rules/{id}/approve': officialsWho('publisher'),
  'POST /approvals/v1/rules/{id}/stop': officialsWho('publisher', 'supervisor'),
  'POST /approvals/v1/rules/{id}/resume': officialsWho('publisher'),
  'GET /approvals/v1/replay': officialsWho('auditor'),
  'GET /approvals/v1/lists': LIST,
  'GET /approvals/v1/public/decisions': ANYONE,
  'GET /supervision/v1/overview': officialsWho('supervisor', 'auditor', 'governmentHead', 'head'),
  'GET /supervision/v1/overview.csv': officialsWho('supervisor', 'auditor', 'governmentHead', 'head'),
  'GET /supervision/v1/overview/public': ANYONE,
  'GET /supervision/v1/overview/public.csv': ANYONE,
  'GET /approvals/v1/cases': LIST,
  'GET /approvals/v1/cases.csv': LIST,
  'GET /approvals/v1/delegations': LIST,
  'POST /approvals/v1/delegations': {
    ...officialsWho(),
    ownDepartment: ['handler', 'chief', 'head', 'rectifier', 'governmentHead'],
  },
  'POST /approvals/v1/delegations/{id}/end': {
    ...officialsWho(),
    ownDepartment: ['head'],
    notTheirs: ['window', 'handler', 'chief', 'rectifier', 'governmentHead'],
  },
  'GET /approvals/v1/audits': officialsWho('auditor', 'handler', 'chief'),
  'GET /approvals/v1/audits/{id}': { ...officialsWho('auditor'), ownDepartment: ['handler', 'chief'] },
  'POST /approvals/v1/audits/{id}/judgement': {
    ...officialsWho('auditor'),
    ownDepartment: ['handler', 'chief'],
  },
  'GET /approvals/v1/items/{code}/audit': officialsWho('auditor', 'supervisor', 'publisher'),
  'GET /approvals/v1/registries': officialsWho('admin', 'auditor', 'supervisor'),
  'PUT /approvals/v1/registries/{source}': officialsWho('admin'),
  'PUT /approvals/v1/registries/{source}/records': officialsWho('admin'),
  'GET /approvals/v1/registries/{source}/deliveries': officialsWho('admin', 'auditor'),
  'GET /licences/.well-known/jwt-vc-issuer': ANYONE,
  'GET /.well-known/jwt-vc-issuer/licences': ANYONE,
  'GET /licences/trust-bundle': ANYONE,
  'GET /licences/status/{list}': ANYONE,
  'GET /licences/status': ANYONE,
  'GET /licences/status/partners': ANYONE,
  'GET /licences/status/partners/{region}/{list}': ANYONE,
  'GET /licences/v1/types': ANYONE,
  'GET /licences/v1/types/{type}': ANYONE,
  'POST /licences/v1/verify': { ...ANYONE, apps: ['verify'] },
  'POST /licences/v1/verify/batch': {
    ...officialsWho('window', 'handler', 'chief', 'head', 'supervisor', 'auditor'),
    apps: ['verify:batch'],
  },
  ...LICENCE_ROWS,
  ...EXCHANGE_ROWS,
  ...EXCHANGE_FILE_ROWS,
  ...POLICY_ROWS,
  ...RATING_ROWS,
  ...RECEIPT_ROWS,
  ...RECTIFICATION_ROWS,
  'GET /evaluations/v1/dictionary': ANYONE,
  'GET /supervision/v1/calendar': ANYONE,
  'GET /supervision/v1/calendar/changes': officialsWho('supervisor', 'auditor', 'admin'),
  'GET /supervision/v1/calendar/changes.csv': officialsWho('supervisor', 'auditor', 'admin'),
  'POST /supervision/v1/calendar/preview': officialsWho('supervisor', 'auditor', 'admin'),
  'GET /supervision/v1/calendar/arrangements/{id}/preview': officialsWho('supervisor', 'auditor', 'admin'),
  'POST /supervision/v1/calendar/arrangements': officialsWho('admin', 'supervisor'),
  'POST /supervision/v1/calendar/arrangements/{id}/publish': officialsWho('supervisor'),
  'GET /supervision/v1/backup': officialsWho('admin'),
  'GET /supervision/v1/backup/{table}': officialsWho('admin'),
  'GET /supervision/v1/bulletins': officialsWho('supervisor', 'auditor', 'governmentHead', 'head'),
  'GET /supervision/v1/bulletins/{id}': officialsWho('supervisor', 'auditor', 'governmentHead', 'head'),
  'GET /supervision/v1/bulletins/{id}/figures.csv': officialsWho(
    'supervisor',
    'auditor',
    'governmentHead',
    'head',
  ),
  'GET /supervision/v1/bulletins/{id}/print': officialsWho('supervisor', 'auditor', 'governmentHead', 'head'),
  'POST /supervision/v1/bulletins/{id}/publish': officialsWho('supervisor'),
  'POST /supervision/v1/bulletins/{id}/corrections': officialsWho('supervisor'),
  'GET /supervision/v1/reports/superior': officialsWho('supervisor', 'admin', 'auditor'),
  'GET /supervision/v1/reports/superior.csv': officialsWho('supervisor', 'admin', 'auditor'),
  'POST /supervision/v1/reports/superior/{id}/replay': officialsWho('supervisor', 'admin'),
  'GET /evaluations/v1/reports/national': officialsWho('supervisor', 'admin', 'auditor'),
  'GET /evaluations/v1/reports/national.csv': officialsWho('supervisor', 'admin', 'auditor'),
  'POST /evaluations/v1/reports/national/{id}/replay': officialsWho('supervisor', 'admin'),
  ...deliveryRows(officialsWho, roleNames),
  'GET /supervision/v1/jobs': officialsWho('supervisor', 'admin', 'auditor'),
  ...NOTICE_ROWS,
}

export type Department = 'own' | 'other'

/** What an official of this role gets. */
export function outcomeOf(row: Row, role: Role, department: Department): Outcome {
  if (row.anyDepartment.includes(role)) return 'in'
  if (row.ownDepartment.includes(role)) return department === 'own' ? 'in' : 404
  if (row.ownItems?.includes(role)) return department === 'own' ? 'in' : 403
  if (row.elsewhere?.includes(role)) return department === 'own' ? 409 : 'in'
  if (row.othersStep?.includes(role)) return 409
  if (row.notNow?.includes(role)) return department === 'own' ? 409 : 404
  // The head of government sees every case of the region.
  if (row.lendable?.includes(role)) return department === 'own' || role === 'governmentHead' ? 403 : 404
  return row.notTheirs?.includes(role) ? 404 : row.otherRoles
}

/** Whether the door lets this role in, whatever the case then says. */
export const isLetIn = (row: Row, role: Role): boolean =>
  row.lendable?.includes(role) === true ||
  row.addressees?.includes(role) === true ||
  !([401, 403] as Outcome[]).includes(outcomeOf(row, role, 'own'))

/**
 * Those without a way in of their own: what does not have the form of an app's key is a token that does not hold; a
 * partner's signature and the name of the clock are no credentials here, so that they come as nobody.
 */
export const MACHINES = {
  app: () => 401,
  partner: (row: Row) => row.nobody,
  clock: (row: Row) => row.nobody,
} as const satisfies Record<string, (row: Row) => Outcome>

/** An official of another region, whatever the role: that region's token does not hold here. */
export const foreignOf = ({ signed }: Row): Outcome => (signed ? 401 : 403)
