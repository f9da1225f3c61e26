import {
  BODY_LIMIT_BYTES,
  describeError,
  LANGUAGE_TAGS,
  type Log,
  mayEnter,
  oncePerEnvironment,
  type ProblemBody,
  parseEnv,
  problemBody,
  readBody,
  type Said,
} from '@tongban/http'
import type { Actor, Clock, Failure, Ids } from '@tongban/kernel'
import {
  dropDraft,
  endSessionOf,
  formToken,
  type OpenedSession,
  openSessionDesks,
  putDraft,
} from '@tongban/services'
import type { Context, Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Shell } from '../shell.ts'
import { upstreamFor, upstreamOf } from '../upstreams.ts'
import { ABSENT } from './absent.ts'
import { type Answer, type PageOptions, redirect } from './answer.ts'
import { createApi } from './api.ts'
import { barePage } from './bare-page.ts'
import { cookieName, cookieText } from './cookies.ts'
import type { PageDefinition } from './definition.ts'
import { type PagesEnvironment, pagesEnvironment } from './environment.ts'
import { isForged } from './forged.ts'
import { Layout } from './layout.tsx'
import { notSentAnswer, writtenIn } from './not-sent.tsx'
import { POLICIES } from './policies.ts'
import { ProblemPage } from './problem-page.tsx'
import { regionNameIn } from './region-name.ts'
import { sessionAt } from './session/session-at.ts'
import { tooLargeAnswer } from './too-large.tsx'
import { isUnasked } from './unasked.ts'
import { viewOf } from './view.ts'
import { type CookieName, type Form, formOf, type Visit } from './visit.ts'
import { wayBack } from './way-back.ts'

/**
 * Runs the pages: reads who is signed in, how they like to read and what they sent, sees that they may come in and that the
 * form is one of ours, and writes what the page answers. It decides nothing of a matter: that is done behind the API.
 */

export type SitePlan = { readonly clock: Clock; readonly ids: Ids; readonly log: Log }
type Ctx = Context<Shell>

/** As far as it can stand in a header. */
const ONCE = /^[\x21-\x7e]{1,128}$/
const YEAR_SECONDS = 365 * 86_400
const NOBODY = { session: null, isLeftAlone: false } as const

export function servePages(
  app: Hono<Shell>,
  pages: readonly PageDefinition[],
  plan: SitePlan,
  callerOf: (c: Ctx, env: PagesEnvironment) => string,
): { readonly notFound: (c: Ctx) => Promise<Response> } {
  const environmentOf = oncePerEnvironment((raw) => parseEnv(pagesEnvironment, raw))
  const desksOf = oncePerEnvironment((raw) =>
    openSessionDesks(environmentOf(raw).TONGBAN_SESSION_KEYS, plan.clock, plan.ids),
  )

  const report = (page: PageDefinition, c: Ctx, thrown: unknown) =>
    plan.log('error', 'page', { route: page.path, requestId: c.var.requestId, ...describeError(thrown) })
  const lookedAt = wayBack(pages)

  const run = async (c: Ctx, page: PageDefinition): Promise<Response> => {
    const env = environmentOf(c.env)
    const desk = (await desksOf(c.env))(env.DB)
    const url = new URL(c.req.url)
    // Whatever ends TLS before a deployment speaks http to it; browsers come by https alone.
    if (env.TONGBAN_ENVIRONMENT === 'production') url.protocol = 'https:'
    const cookie = (name: CookieName) => getCookie(c, cookieName(name, url))
    const setCookie: Visit['setCookie'] = (name, value, maxAge) =>
      c.header('Set-Cookie', cookieText(name, value, url, maxAge), { append: true })
    const params = namedParts(c)
    // `//elsewhere/` is a path too, and as a link it would be the address of another.
    const path = url.pathname.replace(/^\/{2,}/, '/')

    const view = viewOf(url.searchParams, cookie('view'), c.req.header('Accept-Language'))
    if (view.isNew) setCookie('view', `${view.language}.${view.isLarge ? 'large' : 'normal'}`, YEAR_SECONDS)
    c.set('language', view.language)

    const sessionCookie = cookie('session')
    const draftName = page.draft?.(params) ?? null
    const idleMs = env.TONGBAN_IDLE_MINUTES * 60_000
    const { session, isLeftAlone } =
      page.isShared === true ? NOBODY : await sessionAt({ desk, cookie, setCookie }, draftName, idleMs)
    const actor: Actor = session?.actor ?? { kind: 'nobody' }
    c.set('actor', actor.kind)

    const known = cookie('form')
    const formCookie = known !== undefined && /^[0-9a-f-]{36}$/.test(known) ? known : plan.ids.uuid()
    const csrf = await formToken(desk, formCookie, session?.idHash ?? null)
    const draftOf = <T,>(use: (session: OpenedSession, name: string) => Promise<T>) => {
      if (session === null || draftName === null) throw new Error('a draft needs a session and a name')
      return use(session, draftName)
    }
    // What the answer has to be, whatever the page makes of it.
    let refusal: Failure | null = null
    let isRefused = false
    const visit: Visit = {
      language: view.language,
      t: (said: Said) => said[view.language],
      isLarge: view.isLarge,
      path,
      lookedAt: page.method === 'get' ? path : lookedAt(page.path, path),
      params,
      query: url.searchParams,
      form: formOf(null),
      actor,
      session,
      draft: session?.draft ?? null,
      saveDraft: async (content) => {
        const put = await draftOf((of, name) => putDraft(desk, of.idHash, name, content))
        if (!put.ok) refusal = put.failure
      },
      dropDraft: () => draftOf((of, name) => dropDraft(desk, of.idHash, name)),
      api: createApi({
        origin: url.origin,
        token: session?.token ?? null,
        language: LANGUAGE_TAGS[view.language],
        requestId: c.var.requestId,
        caller: callerOf(c, env),
        upstreamFor: (request) => {
          const found = upstreamFor(request)
          return found === undefined ? undefined : (upstreamOf(env, found.row) ?? ABSENT)
        },
        unreachable: (thrown) => report(page, c, thrown),
        refused: () => {
          isRefused = true
        },
      }),
      env,
      regionName: regionNameIn(env.TONGBAN_REGION_NAME, view.language),
      desk,
      origin: url.origin,
      isUnasked: isUnasked(c.req.raw.headers),
      now: plan.clock.now(),
      requestId: c.var.requestId,
      csrf,
      newOnce: () => plan.ids.uuid(),
      sessionCookie,
      setCookie,
      cookie,
      noteFailure: (code) => c.set('failure', code),
    }
    const keepForm = () => formCookie === known || setCookie('form', formCookie)
    const show = (answer: Answer) => write(c, visit, answer, keepForm)
    const refuse = (failure: Failure, again?: string) => {
      c.set('failure', failure.code)
      const asked = { language: view.language, requestId: c.var.requestId }
      return show(problemAnswer(visit, problemBody(failure, asked), again))
    }

    const toSignIn = async (sent: Form | null) => {
      const to = page.method === 'get' ? `${path}${url.search}` : lookedAt(page.path, path)
      const why: [string, string][] = isLeftAlone ? [['left', 'alone']] : []
      const signIn = `/sign-in?${new URLSearchParams([['to', to], ...why])}`
      // What was sent is not kept: it would be somebody's, and nobody is signed in. Words are given back to whom they came from.
      const written = sent === null ? await writtenHere(c, url.origin) : writtenIn(sent)
      return show(
        written.length === 0 ? { kind: 'redirect', to: signIn } : notSentAnswer(visit, written, signIn),
      )
    }
    const answerOf = async (asked: Visit) => {
      const answer = await page.answer(asked)
      if (refusal !== null) return refuse(refusal)
      if (!isRefused || session === null) return show(answer)
      // The API takes their token no more, whatever the session says: it is over here too.
      await endSessionOf(desk, session, false)
      setCookie('session', '', 0)
      return toSignIn(asked.form)
    }

    const entered = mayEnter(actor, page.rights)
    if (!entered.ok && actor.kind === 'nobody') return toSignIn(null)
    if (!entered.ok) return refuse(entered.failure)
    if (page.method === 'get') return answerOf(visit)

    const body = await readBody(c.req.raw, page.bodyLimitBytes ?? BODY_LIMIT_BYTES)
    if (!body.ok && body.failure.code === 'bodyTooLarge')
      return show(tooLargeAnswer(visit, body.failure.limitBytes, lookedAt(page.path, path)))
    if (!body.ok) return refuse(body.failure)
    const form = await readForm(c, body.value)
    if (form === null) return refuse({ code: 'notAForm' })
    if (isForged(c.req.raw, url.origin, form.text('csrf'), known === undefined ? null : csrf))
      return refuse({ code: 'formForged' }, lookedAt(page.path, path))
    const once = form.text('once')
    if (once !== '' && !ONCE.test(once)) return refuse({ code: 'notAForm' })
    return answerOf({ ...visit, form })
  }

  const guarded = (page: PageDefinition) => async (c: Ctx) => {
    c.set('route', page.path)
    try {
      return await run(c, page)
    } catch (thrown) {
      report(page, c, thrown)
      return barePage(c, { code: 'internal' })
    }
  }
  for (const page of pages) app.on(page.method.toUpperCase(), honoPath(page.path), guarded(page))
  return { notFound: guarded(NOT_FOUND) }
}

const IN_PAGES =
  /^\/(?:accessibility|cases|desk|open|rate|rulebook|services|sign-in|verify|wallet)(?:\/[\w.-]+)*$/
const queryText = (query: URLSearchParams) => (query.size === 0 ? '' : `?${query}`)

/** What a browser gets for an address where there is nothing. */
const NOT_FOUND: PageDefinition = {
  method: 'get',
  path: 'none',
  rights: ['anyone'],
  answer: (v) => {
    // A link that was copied with a slash too many.
    const path = v.path.replace(/\/$/, '')
    if (path !== v.path && IN_PAGES.test(path)) return redirect(`${path}${queryText(v.query)}`)
    v.noteFailure('notFound')
    return problemAnswer(
      v,
      problemBody({ code: 'notFound', what: 'route' }, { language: v.language, requestId: v.requestId }),
    )
  },
}

/** Guarantee: a route with names gives each of them a text. */
const namedParts = (c: Ctx) => c.req.param() as Readonly<Record<string, string>>

/** `/cases/{caseNumber}` as the router writes it. */
export const honoPath = (path: string) => path.replaceAll(/\{(\w+)\}/g, ':$1')

/** A problem of the API, or of this site, as a page. */
export const problemAnswer = (visit: Visit, problem: ProblemBody, again?: string): Answer => {
  visit.noteFailure(problem.code)
  return {
    kind: 'page',
    title: { zh: problem.title, en: problem.title },
    body: <ProblemPage v={visit} problem={problem} again={again} />,
    options: { status: statusOf(problem.status) },
  }
}

const STATUSES = [400, 401, 403, 404, 409, 410, 413, 422, 429, 500, 503] as const
const statusOf = (status: number): NonNullable<PageOptions['status']> =>
  STATUSES.find((each) => each === status) ?? (status < 500 ? 400 : 500)

async function write(c: Ctx, visit: Visit, answer: Answer, keepForm: () => unknown): Promise<Response> {
  if (answer.kind === 'redirect') {
    c.header('Cache-Control', 'no-store')
    return c.redirect(answer.to, 303)
  }
  if (answer.kind === 'sent') return answer.response
  const { title, body, options } = answer
  if (options.cacheControl === undefined) keepForm()
  c.header('Cache-Control', options.cacheControl ?? 'no-store')
  c.header('Vary', 'Accept-Language, Cookie')
  c.header('Content-Language', LANGUAGE_TAGS[visit.language])
  c.header('Content-Security-Policy', POLICIES[options.policy ?? 'strict'])
  // With `no-referrer` a browser states no origin for the forms of its own pages; elsewhere nothing is told either way.
  c.header('Referrer-Policy', 'same-origin')
  const html = await (
    <Layout v={visit} title={title} options={options}>
      {body}
    </Layout>
  )
  return c.html(`<!doctype html>${html}`, options.status ?? 200)
}

/** The words in a form that a page of this site has sent; none where another site may have put them there. */
async function writtenHere(c: Ctx, origin: string): Promise<readonly string[]> {
  const isOurs = c.req.header('Origin') === origin && c.req.header('Sec-Fetch-Site') === 'same-origin'
  if (c.req.method !== 'POST' || !isOurs) return []
  const body = await readBody(c.req.raw, BODY_LIMIT_BYTES)
  const form = body.ok ? await readForm(c, body.value) : null
  return form === null ? [] : writtenIn(form)
}

/** What a form sent; null for anything else. */
async function readForm(c: Ctx, body: Uint8Array<ArrayBuffer>): Promise<Form | null> {
  const type = c.req.header('Content-Type') ?? ''
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)(;|$)/i.test(type)) return null
  try {
    return formOf(await new Response(body, { headers: { 'Content-Type': type } }).formData())
  } catch (thrown) {
    if (thrown instanceof TypeError) return null
    throw thrown
  }
}
