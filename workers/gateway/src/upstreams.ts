import { BODY_LIMIT_BYTES, readBody } from '@tongban/http'
import { type Failure, ok, type Result } from '@tongban/kernel'
import type { GatewayEnvironment, Upstream } from './environment.ts'

/**
 * Which Worker answers for which paths. A new Worker is one line here and one service binding in wrangler.toml.
 */

type UpstreamRow = {
  readonly prefix: string
  readonly binding: 'APPROVALS' | 'SUPERVISION'
  readonly bodyLimitBytes: number
}

export const UPSTREAMS = [
  { prefix: '/approvals', binding: 'APPROVALS', bodyLimitBytes: BODY_LIMIT_BYTES },
  { prefix: '/supervision', binding: 'SUPERVISION', bodyLimitBytes: BODY_LIMIT_BYTES },
] as const satisfies readonly UpstreamRow[]

/** Headers that only the gateway may set: a Worker trusts them. */
const INTERNAL_PREFIX = 'x-tongban-'

/**
 * The request as the Worker gets it: same address, method and headers, without what only the gateway may say, and
 * with a body that has been counted.
 */
export async function forwardedRequest(
  request: Request,
  requestId: string,
  bodyLimitBytes: number,
): Promise<Result<Request, Failure>> {
  const headers = new Headers(request.headers)
  for (const name of [...headers.keys()]) if (name.startsWith(INTERNAL_PREFIX)) headers.delete(name)
  headers.set('X-Request-Id', requestId)
  headers.delete('Content-Length')
  const { method } = request
  if (method === 'GET' || method === 'HEAD') {
    return ok(new Request(request.url, { method, headers, redirect: 'manual' }))
  }
  const body = await readBody(request, bodyLimitBytes)
  if (!body.ok) return body
  return ok(new Request(request.url, { method, headers, body: body.value, redirect: 'manual' }))
}

export const upstreamOf = (env: GatewayEnvironment, row: UpstreamRow): Upstream => env[row.binding]
