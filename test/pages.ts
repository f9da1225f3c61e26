import { env } from 'cloudflare:workers'
import { systemIds } from '@tongban/http'
import type { Role } from '@tongban/kernel'
import {
  formToken,
  openSessionDesks,
  readSession,
  type SignedIn,
  seenNow,
  startSession,
} from '@tongban/services'
import { createGateway } from '../workers/gateway/src/gateway.tsx'
import type { PageVisitor } from './authorisation/pages.ts'
import { official, person, type Send, signerOf } from './kit.ts'

/**
 * The pages of a region in a workerd test: the gateway itself with its real sessions, over whatever answers for the Workers
 * behind it. Visitors are signed in without a provider, with a token of the test region.
 */
const ORIGIN = 'https://region.test'
const FORM_COOKIE = '00000000-0000-4000-8000-000000000000'
const clock = { now: () => Date.now() }
const desk = (await openSessionDesks(env.TONGBAN_SESSION_KEYS, clock, systemIds))(env.DB)
const sign = signerOf(env.TEST_SIGNING_KEY)

export type Looked = {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The cookies that were set, with their attributes. */
  readonly cookies: readonly string[]
}

export function pagesOver(answers: Send, change: object = {}) {
  const worker = { fetch: answers }
  const bindings = {
    ...env,
    TONGBAN_REGION_NAME: '四川省成都市双流区',
    TONGBAN_LAST_MIGRATION: '0000_test.sql',
    ASSETS: { fetch: async () => new Response(null, { status: 404 }) },
    APPROVALS: worker,
    CASEWORK: worker,
    OVERVIEWS: worker,
    RULES: worker,
    SUPERVISION: worker,
    LICENCES: worker,
    EXCHANGE: worker,
    HANDOVERS: worker,
    OVERSIGHT: worker,
    EVALUATIONS: worker,
    JOBS: {},
    RATE_LIMIT: undefined,
    ...change,
  }
  const logged: unknown[] = []
  const gateway = createGateway({ clock, log: (...line) => logged.push(line) })
  const ask = async (path: string, init: RequestInit = {}, origin = ORIGIN): Promise<Looked> => {
    const headers = new Headers(init.headers)
    if (!headers.has('Accept')) headers.set('Accept', 'text/html')
    const response = await gateway.fetch(new Request(`${origin}${path}`, { ...init, headers }), bindings)
    return {
      status: response.status,
      headers: response.headers,
      cookies: response.headers.getSetCookie(),
      text: await response.text(),
    }
  }
  return { ask, logged }
}

/** Somebody with a browser: its cookies, and what its forms have to bring back. */
export type Somebody = { readonly cookie: string; readonly session: string | null; readonly csrf: string }

export async function somebody(signedIn: SignedIn | null): Promise<Somebody> {
  const started = signedIn === null ? null : await startSession(desk, signedIn, undefined)
  const session = started?.cookie ?? null
  const opened = session === null ? null : await readSession(desk, session, null)
  return {
    session,
    csrf: await formToken(desk, FORM_COOKIE, opened?.idHash ?? null),
    cookie: [
      `__Host-tongban-form=${FORM_COOKIE}`,
      ...(session === null ? [] : [`__Host-tongban-session=${session}`]),
      ...(started === null ? [] : [`__Host-tongban-seen=${await seenNow(desk, started.idHash)}`]),
    ].join('; '),
  }
}

const TOKEN_MS = 600_000

export async function applicantOf(idNumber: string, name = '演示甲', subject = `person-${idNumber}`) {
  const claims = person(idNumber, 'L3', name)
  return {
    actor: {
      kind: 'applicant',
      subject,
      person: { name, idKind: 'residentId', idNumber, realNameLevel: 'L3' },
    },
    token: await sign(subject, claims),
    tokenEndsAt: Date.now() + TOKEN_MS,
  } as const
}

export async function officialWho(role: Role, department = 'civil-affairs', subject = `${role}-1`) {
  const { name, post } = official(role)
  return {
    actor: { kind: 'official', subject, roles: [role], department, post, name },
    token: await sign(subject, official(role, department)),
    tokenEndsAt: Date.now() + TOKEN_MS,
  } as const
}

/** Whom the matrix of pages names. */
export async function visitorOf(visitor: PageVisitor): Promise<Somebody> {
  if (visitor === 'nobody') return somebody(null)
  if (visitor === 'applicant') return somebody(await applicantOf('519999195001019013'))
  return somebody(await officialWho(visitor))
}

/** A form as a browser sends it from a page of its own. */
export const formOf = ({ cookie, csrf }: Somebody, fields: Readonly<Record<string, string>> = {}) => ({
  method: 'POST',
  headers: { Cookie: cookie, Origin: ORIGIN, 'Sec-Fetch-Site': 'same-origin' },
  body: new URLSearchParams({ csrf, once: crypto.randomUUID(), ...fields }),
})
