import {
  languageOf,
  PROBLEM_TYPE,
  type ProblemBody,
  problemResponse,
  problemSchema,
  VISIT_HEADER,
} from '@tongban/http'
import { fail, ok, type Result } from '@tongban/kernel'
import type * as z from 'zod'
import type { Upstream } from '../environment.ts'
import type { FieldError } from './answer.ts'

/**
 * How a page asks: the same endpoints anybody asks, over the service bindings, with the token of whoever is signed in. So a
 * page shows what the API's rights let that person see, and nothing else.
 */

export type Asked = {
  readonly body?: unknown
  /** Sent as `Idempotency-Key`: what a form's `once` field says, so that a form sent twice acts once. */
  readonly once?: string
  readonly headers?: Readonly<Record<string, string>>
}
export type Api = {
  /** The answer read by this schema; a problem as the API tells it. An answer of another form is a bug and throws. */
  get<T>(path: string, schema: z.ZodType<T>, asked?: Asked): Promise<Result<T, ProblemBody>>
  post<T>(path: string, schema: z.ZodType<T>, asked?: Asked): Promise<Result<T, ProblemBody>>
  put<T>(path: string, schema: z.ZodType<T>, asked?: Asked): Promise<Result<T, ProblemBody>>
  /** The answer itself: files, documents to print, CSV. */
  send(method: string, path: string, asked?: Asked & { readonly raw?: BodyInit }): Promise<Response>
}

export type Reach = {
  readonly origin: string
  readonly token: string | null
  readonly language: string
  readonly requestId: string
  readonly caller: string
  readonly upstreamFor: (request: Request) => Upstream | undefined
  /** A Worker did not answer at all: told as a problem, and to the log. */
  readonly unreachable: (thrown: unknown) => void
  /** The token is taken no more. */
  readonly refused: () => void
}

export function createApi(reach: Reach): Api {
  const send: Api['send'] = async (method, path, { body, once, headers = {}, raw } = {}) => {
    const content = raw ?? (body === undefined ? null : JSON.stringify(body))
    const request = new Request(new URL(path, reach.origin), {
      method,
      redirect: 'manual',
      headers: {
        'Accept-Language': reach.language,
        'X-Request-Id': reach.requestId,
        'X-Tongban-Caller': reach.caller,
        ...(reach.token === null ? {} : { Authorization: `Bearer ${reach.token}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(once === undefined ? {} : { 'Idempotency-Key': once }),
        ...headers,
      },
      ...(content === null ? {} : { body: content }),
    })
    const upstream = reach.upstreamFor(request)
    if (upstream === undefined) throw new Error(`no Worker answers ${new URL(request.url).pathname}`)
    const answer = await upstream.fetch(request).catch((thrown: unknown) => {
      reach.unreachable(thrown)
      const asked = { language: languageOf(reach.language), requestId: reach.requestId }
      return problemResponse({ code: 'unavailable', what: 'service' }, asked)
    })
    // What was shown in place of the token says nothing of it.
    if (answer.status === 401 && reach.token !== null && headers.Authorization === undefined) reach.refused()
    const clean = new Response(answer.body, answer)
    clean.headers.delete(VISIT_HEADER)
    return clean
  }
  const read = async <T>(response: Response, schema: z.ZodType<T>): Promise<Result<T, ProblemBody>> => {
    const value: unknown = await response.json()
    if (response.headers.get('Content-Type')?.startsWith(PROBLEM_TYPE))
      return fail(problemSchema.parse(value))
    return ok(schema.parse(value))
  }
  return {
    send,
    get: async (path, schema, asked) => read(await send('GET', path, asked), schema),
    post: async (path, schema, asked) => read(await send('POST', path, asked), schema),
    put: async (path, schema, asked) => read(await send('PUT', path, asked), schema),
  }
}

/**
 * What the API found wrong, as errors of the fields of a form: by the field whose pointer is named, by the longest that
 * fits; what fits none is told at `otherwise`.
 */
export function fieldErrors(
  problem: ProblemBody,
  fields: Readonly<Record<string, string>>,
  otherwise: string,
): readonly FieldError[] {
  const told = problem.errors ?? []
  if (told.length === 0) return [{ field: otherwise, text: problem.detail }]
  return told.map(({ pointer, detail }) => {
    const fitting = Object.keys(fields)
      .filter((each) => pointer === each || pointer.startsWith(`${each}/`))
      .toSorted((a, b) => b.length - a.length)
    return { field: fields[fitting[0] ?? ''] ?? otherwise, text: detail }
  })
}
