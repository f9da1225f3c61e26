import { VISIT_HEADER } from './visit.ts'

/**
 * Revalidation (RFC 9110 §13.1.2): whoever has the very answer already is told so and sent nothing more. Only an answer
 * whose handler has set an `ETag` takes part; it is handed over beside the answer, since of most there is none to look for.
 */
const KEPT = ['etag', 'cache-control', 'vary', 'x-request-id', 'content-language', VISIT_HEADER] as const

export function unlessUnchanged(request: Request, etag: string | undefined, response: Response): Response {
  if (etag === undefined || response.status !== 200) return response
  const asked = request.headers.get('If-None-Match')
  if (asked === null) return response
  // Compared weakly, as the header asks for: a weak tag names the same content.
  const tags = asked.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (!tags.includes('*') && !tags.includes(etag.replace(/^W\//, ''))) return response
  const headers = new Headers()
  for (const name of KEPT) {
    const value = response.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  return new Response(null, { status: 304, headers })
}
