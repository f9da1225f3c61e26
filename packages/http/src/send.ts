import { fitterOf, NO_FIT } from '@tongban/kernel/parse'
import type { Contract } from './endpoint.ts'
import { isStreamed } from './endpoint.ts'
import { LANGUAGE_TAGS, type Language } from './language.ts'
import { API_HEADERS, POLICY } from './security-headers.ts'
import { VISIT_HEADER } from './visit.ts'

/**
 * How an endpoint's answer is sent: what the schema of the contract does not name is not sent; what it names and is not
 * there is a bug.
 */
export const ANSWER_HEADERS = { ...API_HEADERS, 'cache-control': 'no-store' } as const

/**
 * What every answer of one kind carries; a response takes it over by copying, which is half the cost of a list. Still each
 * costs a microsecond, so that what the gateway writes anyway is left to it.
 */
const baseOf = (contentType: string, language: Language, note: string | null) =>
  new Headers({
    ...(note === null ? ANSWER_HEADERS : { ...POLICY, 'cache-control': 'no-store', [VISIT_HEADER]: note }),
    'content-type': contentType,
    'content-language': LANGUAGE_TAGS[language],
  })

/** `note`: what the gateway is told; null where it did not ask. */
type Visit = { readonly requestId: string; readonly language: Language; readonly note: string | null }
type Send = (value: unknown, visit: Visit, headers: Readonly<Record<string, string>>) => Response

/**
 * Made once for each endpoint; the way its answers are fitted is worked out with the first of them, since a Worker has
 * many endpoints and starts often. `headers` are those its handler has set, by lower-case name.
 */
export function senderOf({ status, schema, type = 'application/json' }: Contract['answer']): Send {
  let fit: ReturnType<typeof fitterOf> | undefined
  const isJson = type === 'application/json'
  const contentType = isJson ? type : `${type}; charset=utf-8`
  /** By note, of which an endpoint has one for each kind of caller; then by language. */
  const bases = new Map<string | null, Partial<Record<Language, Headers>>>()
  const baseFor = (language: Language, note: string | null): Headers => {
    const known = bases.get(note) ?? {}
    bases.set(note, known)
    known[language] ??= baseOf(contentType, language, note)
    return known[language]
  }
  return (value, { requestId, language, note }, headers) => {
    fit ??= fitterOf(schema)
    const fitted = fit(value)
    const data = fitted === NO_FIT ? read(schema, value) : fitted
    const base = baseFor(language, note)
    const streamed = isJson || !isStreamed(data) ? undefined : data
    const body = isJson ? JSON.stringify(data) : (streamed?.body ?? String(data))
    // Written over by the next answer: a response has its copy by then, whose own headers are dearer to touch. The gateway
    // writes the id it made itself.
    if (note === null) base.set('x-request-id', requestId)
    const response = new Response(body, { status: streamed?.status ?? status, headers: base })
    for (const name of Object.keys(headers)) response.headers.set(name, headers[name] ?? '')
    if (streamed !== undefined) response.headers.set('content-type', streamed.type)
    return response
  }
}

/** The schema's own word on what does not plainly fit. */
function read(schema: Contract['answer']['schema'], value: unknown): unknown {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const places = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.code}`).join(', ')
  throw new Error(`answer does not fit its contract: ${places}`)
}
