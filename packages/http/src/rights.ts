import {
  type Actor,
  APP_SCOPES,
  type AppScope,
  type Failure,
  fail,
  holdsRole,
  ok,
  type Result,
  ROLES,
  type Role,
} from '@tongban/kernel'
import type { Said } from './language.ts'

/**
 * Rights as data: each route names who may come in. The door checks what a token alone can tell (signed in or not,
 * which role); whether an applicant is the owner, agent or party of this very case is checked by the service that
 * loads it, and the route says so by naming the relation.
 */

/** Relations of an applicant to a case, checked by the service. `applicant` is anyone with a verified identity. */
const RELATIONS = {
  applicant: { zh: '实名申请人', en: 'verified applicant' },
  owner: { zh: '本办件申请人', en: 'applicant of this case' },
  holder: { zh: '持证人', en: 'holder of the licence' },
  agent: { zh: '本办件代办人', en: 'agent of this case' },
  party: { zh: '本办件利害关系人', en: 'interested party of this case' },
} as const satisfies Record<string, Said>

const MACHINES = {
  partner: { zh: '协同地区', en: 'partner region' },
  clock: { zh: '定时任务', en: 'the clock' },
} as const satisfies Record<string, Said>

export type Relation = keyof typeof RELATIONS
export type Grant =
  | 'anyone'
  | Relation
  | keyof typeof MACHINES
  | { readonly role: Role }
  /** Officials to whom one of the roles named beside this may be lent; whether it was is checked by the service. */
  | 'standIn'
  /** Apps whose key was given this. */
  | { readonly app: AppScope }
/** Never empty: a route nobody may enter is a mistake. */
export type Rights = readonly [Grant, ...Grant[]]

/** One row of the authorisation matrix. */
export type RouteRow = {
  readonly worker: string
  readonly method: string
  /** As in the API document, with the Worker's prefix: `/approvals/v1/cases/{caseNumber}`. */
  readonly path: string
  readonly rights: Rights
}

/**
 * Whether the actor may come in as far as the token tells. Where a route says what an app's key must have been given,
 * a key without it stays outside, even where anyone may enter: whoever shows a key is held to it.
 */
export function mayEnter(actor: Actor, rights: Rights): Result<Actor, Failure> {
  const ofApps = actor.kind === 'app' ? rights.filter(isOfApps) : []
  const grants = ofApps.length === 0 ? rights : ofApps
  if (grants.some((grant) => admits(grant, actor))) return ok(actor)
  if (actor.kind === 'nobody') return fail({ code: 'notAuthenticated', reason: 'missing' })
  return fail({ code: 'notAllowed', need: grants.map(sayGrant).join('、') })
}

/** Which scopes of an app's key open a route; every one where no scope is asked for, none where no app comes in. */
export function scopesAdmitted(rights: Rights): readonly AppScope[] {
  const named = rights.filter(isOfApps).map(({ app }) => app)
  if (named.length > 0) return named
  return rights.includes('anyone') ? SCOPES : []
}

/** Guarantee: the keys of the table of scopes. */
const SCOPES = Object.keys(APP_SCOPES) as readonly AppScope[]

function admits(grant: Grant, actor: Actor): boolean {
  if (grant === 'anyone') return true
  if (isOfApps(grant)) return actor.kind === 'app' && actor.scopes.includes(grant.app)
  if (grant === 'standIn') return holdsRole(actor, ...LENT_TO)
  if (typeof grant === 'object') return holdsRole(actor, grant.role)
  return isMachine(grant) ? actor.kind === grant : actor.kind === 'applicant'
}

/** To whom the roles of those who handle cases are lent 委托代签. */
const LENT_TO: readonly Role[] = ['window', 'handler', 'chief', 'head', 'governmentHead']

const isOfApps = (grant: Grant): grant is { readonly app: AppScope } =>
  typeof grant === 'object' && 'app' in grant

const isMachine = (grant: Relation | keyof typeof MACHINES): grant is keyof typeof MACHINES =>
  Object.hasOwn(MACHINES, grant)

/** A grant in words of both languages. */
export function sayGrant(grant: Grant): string {
  if (grant === 'anyone') return '任何人 anyone'
  if (grant === 'standIn') return '受委托代签的工作人员 official to whom one of these roles was lent'
  if (isOfApps(grant)) {
    const { zh, en } = APP_SCOPES[grant.app]
    return `有“${zh}”权限的应用 app that may ${en}`
  }
  const { zh, en } =
    typeof grant === 'object' ? ROLES[grant.role] : isMachine(grant) ? MACHINES[grant] : RELATIONS[grant]
  return `${zh} ${en}`
}
