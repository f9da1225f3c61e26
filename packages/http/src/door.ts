import {
  type Actor,
  type Clock,
  type EpochMs,
  type Failure,
  fail,
  type Ids,
  ok,
  type Result,
} from '@tongban/kernel'
import { parseInput } from '@tongban/kernel/parse'
import { Hono, type Context as HonoContext } from 'hono'
import type * as z from 'zod'
import { type AuthenticateApp, createAuthenticate } from './authenticate.ts'
import { BODY_LIMIT_BYTES, readBody, readCountedBody } from './body.ts'
import type { Asking, Contract, Endpoint } from './endpoint.ts'
import { type Environment, oncePerEnvironment, parseEnv } from './environment.ts'
import { type Language, languageOf, type Said } from './language.ts'
import { consoleLog, describeError, type Log } from './log.ts'
import { unlessUnchanged } from './not-modified.ts'
import { documentOf } from './openapi.ts'
import type { OpenApiDocument } from './openapi-merge.ts'
import { outageOf } from './outage.ts'
import { isIdempotencyKey, type PartnerGate, partnerCalling } from './partner-door.ts'
import { setClock, systemClock, systemIds } from './platform.ts'
import { problemResponse } from './problem.ts'
import { mayEnter, type RouteRow, scopesAdmitted } from './rights.ts'
import { API_HEADERS } from './security-headers.ts'
import { ANSWER_HEADERS, senderOf } from './send.ts'
import { readStrictJson } from './strict-json.ts'
import { CALLER_HEADER, needsLine, noteOf, VISIT_HEADER } from './visit.ts'

/**
 * The shell of every Worker: who is calling, may they come in, is the input sound, then the service, then the answer
 * or the problem. A Worker gives endpoints and says how its services are connected; it writes no middleware of its
 * own. Routes come in through `endpoints` alone, so that none is without rights.
 */

export type DoorPlan<Env extends Environment, Context> = {
  /** Name of the Worker, `approvals`; its paths start with it unless `prefix` says otherwise. */
  readonly name: string
  /** Where its paths start, for a Worker that takes some of the paths of another. */
  readonly prefix?: `/${string}`
  readonly title: Said
  readonly version: string
  readonly environment: z.ZodType<Env>
  /** Called once for an isolate; what it returns is called for every request with what the door knows of it. */
  readonly connect: (env: Env) => (asking: Asking) => Context | Promise<Context>
  /** For a Worker that takes the keys of apps; without it a key is a token that does not hold. */
  readonly apps?: (env: Env) => AuthenticateApp
  /** For a Worker that partner regions call: how their signatures are verified, and answers to them signed. */
  readonly partners?: (env: Env) => PartnerGate
  readonly endpoints: readonly Endpoint<Context>[]
  readonly clock?: Clock
  readonly ids?: Ids
  readonly log?: Log
}

export type Door = {
  readonly name: string
  /** The handler of the Worker: `export default { fetch: door.fetch }`. */
  readonly fetch: (
    request: Request,
    env: object,
    execution?: ExecutionContext,
  ) => Response | Promise<Response>
  /** Every route with its rights: the source of the authorisation matrix. */
  readonly routes: readonly RouteRow[]
  readonly document: () => OpenApiDocument
}

type Bindings = { Bindings: object }
/** A request on its way; `routed` by the router, where its address holds anything but the path of one route. */
type Call = {
  readonly request: Request
  readonly env: object
  readonly after: (work: Promise<unknown>) => void
  readonly routed: HonoContext<Bindings> | null
}
const routedCall = (c: HonoContext<Bindings>): Call => ({
  request: c.req.raw,
  env: c.env,
  after: (work) => c.executionCtx.waitUntil(work),
  routed: c,
})

/** What is known of one request while it is answered, and told to the log after. */
type Visit = {
  readonly route: string
  readonly requestId: string
  readonly language: Language
  readonly caller: string | null
  readonly startedAt: EpochMs
  actor: string
  failure: string | undefined
}
type Work = (c: Call, visit: Visit) => Response | Promise<Response>

export function createDoor<Env extends Environment, Context>(plan: DoorPlan<Env, Context>): Door {
  const { name, clock = systemClock, ids = systemIds, log = consoleLog } = plan
  const { prefix = `/${name}` } = plan
  const app = new Hono<Bindings>({ strict: true })
  const described: [path: string, contract: Contract][] = []
  const connected = oncePerEnvironment((bindings) => {
    const env = parseEnv(plan.environment, bindings)
    return {
      authenticate: createAuthenticate(env, clock, plan.apps?.(env)),
      connect: plan.connect(env),
      gate: plan.partners?.(env),
    }
  })

  const refuse = (visit: Visit, failure: Failure, headers: Readonly<Record<string, string>> = {}) => {
    visit.failure = failure.code
    return problemResponse(failure, visit, { ...API_HEADERS, ...headers, ...toldGateway(visit) })
  }

  const failed = (thrown: unknown, visit: Visit) => {
    const outage = outageOf(thrown)
    const { route, requestId } = visit
    log('error', outage ? 'outage' : 'bug', { worker: name, route, requestId, ...describeError(thrown) })
    if (!outage) return refuse(visit, { code: 'internal' })
    const headers = { 'Retry-After': String(outage.retryAfterSeconds) }
    return refuse(visit, { code: 'unavailable', what: 'database' }, headers)
  }

  /** Around every answer, found route or not: request id, language, the one log line. No middleware beside it. */
  const shell = (route: string, work: Work) => async (c: Call) => {
    const { headers } = c.request
    const visit: Visit = {
      route,
      requestId: requestIdOf(headers) ?? ids.uuid(),
      language: languageOf(headers.get('Accept-Language')),
      caller: headers.get(CALLER_HEADER),
      startedAt: clock.now(),
      actor: 'unknown',
      failure: undefined,
    }
    let response: Response
    try {
      response = await work(c, visit)
    } catch (thrown) {
      response = failed(thrown, visit)
    }
    const { status } = response
    const ms = clock.now() - visit.startedAt
    if (needsLine(visit.caller, visit, status, ms)) {
      const { requestId, actor, failure } = visit
      const { method } = c.request
      log('info', 'request', { worker: name, method, route, status, ms, requestId, actor, failure })
    }
    return response
  }

  const methods = new Map<string, string[]>()
  /** By path and method those whose path is all there is to their address: they need no router. */
  const plain = new Map<string, ReadonlyMap<string, (c: Call) => Promise<Response>>>()
  const routes = plan.endpoints.map(({ contract, run }): RouteRow => {
    const path = (contract.prefix ?? prefix) + contract.path
    const method = contract.method.toUpperCase()
    const pattern = path.replace(/\{(\w+)\}/g, ':$1')
    if (contract.rights.length === 0) throw new Error(`${method} ${path} has no rights`)
    if (methods.get(pattern)?.includes(method)) throw new Error(`${method} ${path} is declared twice`)
    methods.set(pattern, [...(methods.get(pattern) ?? []), method])
    described.push([path, contract])

    const isForPartners = contract.rights.includes('partner')
    if (isForPartners ? contract.rights.length > 1 || plan.partners === undefined : contract.signed)
      throw new Error(`${method} ${path}: partners, and they alone, come in by a signature`)
    const signedLimit = contract.signed?.limitBytes ?? contract.bytes?.limitBytes ?? BODY_LIMIT_BYTES

    const send = senderOf(contract.answer)
    const scopes = scopesAdmitted(contract.rights)
    const work: Work = async (c, visit) => {
      const { authenticate, connect, gate } = connected(c.env)
      const read = visit.caller === null ? readBody : readCountedBody
      const calling =
        gate && isForPartners ? await partnerCalling(gate, c.request, signedLimit, read) : undefined
      if (calling?.ok === false) return refuse(visit, calling.failure)
      const partner = calling?.value
      const asked =
        partner?.actor ?? authenticate(c.request.headers.get('Authorization') ?? undefined, scopes)
      const actor = asked instanceof Promise ? await asked : asked
      if (!actor.ok) return refuse(visit, actor.failure)
      visit.actor = actor.value.kind
      const admitted = mayEnter(actor.value, contract.rights)
      if (!admitted.ok) return refuse(visit, toldTo(actor.value, admitted.failure))
      const head = readHead(c, contract)
      if (!head.ok) return refuse(visit, head.failure)
      const reading = bodyOf(c.request, contract, partner?.read ?? read)
      const body = reading instanceof Promise ? await reading : reading
      if (!body.ok) return refuse(visit, body.failure)

      const { requestId, language, caller, startedAt } = visit
      const asking: Asking = {
        actor: actor.value,
        language,
        requestId,
        caller,
        receivedAt: startedAt,
        afterwards: c.after,
      }
      const headers: Record<string, string> = {}
      const setHeader = (header: string, value: string) => {
        headers[header.toLowerCase()] = value
      }
      const signed = partner?.signed ?? null
      const connecting = connect(asking)
      const context = connecting instanceof Promise ? await connecting : connecting
      // Named one by one: an object put together by spreading is dearer than all else that is done here.
      const { params, query, headers: given, idempotencyKey } = head.value
      const result = await run({
        actor: asking.actor,
        language,
        requestId,
        caller,
        receivedAt: startedAt,
        afterwards: asking.afterwards,
        params,
        query,
        headers: given,
        body: body.value,
        idempotencyKey,
        signed,
        context,
        setHeader,
      })
      if (!result.ok) return refuse(visit, toldTo(actor.value, result.failure))
      const note = noteFor(visit)
      return unlessUnchanged(
        c.request,
        headers.etag,
        send(result.value, { requestId, language, note }, headers),
      )
    }
    /** Whatever the answer is, the partner can tell whose it is. */
    const signedWork: Work = async (c, visit) => {
      const response = await Promise.resolve(work(c, visit)).catch((thrown) => failed(thrown, visit))
      return connected(c.env).gate?.sign(c.request, response) ?? response
    }
    const answer = shell(path, isForPartners ? signedWork : work)
    app.on(method, pattern, (c) => answer(routedCall(c)))
    if (pattern === path && !contract.params && !contract.query && !contract.headers)
      plain.set(path, new Map([...(plain.get(path) ?? []), [method, answer]]))
    return { worker: name, method, path, rights: contract.rights }
  })

  let document: OpenApiDocument | undefined
  const readDocument = () => {
    document ??= documentOf(
      described,
      { title: `${plan.title.zh} ${plan.title.en}`, version: plan.version, description: '' },
      name.charAt(0).toUpperCase() + name.slice(1),
    )
    return document
  }
  const documentPath = `/${name}/openapi.json`
  const sendDocument: Work = (_, visit) =>
    new Response(JSON.stringify(readDocument()), {
      headers: {
        ...ANSWER_HEADERS,
        'content-type': 'application/json',
        'x-request-id': visit.requestId,
        ...toldGateway(visit),
      },
    })
  const answerDocument = shell(documentPath, sendDocument)
  app.get(documentPath, (c) => answerDocument(routedCall(c)))
  methods.set(documentPath, ['GET'])

  // Looked for only when no route has answered, so that a route which has is the only handler of its path.
  const elsewhere = new Hono<Bindings>({ strict: true })
  for (const [pattern, allowed] of methods) {
    const headers = { Allow: allowed.join(', ') }
    const notAllowed = shell(NO_ROUTE, (_, visit) => refuse(visit, { code: 'methodNotAllowed' }, headers))
    elsewhere.all(pattern, (c) => notAllowed(routedCall(c)))
  }
  const notFound = shell(NO_ROUTE, (c, visit) => {
    const strange = plan.partners && connected(c.env).gate?.strange(c.request)
    return refuse(visit, strange ?? { code: 'notFound', what: 'route' })
  })
  elsewhere.notFound((c) => notFound(routedCall(c)))
  app.notFound((c) => elsewhere.fetch(c.req.raw, c.env))

  return {
    name,
    fetch(request, env, execution) {
      // Before anything asks for the time; what it may not say is refused when the environment is read.
      setClock(env)
      const answer = plain.get(pathIn(request.url))?.get(request.method)
      if (answer === undefined || execution === undefined) return app.fetch(request, env, execution)
      return answer({ request, env, after: (work) => execution.waitUntil(work), routed: null })
    },
    routes,
    document: readDocument,
  }
}

/** The path as it was written, where nothing follows it: with a query, or escapes in it, it is no path of a route. */
const pathIn = (url: string): string => url.slice(url.indexOf('/', url.indexOf('//') + 2))

/** Of a path that no route fits nothing is written down. */
const NO_ROUTE = 'none'

/** What the gateway, where one asked, is told for its line. */
const noteFor = (visit: Visit): string | null => (visit.caller === null ? null : noteOf(visit))

function toldGateway(visit: Visit): Readonly<Record<string, string>> {
  const note = noteFor(visit)
  return note === null ? {} : { [VISIT_HEADER]: note }
}

/** Whoever may not is told where to turn, which depends on who it is. */
const toldTo = ({ kind }: Actor, failure: Failure): Failure =>
  failure.code === 'notAllowed' ? { ...failure, asker: kind } : failure

/** The id the gateway gave the request, if it is one. */
function requestIdOf(headers: Headers): string | undefined {
  const given = headers.get('X-Request-Id')
  return given !== null && /^[\w\-=]{1,64}$/.test(given) ? given : undefined
}

/** What is read of a request before its body. */
type Head = {
  readonly params: unknown
  readonly query: unknown
  readonly headers: unknown
  readonly idempotencyKey: string | null
}

function readHead(c: Call, contract: Contract): Result<Head, Failure> {
  const params = contract.params
    ? parseInput(contract.params, routedIn(c).req.param(), '/params')
    : ok(undefined)
  if (!params.ok) return params
  const query = contract.query ? parseInput(contract.query, queryOf(routedIn(c)), '/query') : ok(undefined)
  if (!query.ok) return query
  const headers = contract.headers
    ? parseInput(contract.headers, headersOf(routedIn(c), contract.headers), '/headers')
    : ok(undefined)
  if (!headers.ok) return headers
  const key = (contract.idempotent && c.request.headers.get('Idempotency-Key')) || ''
  if (contract.idempotent && !isIdempotencyKey(key)) return fail({ code: 'idempotencyKeyMissing' })
  const idempotencyKey = contract.idempotent ? key : null
  return ok({ params: params.value, query: query.value, headers: headers.value, idempotencyKey })
}

function routedIn({ routed }: Call): HonoContext<Bindings> {
  if (routed === null) throw new Error('only what says more than its path is read from the router')
  return routed
}

/** Each name once as text; a name given twice becomes a list, which a schema refuses unless it takes one. */
function queryOf(c: HonoContext<Bindings>): Record<string, string | string[]> {
  const named = Object.entries(c.req.queries())
  return Object.fromEntries(
    named.map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  )
}

/** Those the contract names and the request carries. */
function headersOf(c: HonoContext<Bindings>, schema: z.ZodObject): Record<string, string> {
  const named = Object.keys(schema.shape).map((name) => [name, c.req.header(name)] as const)
  return Object.fromEntries(named.filter((entry): entry is [string, string] => entry[1] !== undefined))
}

type Read = typeof readBody

/** `read`: how the body is read, by whether the gateway or the check of a signature has read it before. */
function bodyOf(
  request: Request,
  { body, bytes }: Contract,
  read: Read,
): Result<unknown, Failure> | Promise<Result<unknown, Failure>> {
  if (body !== undefined) return readJson(request, body, read)
  if (bytes === undefined) return ok(undefined)
  const type = request.headers.get('Content-Type') ?? ''
  if (bytes.type === 'application/json') {
    if (!/^application\/json\s*(?:;|$)/i.test(type) || isEncoded(request)) return fail({ code: 'notJson' })
  } else if (!/^application\/octet-stream\s*$/i.test(type) || isEncoded(request))
    return fail({ code: 'notBytes' })
  return read(request, bytes.limitBytes)
}

/** Bodies are taken as they are: what says it is to be unpacked first, by any coding, is not (RFC 9110 §8.4). */
function isEncoded({ headers }: Request): boolean {
  const coding = headers.get('Content-Encoding')
  return coding !== null && coding.trim().toLowerCase() !== 'identity'
}

/** JSON is UTF-8 (RFC 8259 §8.1): another charset is said of something else. */
const isUtf8 = (type: string): boolean =>
  [...type.matchAll(/;\s*charset\s*=\s*"?([^\s;"]*)"?/gi)].every(([, name = '']) => /^utf-?8$/i.test(name))

async function readJson(request: Request, schema: z.ZodType, read: Read): Promise<Result<unknown, Failure>> {
  // A body that may be left out is left out by sending none at all. Whether there is one is asked last: it opens a stream.
  const isLeftOut = () => request.body === null && schema.isOptional()
  const type = request.headers.get('Content-Type') ?? ''
  const isPlain = type === 'application/json'
  if (!isPlain && !/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type)) {
    return isLeftOut() ? ok(undefined) : fail({ code: 'notJson' })
  }
  if (isEncoded(request) || !(isPlain || isUtf8(type))) return fail({ code: 'notJson' })
  const bytes = await read(request)
  if (!bytes.ok) return bytes
  if (bytes.value.length === 0 && isLeftOut()) return ok(undefined)
  const json = readStrictJson(bytes.value)
  return json.ok ? parseInput(schema, json.value) : json
}
