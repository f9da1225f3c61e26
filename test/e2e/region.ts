import { makeDevelopmentKey, signDevelopmentToken } from '@tongban/http/development'
import type { Role } from '@tongban/kernel'
import { residentCheckCharacter } from '@tongban/privacy'
import type { TrustedRegion } from '@tongban/verifier'
import { createTestHarness } from 'wrangler'
import { deliverRegistries } from '../../scripts/demo/deliver.ts'
import { officialsOf } from '../../scripts/demo/officials.ts'
import { publishRules } from '../../scripts/demo/publish.ts'
import { makeExchangeKeys } from '../../scripts/region/exchange-keys.ts'
import { makeIssuerKeys } from '../../scripts/region/issuer-keys.ts'
import { ROOT, WORKERS, type WorkerName } from '../../scripts/region/places.ts'
import { trustedRegion } from '../../scripts/region/trust.ts'
import { applicationsOf } from '../../scripts/seed/applications.ts'
import { todayInShanghai } from '../../scripts/seed/day.ts'
import { type People, peopleOf } from '../../scripts/seed/people.ts'
import type { Person } from '../../scripts/seed/person.ts'
import { type Registry, registriesOf } from '../../scripts/seed/registries.ts'
import { builtWorkers } from '../built.ts'
import { testEnvironment } from '../environment.ts'
import { type Answered, official, person as personClaims } from '../kit.ts'

/**
 * A whole region as it is deployed: all its Workers from their own wrangler.toml, one database, one public origin.
 * Spoken to over HTTP through the gateway only; the clock is the machine's, so persons are born relative to today.
 */
export const A = '510116'
export const B = '500112'
const NAMES = { [A]: '成都市双流区 Shuangliu', [B]: '重庆市渝北区 Yubei' } as const
export type Code = keyof typeof NAMES
export type Officer = keyof ReturnType<typeof officialsOf>

export const today = todayInShanghai(Date.now())

export type Body = {
  readonly itemCode: string
  readonly form: object
  readonly [field: string]: unknown
}

/** Guarantee: the door answers by its contract, which the test of the API document holds it to. */
const asRegistries = (list: unknown) =>
  list as readonly { readonly source: string; readonly revision: number }[]

/** A region as an issuer of licences: its public address, its keys, and whom it trusts. */
export type Issuing = {
  readonly origin: string
  readonly issuerKeys: string
  readonly partners: readonly TrustedRegion[]
}
export const issuerKeysOf = (code: Code) => makeIssuerKeys(`development-${code}`, Date.now())
/** How others know it. */
export const trustedAs = (code: Code, { origin, issuerKeys }: Omit<Issuing, 'partners'>) =>
  trustedRegion({ code, zh: NAMES[code], en: NAMES[code] }, origin, issuerKeys)

export type Region = Awaited<ReturnType<typeof startRegion>>

/**
 * `outbound`: where this region asks facts and sends messages, and with which keys; how old a partner's list may be; and its
 * identity provider, where it is a real one.
 */
export type Outbound = {
  readonly TONGBAN_NOTIFIER_URL?: string
  readonly TONGBAN_PARTNER_STATUS_SECONDS?: string
  readonly TONGBAN_FACT_SOURCES?: string
  readonly TONGBAN_OUTBOUND_KEYS?: string
  readonly TONGBAN_OIDC_ISSUER?: string
  readonly TONGBAN_OIDC_JWKS?: string
  readonly TONGBAN_OIDC_JWKS_URL?: string
  readonly TONGBAN_OIDC_CLIENT_ID?: string
  readonly TONGBAN_OIDC_AUDIENCE?: string
}

export async function startRegion(code: Code, outbound: Outbound = {}, issuing?: Issuing) {
  const key = await makeDevelopmentKey(code)
  const issuer = `https://id.test/${code}`
  const {
    TONGBAN_FIELD_KEYS,
    TONGBAN_AUDIT_KEY,
    TONGBAN_OUTBOUND_KEYS,
    TONGBAN_SESSION_KEYS,
    TONGBAN_ISSUER_KEYS: _keys,
    TEST_PARTNER_KEYS: _partner,
    TEST_SIGNING_KEY: _,
    ...settings
  } = testEnvironment
  const { TONGBAN_OUTBOUND_KEYS: outboundKeys = TONGBAN_OUTBOUND_KEYS, ...targets } = outbound
  const own = { TONGBAN_ENVIRONMENT: 'development', TONGBAN_REGION: code }
  const vars = {
    ...settings,
    ...own,
    TONGBAN_OIDC_ISSUER: issuer,
    TONGBAN_OIDC_JWKS: JSON.stringify(key.publicJwks),
    ...targets,
  }
  const secrets = { TONGBAN_FIELD_KEYS, TONGBAN_OUTBOUND_KEYS: outboundKeys }
  const {
    origin: publicOrigin,
    issuerKeys,
    partners,
  } = issuing ?? { origin: 'https://region.test', issuerKeys: await issuerKeysOf(code), partners: [] }
  const exchangeKeys = await makeExchangeKeys(Date.now() - 60_000)
  const asIssuer = {
    TONGBAN_PUBLIC_ORIGIN: publicOrigin,
    TONGBAN_TRUSTED_REGIONS: JSON.stringify(partners),
  }
  const given = (name: WorkerName) => {
    if (name === 'gateway')
      return { vars: { ...vars, TONGBAN_REGION_NAME: NAMES[code] }, secrets: { TONGBAN_SESSION_KEYS } }
    if (name === 'casework') return { vars, secrets: { ...secrets, TONGBAN_AUDIT_KEY } }
    if (name === 'exchange')
      return {
        vars: { ...vars, ...asIssuer },
        secrets: { ...secrets, TONGBAN_EXCHANGE_KEYS: exchangeKeys },
      }
    if (name !== 'licences') return { vars, secrets }
    return { vars: { ...vars, ...asIssuer }, secrets: { ...secrets, TONGBAN_ISSUER_KEYS: issuerKeys } }
  }
  const built = builtWorkers()
  const server = createTestHarness({
    root: ROOT,
    workers: WORKERS.map(({ name, config }) => ({
      configPath: config,
      prebuiltWorkerDir: built.folderOf(name),
      ...given(name),
    })),
  })
  const { url } = await server.listen()
  const { origin } = url

  const sign = (subject: string, claims: object) =>
    signDevelopmentToken({
      privateJwk: key.privateJwk,
      issuer,
      audience: settings.TONGBAN_OIDC_AUDIENCE,
      subject,
      claims: { ...claims },
      issuedAt: Date.now(),
      lifetimeSeconds: 600,
    })
  /** An official of the service centre; `holder` tells two of one role apart. */
  const as = (role: Role, holder = '1') => sign(`${role}-${holder}`, official(role, 'services', code))
  /** An official of the demonstration, in their own department and post. */
  const officer = (who: Officer) => {
    const { subject, name, roles, department, post } = officialsOf(code)[who]
    return sign(subject, { name, roles, department, post, region: code })
  }
  const applicant = ({ idNumber, name }: Person, level = 'L3') =>
    sign(`person-${idNumber.slice(6)}`, personClaims(idNumber, level, name))

  const call = (token: string | null, method: string, path: string, body?: unknown, headers = {}) =>
    answered(
      fetch(`${origin}${path}`, {
        method,
        headers: {
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
  const apply = (token: string, body: Body, idempotencyKey = crypto.randomUUID()) =>
    call(token, 'POST', '/approvals/v1/applications', body, { 'idempotency-key': idempotencyKey })

  return {
    code,
    origin,
    as,
    officer,
    applicant,
    call,
    apply,
    applyAs: async (person: Person, body: Body) => apply(await applicant(person), body),
    precheckAs: async (person: Person, body: Body) =>
      call(await applicant(person), 'POST', `/approvals/v1/items/${body.itemCode}/precheck`, body),
    /** What an applicant reads of their case; `part` is '', '/explanation' or '/documents'. */
    readAs: async (person: Person, { body: { caseNumber } }: Answered, part = '') =>
      call(await applicant(person), 'GET', `/approvals/v1/cases/${caseNumber}${part}`),
    migrate: () => server.getWorker('gateway').applyD1Migrations('DB'),
    /** The region's database itself, for what no door does: losing it, or meddling with it. */
    database: async () => (await server.getWorker<{ DB: D1Database }>('gateway').getEnv()).DB,
    /** Fires the gateway's cron as the platform does each minute. */
    cron: (scheduledTime: number) =>
      server.getWorker('gateway').scheduled({ cron: '* * * * *', scheduledTime: new Date(scheduledTime) }),
    setSource: async (source: string, state: 'available' | 'unavailable') =>
      call(await as('admin'), 'PUT', `/approvals/v1/registries/${source}`, {
        state,
        reason: '试验 test',
        revision: await revisionOf(source),
      }),
    deliver: async (registries: readonly Registry[]) =>
      deliverRegistries(place(), await as('admin'), registries),
    publish: async () =>
      publishRules(
        place(),
        { drafter: await as('publisher', '1'), approver: await as('publisher', '2') },
        today,
      ),
    close: () => server.close(),
  }

  async function revisionOf(source: string): Promise<number | undefined> {
    const { body } = await call(await as('admin'), 'GET', '/approvals/v1/registries')
    return asRegistries(body.registries).find((each) => each.source === source)?.revision
  }

  function place() {
    return { code, zh: NAMES[code], en: NAMES[code], port: Number(url.port) }
  }
}

/** A region with its database, published rules and the registers of these people. */
export async function startedRegion(code: Code, people: People, outbound: Outbound = {}): Promise<Region> {
  const region = await startRegion(code, outbound)
  await region.migrate()
  await region.publish()
  await region.deliver(registriesOf(code, code === A ? B : A, today, people))
  return region
}

export async function answered(sent: Promise<Response>): Promise<Answered> {
  const response = await sent
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true && text !== ''
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : {}, text }
}

/** So many people as the one of 72: nobody is granted the allowance twice. */
function crowdOf(code: Code, size: number): readonly Person[] {
  const { birthOn, name, zh, en } = peopleOf(code, today).aged72
  return Array.from({ length: size }, (_, at) => {
    const body = `${code.slice(0, 2)}9999${birthOn.replaceAll('-', '')}${100 + at}`
    return { name, birthOn, zh, en, idNumber: `${body}${residentCheckCharacter(body)}` }
  })
}

/** The people of a region, and the application each would hand in. */
export function peopleAndBodies(code: Code, crowdSize = 0) {
  const named = peopleOf(code, today)
  const crowd = crowdOf(code, crowdSize)
  const people: People = { ...named, ...Object.fromEntries(crowd.map((each, at) => [`crowd${at}`, each])) }
  const ready = applicationsOf(code, people)
  const bodyOf = (person: Person, change: Partial<Body> = {}): Body => {
    const { name, idNumber } = person
    const model = crowd.includes(person) ? people.aged72 : person
    const application = ready.find((each) => each.person === model)
    if (application === undefined) throw new Error(`no application is ready for ${name}`)
    const applicant = { kind: 'person', name, idKind: 'residentId', idNumber }
    return { ...application.body, applicant, ...change }
  }
  let next = 0
  /** Somebody of the crowd who has not applied yet. */
  const newcomer = (): Person => {
    const person = crowd[next]
    next += 1
    if (person === undefined) throw new Error(`the crowd has only ${crowdSize} people`)
    return person
  }
  return { people, bodyOf, newcomer }
}

/** Rule ids of the reasons of an answer, in order. */
export function rulesOf({ body }: Answered): readonly string[] {
  const reasons = Array.isArray(body.reasons) ? body.reasons : []
  return reasons.map((reason: { rule: string }) => reason.rule).toSorted()
}
