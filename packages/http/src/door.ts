import { type Clock, type Failure, fail, type Ids, ok, type Result } from '@tongban/kernel'
import { parseInput } from '@tongban/kernel/parse'
import { Hono, type Context as HonoContext } from 'hono'
import { requestId } from 'hono/request-id'
import type * as z from 'zod'
import { createAuthenticate } from './authenticate.ts'
import { readBody } from './body.ts'
import type { Asking, Contract, Endpoint } from './endpoint.ts'
import { type Environment, oncePerEnvironment, parseEnv } from './environment.ts'
import { LANGUAGE_TAGS, type Language, languageOf, type Said } from './language.ts'
import { consoleLog, describeError, type Log } from './log.ts'
import { documentOf } from './openapi.ts'
import type { OpenApiDocument } from './openapi-merge.ts'
import { outageOf } from './outage.ts'
import { systemClock, systemIds } from './platform.ts'
import { problemResponse } from './problem.ts'
import { mayEnter, type RouteRow } from './rights.ts'
import { apiHeaders } from './security-headers.ts'
import { readStrictJson } from './strict-json.ts'

/**
 * The shell of every Worker: who is calling, may they come in, is the input sound, then the service, then the answer
 * or the problem. A Worker gives endpoints and says how its services are connected; it writes no middleware of its
 * own. Routes come in through `endpoints` alone, so that none is without rights.
 */

export type DoorPlan<Env extends Environment, Context> = {
  /** Name of the Worker, `approvals`; its paths start with it. */
  readonly name: string
  readonly title: Said
  readonly version: string
  readonly environment: z.ZodType<Env>
  /** Called once for an isolate; what it returns is called for every request with what the door knows of it. */
  readonly connect: (env: Env) => (asking: Asking) => Context | Promise<Context>
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

type Variables = { requestId: string; language: Language; actor: string; failure: string; route: string }
type Shell = { Bindings: object; Variables: Variables }

export function createDoor<Env extends Environment, Context>(plan: DoorPlan<Env, Context>): Door {
  const { name, clock = systemClock, ids = systemIds, log = consoleLog } = plan
  const prefix = `/${name}`
  const app = new Hono<Shell>({ strict: true })
  const described: [path: string, contract: Contract][] = []
  const connected = oncePerEnvironment((bindings) => {
    const env = parseEnv(plan.environment, bindings)
    return { authenticate: createAuthenticate(env, clock), connect: plan.connect(env) }
  })

  const refuse = (c: HonoContext<Shell>, failure: Failure, headers?: Record<string, string>) => {
    c.set('failure', failure.code)
    return problemResponse(failure, { language: c.var.language, requestId: c.var.requestId }, headers)
  }

  app.use(requestId({ limitLength: 64, generator: () => ids.uuid() }))
  app.use(apiHeaders)
  app.use(async (c, next) => {
    const startedAt = clock.now()
    c.set('language', languageOf(c.req.header('Accept-Language')))
    await next()
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store')
    log('info', 'request', {
      worker: name,
      method: c.req.method,
      route: c.var.route ?? 'none',
      status: c.res.status,
      ms: clock.now() - startedAt,
      requestId: c.var.requestId,
      actor: c.var.actor ?? 'unknown',
      failure: c.var.failure,
    })
  })

  app.onError((thrown, c) => {
    const outage = outageOf(thrown)
    log('error', outage ? 'outage' : 'bug', {
      worker: name,
      route: c.var.route,
      requestId: c.var.requestId,
      ...describeError(thrown),
    })
    if (outage) {
      const headers = { 'Retry-After': String(outage.retryAfterSeconds) }
      return refuse(c, { code: 'unavailable', what: 'database' }, headers)
    }
    return refuse(c, { code: 'internal' })
  })
  app.notFound((c) => refuse(c, { code: 'notFound', what: 'route' }))

  const methods = new Map<string, string[]>()
  const routes = plan.endpoints.map(({ contract, run }): RouteRow => {
    const path = prefix + contract.path
    const method = contract.method.toUpperCase()
    const pattern = path.replace(/\{(\w+)\}/g, ':$1')
    if (contract.rights.length === 0) throw new Error(`${method} ${path} has no rights`)
    if (methods.get(pattern)?.includes(method)) throw new Error(`${method} ${path} is declared twice`)
    methods.set(pattern, [...(methods.get(pattern) ?? []), method])
    described.push([path, contract])

    app.on(method, pattern, async (c) => {
      c.set('route', path)
      const receivedAt = clock.now()
      const { authenticate, connect } = connected(c.env)
      const actor = await authenticate(c.req.header('Authorization'))
      if (!actor.ok) return refuse(c, actor.failure)
      c.set('actor', actor.value.kind)
      const admitted = mayEnter(actor.value, contract.rights)
      if (!admitted.ok) return refuse(c, admitted.failure)
      const input = await readInput(c, contract)
      if (!input.ok) return refuse(c, input.failure)

      const asking: Asking = {
        actor: actor.value,
        language: c.var.language,
        requestId: c.var.requestId,
        receivedAt,
        afterwards: (work) => c.executionCtx.waitUntil(work),
      }
      const setHeader = (header: string, value: string) => c.header(header, value)
      const result = await run({ ...asking, ...input.value, context: await connect(asking), setHeader })
      return result.ok ? answer(c, contract, result.value) : refuse(c, result.failure)
    })
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
  const documentPath = `${prefix}/openapi.json`
  app.get(documentPath, (c) => {
    c.set('route', documentPath)
    return c.json(readDocument())
  })
  methods.set(documentPath, ['GET'])
  for (const [pattern, allowed] of methods) {
    app.all(pattern, (c) => refuse(c, { code: 'methodNotAllowed' }, { Allow: allowed.join(', ') }))
  }

  return {
    name,
    fetch: (request, env, execution) => app.fetch(request, env, execution),
    routes,
    document: readDocument,
  }
}

type Input = {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly idempotencyKey: string | null
}

async function readInput(c: HonoContext<Shell>, contract: Contract): Promise<Result<Input, Failure>> {
  const params = contract.params ? parseInput(contract.params, c.req.param(), '/params') : ok(undefined)
  if (!params.ok) return params
  const query = contract.query ? parseInput(contract.query, queryOf(c), '/query') : ok(undefined)
  if (!query.ok) return query
  const key = c.req.header('Idempotency-Key') ?? ''
  if (contract.idempotent && !/^[\x21-\x7e]{8,128}$/.test(key)) return fail({ code: 'idempotencyKeyMissing' })
  const body = contract.body ? await readJson(c.req.raw, contract.body) : ok(undefined)
  if (!body.ok) return body
  const idempotencyKey = contract.idempotent ? key : null
  return ok({ params: params.value, query: query.value, body: body.value, idempotencyKey })
}

/** Each name once as text; a name given twice becomes a list, which a schema refuses unless it takes one. */
function queryOf(c: HonoContext<Shell>): Record<string, string | string[]> {
  const named = Object.entries(c.req.queries())
  return Object.fromEntries(
    named.map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  )
}

async function readJson(request: Request, schema: z.ZodType): Promise<Result<unknown, Failure>> {
  const type = request.headers.get('Content-Type') ?? ''
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type)) return fail({ code: 'notJson' })
  const bytes = await readBody(request)
  if (!bytes.ok) return bytes
  const json = readStrictJson(bytes.value)
  return json.ok ? parseInput(schema, json.value) : json
}

/** What the schema of the answer does not name is not sent; what it names and is not there is a bug. */
function answer(c: HonoContext<Shell>, contract: Contract, value: unknown): Response {
  const { status, schema, type = 'application/json' } = contract.answer
  const read = schema.safeParse(value)
  if (!read.success) {
    const places = read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.code}`).join(', ')
    throw new Error(`answer does not fit its contract: ${places}`)
  }
  c.header('Content-Language', LANGUAGE_TAGS[c.var.language])
  if (type === 'application/json') return c.json(read.data, status)
  return c.body(String(read.data), status, { 'Content-Type': `${type}; charset=utf-8` })
}
