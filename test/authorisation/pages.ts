import { type Actor, ROLES, type Role } from '@tongban/kernel'
import { roleNames } from './table.ts'

/**
 * The authorisation matrix of the pages: who gets in at every page of the gateway. One row per page; a page without a row,
 * and a row without a page, fail the tests, which ask for each as everybody and print `docs/authorisation.md`. In means that
 * the page answers; what it shows of a matter is decided by the API, whose matrix is the other one.
 */

/** Let in, sent to sign in, or told that one may not. */
export type PageOutcome = 'in' | 'sign-in' | 403

export type PageRow = {
  readonly nobody: 'in' | 'sign-in'
  readonly applicant: 'in' | 403
  readonly officials: readonly Role[]
}

const EVERYBODY: PageRow = { nobody: 'in', applicant: 'in', officials: roleNames }
const applicantsAnd = (...officials: Role[]): PageRow => ({ nobody: 'sign-in', applicant: 'in', officials })
const officialsWho = (...officials: Role[]): PageRow => ({ nobody: 'sign-in', applicant: 403, officials })
const APPLICANTS = applicantsAnd()
const APPLYING = applicantsAnd('window', 'handler')
const READING = applicantsAnd('window', 'handler', 'chief', 'head', 'governmentHead', 'supervisor', 'auditor')

const SESSION: Readonly<Record<string, PageRow>> = {
  'GET /accessibility': EVERYBODY,
  'GET /sign-in': EVERYBODY,
  'GET /sign-in/start': EVERYBODY,
  'GET /sign-in/callback': EVERYBODY,
  'GET /sign-in/demo': EVERYBODY,
  'POST /sign-in/demo': EVERYBODY,
  'GET /sign-out': EVERYBODY,
  'POST /sign-out': EVERYBODY,
}

const HALL: Readonly<Record<string, PageRow>> = {
  'GET /': EVERYBODY,
  'GET /services/{code}': EVERYBODY,
  'GET /services/{code}/precheck': APPLYING,
  'GET /services/{code}/precheck/result': APPLYING,
  'POST /services/{code}/precheck/result': APPLYING,
  'GET /services/{code}/precheck/checked': APPLYING,
  'GET /services/{code}/precheck/{step}': APPLYING,
  'POST /services/{code}/precheck/{step}': APPLYING,
  'GET /services/{code}/apply': APPLYING,
  'POST /services/{code}/apply': APPLYING,
  'GET /services/{code}/apply/check': APPLYING,
  'POST /services/{code}/apply/check': APPLYING,
  'GET /services/{code}/apply/{step}': APPLYING,
  'POST /services/{code}/apply/{step}': APPLYING,
  'GET /cases/{caseNumber}/result': READING,
  'GET /cases/{caseNumber}/result/receipt': READING,
  'GET /cases/{caseNumber}/result/files': APPLYING,
  'POST /cases/{caseNumber}/result/files': APPLYING,
}

const CASES: Readonly<Record<string, PageRow>> = {
  'GET /cases': EVERYBODY,
  'GET /cases/by-code': EVERYBODY,
  'POST /cases/by-code': EVERYBODY,
  'GET /cases/{caseNumber}': READING,
  'GET /cases/{caseNumber}/papers': READING,
  'GET /cases/{caseNumber}/reasons': READING,
  'GET /cases/{caseNumber}/documents/{documentNumber}': READING,
  'GET /cases/{caseNumber}/files/{fileId}': APPLICANTS,
  'GET /cases/{caseNumber}/supplement': APPLICANTS,
  'POST /cases/{caseNumber}/supplement': APPLICANTS,
  'GET /cases/{caseNumber}/withdraw': APPLICANTS,
  'POST /cases/{caseNumber}/withdraw': APPLICANTS,
  'GET /cases/{caseNumber}/refer': APPLICANTS,
  'POST /cases/{caseNumber}/refer': APPLICANTS,
  'POST /cases/{caseNumber}/urge': APPLICANTS,
  'POST /cases/{caseNumber}/code': applicantsAnd('window'),
}

const LOOKING = officialsWho('window', 'handler', 'chief', 'head', 'governmentHead', 'supervisor', 'auditor')
const NOTICED = officialsWho(...LOOKING.officials, 'rectifier', 'callback')
const ANSWERING = officialsWho('window', 'handler', 'chief', 'head', 'rectifier', 'callback', 'supervisor')
const IN_DEPARTMENTS = officialsWho('window', 'handler', 'chief', 'head')
const OVERSEEING = officialsWho('supervisor', 'auditor', 'governmentHead', 'head')
const SUPERVISING = officialsWho('supervisor')
const REVIEWING = officialsWho('supervisor', 'head')

const DESK: Readonly<Record<string, PageRow>> = {
  'GET /desk': officialsWho(...roleNames),
  'GET /desk/overview.csv': OVERSEEING,
  'GET /desk/limits': LOOKING,
  'GET /desk/limits.csv': LOOKING,
  'GET /desk/cases': IN_DEPARTMENTS,
  'GET /desk/cases.csv': IN_DEPARTMENTS,
  'GET /desk/urge': SUPERVISING,
  'POST /desk/urge': SUPERVISING,
  'GET /desk/notices': NOTICED,
  'GET /desk/notices.csv': NOTICED,
  'GET /desk/notices/{id}': NOTICED,
  'GET /desk/notices/{id}/document': NOTICED,
  'GET /desk/notices/{id}/files/{fileId}': NOTICED,
  'POST /desk/notices/{id}/sign': ANSWERING,
  'POST /desk/notices/{id}/reply': ANSWERING,
  'POST /desk/notices/{id}/review': REVIEWING,
  'POST /desk/notices/{id}/close': REVIEWING,
  'GET /desk/cards': LOOKING,
  'GET /desk/cards.csv': LOOKING,
  'GET /desk/cards/{id}': LOOKING,
  'POST /desk/cards/{id}': officialsWho('window', 'handler', 'chief', 'head', 'supervisor'),
  'GET /desk/cards/{id}/document': LOOKING,
}

const rows = (row: PageRow, ...names: readonly string[]): Readonly<Record<string, PageRow>> =>
  Object.fromEntries(names.map((name) => [name, row]))
/** A page to fill in and its form. */
const bothOf = (path: string) => [`GET ${path}`, `POST ${path}`]

/** Ratings 好差评: by the token of an invitation, which names nobody, or by those who were served. */
const RATE: Readonly<Record<string, PageRow>> = {
  ...rows(
    EVERYBODY,
    'GET /rate',
    'GET /rate/pad',
    ...bothOf('/rate/pad/terminal'),
    ...bothOf('/rate/service'),
    ...bothOf('/rate/give'),
    ...bothOf('/rate/pad/service'),
    ...bothOf('/rate/pad/give'),
    'GET /rate/mending',
    'POST /rate/mending',
    ...bothOf('/rate/mending/rate'),
    ...bothOf('/rate/mending/supplement'),
  ),
  ...rows(applicantsAnd('window', 'hotline'), ...bothOf('/rate/could-not')),
  ...rows(APPLICANTS, 'GET /rate/reports', 'GET /rate/reports/{number}'),
}

const MENDING = officialsWho(
  ...(['window', 'handler', 'chief', 'head', 'rectifier', 'callback', 'supervisor'] as const),
  ...(['governmentHead', 'auditor'] as const),
)
const STEPS = ['contact', 'reply', 'call-back', 'return', 'appeal', 'judge', 'close', 'open-identity']
const RECTIFICATIONS: Readonly<Record<string, PageRow>> = rows(
  MENDING,
  'GET /desk/rectifications',
  'GET /desk/rectifications/{number}',
  'GET /desk/rectifications/{number}/files/{fileId}',
  ...STEPS.flatMap((step) => bothOf(`/desk/rectifications/{number}/${step}`)),
)

const PUBLISHER = officialsWho('publisher')
const OF_VERSIONS = officialsWho('publisher', 'supervisor', 'auditor')
const JUDGING = officialsWho('auditor', 'handler', 'chief')
const RULEBOOK: Readonly<Record<string, PageRow>> = {
  ...rows(
    EVERYBODY,
    'GET /rulebook',
    'GET /rulebook/items/{code}',
    'GET /rulebook/items/{code}/dmn',
    'GET /rulebook/items/{code}/text',
    ...bothOf('/rulebook/items/{code}/try'),
  ),
  ...rows(
    OF_VERSIONS,
    'GET /rulebook/publishing',
    'GET /rulebook/versions/{id}',
    'GET /rulebook/versions/{id}/dmn',
    'GET /rulebook/versions/{id}/report',
    'GET /rulebook/versions/{id}/cases',
  ),
  ...rows(
    PUBLISHER,
    ...bothOf('/rulebook/publishing/new'),
    'GET /rulebook/versions/{id}/edit',
    'POST /rulebook/versions/{id}/submit',
    'POST /rulebook/versions/{id}/approve',
    'POST /rulebook/versions/{id}/resume',
    'POST /rulebook/versions/{id}/report',
    'POST /rulebook/versions/{id}/explanations',
  ),
  'POST /rulebook/versions/{id}/stop': officialsWho('publisher', 'supervisor'),
  ...rows(JUDGING, 'GET /rulebook/audits', ...bothOf('/rulebook/audits/{id}')),
}

const OPEN: Readonly<Record<string, PageRow>> = rows(
  EVERYBODY,
  'GET /open',
  'GET /open/handling.csv',
  'GET /open/ratings',
  'GET /open/ratings.csv',
  'GET /open/decisions',
)

const WALLET: Readonly<Record<string, PageRow>> = rows(
  APPLICANTS,
  'GET /wallet',
  'GET /wallet/codes',
  'GET /wallet/{identifier}',
  ...bothOf('/wallet/{identifier}/show'),
  'GET /wallet/{identifier}/code',
  'GET /wallet/{identifier}/uses',
  'GET /wallet/{identifier}/print',
  'GET /wallet/{identifier}/file',
)

/** Whoever is shown a licence may verify it. */
const VERIFY: Readonly<Record<string, PageRow>> = rows(
  EVERYBODY,
  ...bothOf('/verify'),
  'POST /verify/code',
  'GET /verify/offline',
  'GET /L/{code}',
)

export const PAGE_TABLE: Readonly<Record<string, PageRow>> = {
  ...SESSION,
  ...HALL,
  ...CASES,
  ...RATE,
  ...RECTIFICATIONS,
  ...DESK,
  ...RULEBOOK,
  ...OPEN,
  ...WALLET,
  ...VERIFY,
}

export type PageVisitor = 'nobody' | 'applicant' | Role
export const PAGE_VISITORS: readonly PageVisitor[] = ['nobody', 'applicant', ...roleNames]

export function pageOutcomeOf(row: PageRow, visitor: PageVisitor): PageOutcome {
  if (visitor === 'nobody' || visitor === 'applicant') return row[visitor]
  return row.officials.includes(visitor) ? 'in' : 403
}

/** How the visitors are called in the printed matrix. */
export const visitorName = (visitor: PageVisitor): string => {
  if (visitor === 'nobody') return '未登录 nobody'
  return visitor === 'applicant' ? '申请人 applicant' : `${ROLES[visitor].zh} ${visitor}`
}

export const actorOf = (visitor: PageVisitor): Actor => {
  if (visitor === 'nobody') return { kind: 'nobody' }
  if (visitor === 'applicant') {
    const person = { name: 'n', idKind: 'residentId', idNumber: '1', realNameLevel: 'L2' } as const
    return { kind: 'applicant', subject: 's', person }
  }
  return { kind: 'official', subject: 's', roles: [visitor], department: 'd', post: 'p', name: 'n' }
}
