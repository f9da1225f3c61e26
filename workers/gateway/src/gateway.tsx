import {
  consoleLog,
  describeError,
  type Log,
  languageOf,
  oncePerEnvironment,
  pageHeaders,
  parseEnv,
  problemResponse,
  readNote,
  systemClock,
  systemIds,
  VISIT_HEADER,
} from '@tongban/http'
import type { Clock, Failure, Ids } from '@tongban/kernel'
import { type Context, Hono } from 'hono'
import { requestId } from 'hono/request-id'
import { readApiDocument } from './api-document.ts'
import { callerKey, LIMIT_PERIOD_SECONDS } from './caller-key.ts'
import { gatewayEnvironment } from './environment.ts'
import { Problems } from './page.tsx'
import { barePage } from './pages/bare-page.ts'
import { servePages } from './pages/site.tsx'
import { PAGES } from './pages/table.ts'
import { readinessOf } from './readiness.ts'
import type { Shell } from './shell.ts'
import { forwardedRequest, NO_LICENCES, upstreamFor, upstreamOf } from './upstreams.ts'

/**
 * The one public door of a region: counts, names and logs each request, sends it to the Worker it is for, and serves
 * pages and documents. Who may do what is decided behind it: a page asks the API with the token of whoever is signed in.
 */

export type GatewayPlan = { readonly clock?: Clock; readonly ids?: Ids; readonly log?: Log }
/** A one-time code as `presentationUrl` writes it. */
const SHOWN_CODE = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/
/** Each answers when asked at any time, flood or not: a probe must not be refused because callers are many. */
const PROBES = ['/healthz', '/readyz']

export function createGateway({ clock = systemClock, ids = systemIds, log = consoleLog }: GatewayPlan = {}) {
  const app = new Hono<Shell>()
  const environmentOf = oncePerEnvironment((raw) => parseEnv(gatewayEnvironment, raw))
  const refuse = (c: Context<Shell>, failure: Failure) => {
    c.set('failure', failure.code)
    return problemResponse(failure, { language: c.var.language, requestId: c.var.requestId })
  }
  const report = (c: Context<Shell>, thrown: unknown) =>
    log('error', 'gateway', { route: c.var.route, requestId: c.var.requestId, ...describeError(thrown) })

  // The id is always made here: one from outside could name another caller's request.
  app.use(requestId({ headerName: '', generator: () => ids.uuid() }))
  app.use(pageHeaders)
  app.use(async (c, next) => {
    const startedAt = clock.now()
    c.set('language', languageOf(c.req.query('lang') ?? c.req.header('Accept-Language')))
    await next()
    // The one line of a request: what the Worker that answered says of it is in its note, which goes no further.
    const note = readNote(c.res.headers)
    c.header('X-Request-Id', c.var.requestId)
    c.header(VISIT_HEADER, undefined)
    log('info', 'request', {
      worker: 'gateway',
      upstream: c.var.upstream,
      method: c.req.method,
      route: note?.route ?? c.var.route ?? 'asset',
      status: c.res.status,
      ms: clock.now() - startedAt,
      requestId: c.var.requestId,
      actor: note?.actor ?? c.var.actor,
      failure: note?.failure ?? c.var.failure,
    })
  })
  app.use(async (c, next) => {
    const { RATE_LIMIT, TONGBAN_CLIENT_ADDRESS_HEADER } = environmentOf(c.env)
    if (RATE_LIMIT && !PROBES.includes(c.req.path)) {
      const { success } = await RATE_LIMIT.limit({
        key: callerKey(c.req.header(TONGBAN_CLIENT_ADDRESS_HEADER)),
      })
      const failure = { code: 'tooManyRequests', retryAfterSeconds: LIMIT_PERIOD_SECONDS } as const
      // Without asking who is signed in: a flood is to cost nothing.
      if (!success) return isOfBrowser(c) ? barePage(c, failure) : refuse(c, failure)
    }
    return next()
  })
  app.onError((thrown, c) => {
    report(c, thrown)
    return refuse(c, { code: 'internal' })
  })

  app.use(async (c, next) => {
    const found = upstreamFor(c.req.raw)
    if (found === undefined) return next()
    const { template, row } = found
    c.set('route', `${template}/*`)
    const { TONGBAN_CLIENT_ADDRESS_HEADER } = environmentOf(c.env)
    const caller = callerKey(c.req.header(TONGBAN_CLIENT_ADDRESS_HEADER))
    const upstream = upstreamOf(environmentOf(c.env), row)
    if (upstream === undefined) return refuse(c, { code: 'licencesNotConfigured', what: NO_LICENCES })
    const request = await forwardedRequest(c.req.raw, c.var.requestId, caller, row.bodyLimitBytes)
    if (!request.ok) return refuse(c, request.failure)
    c.set('upstream', row.name)
    try {
      return await upstream.fetch(request.value)
    } catch (thrown) {
      report(c, thrown)
      return refuse(c, { code: 'unavailable', what: 'service' })
    }
  })

  const own = (path: string, answer: (c: Context<Shell>) => Response | Promise<Response>) => {
    app.get(path, (c) => {
      c.set('route', path)
      return answer(c)
    })
    app.all(path, (c) => {
      c.set('route', path)
      return refuse(c, { code: 'methodNotAllowed' })
    })
  }
  own('/healthz', (c) => {
    const env = environmentOf(c.env)
    c.header('Cache-Control', 'no-store')
    return c.json({
      status: 'alive',
      region: env.TONGBAN_REGION,
      environment: env.TONGBAN_ENVIRONMENT,
      bootId: env.TONGBAN_BOOT_ID,
    })
  })
  own('/readyz', async (c) => {
    const readiness = await readinessOf(environmentOf(c.env), clock.now(), (thrown) => report(c, thrown))
    c.header('Cache-Control', 'no-store')
    return c.json(readiness, readiness.ready ? 200 : 503)
  })
  own('/openapi.json', async (c) => {
    c.header('Cache-Control', 'no-store')
    return c.json(await readApiDocument(environmentOf(c.env), new URL(c.req.url).origin))
  })
  own('/docs/problems', (c) =>
    c.html(page(<Problems env={environmentOf(c.env)} language={c.var.language} />)),
  )
  // What is no code has no page, whoever asks; the page itself is one of the pages.
  app.get('/L/:code', (c, next) => {
    c.set('route', '/L/{code}')
    return SHOWN_CODE.test(c.req.param('code')) ? next() : c.notFound()
  })

  const pages = servePages(app, PAGES, { clock, ids, log }, (c, env) =>
    callerKey(c.req.header(env.TONGBAN_CLIENT_ADDRESS_HEADER)),
  )

  app.on(['GET', 'HEAD'], '/*', async (c) => {
    const asset = await environmentOf(c.env).ASSETS.fetch(c.req.raw)
    return asset.status === 404 ? c.notFound() : asset
  })
  app.notFound((c) => (isBrowser(c) ? pages.notFound(c) : refuse(c, { code: 'notFound', what: 'route' })))

  return {
    fetch: (request: Request, env: object, execution?: ExecutionContext) =>
      app.fetch(request, env, execution),
    /** The clock of the region: every minute the job runner is told, and waited for, so that a failure is seen. */
    scheduled: async (controller: { cron: string; scheduledTime: number }, env: object) => {
      const call = { cron: controller.cron, scheduledAt: controller.scheduledTime }
      try {
        await environmentOf(env).JOBS.run(call)
      } catch (thrown) {
        log('error', 'cron', { cron: call.cron, scheduledAt: call.scheduledAt, ...describeError(thrown) })
        throw thrown
      }
    },
  }
}

/** Who asks for a page wants a page, whatever comes of it. */
const isBrowser = (c: Context<Shell>) => /\btext\/html\b/.test(c.req.header('Accept') ?? '')
/** And not from the API, whose problems are problems to whoever asks. */
const isOfBrowser = (c: Context<Shell>) => isBrowser(c) && upstreamFor(c.req.raw) === undefined

const page = (body: unknown) => `<!doctype html>${body}`
