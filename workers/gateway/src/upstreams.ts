import { BODY_LIMIT_BYTES, readBody } from '@tongban/http'
import { type Failure, ok, type Result } from '@tongban/kernel'
import { getPath } from 'hono/utils/url'
import type { GatewayEnvironment, Upstream } from './environment.ts'
import { finderOf, type Template } from './path-templates.ts'

/**
 * Which Worker answers for which paths. A new Worker is one row here and one service binding in wrangler.toml.
 */

type UpstreamRow = {
  readonly name: string
  readonly binding:
    | 'APPROVALS'
    | 'CASEWORK'
    | 'OVERVIEWS'
    | 'RULES'
    | 'SUPERVISION'
    | 'LICENCES'
    | 'EXCHANGE'
    | 'HANDOVERS'
    | 'OVERSIGHT'
    | 'EVALUATIONS'
  /** Where the paths it answers for begin; of several that fit a path, the most precise decides. */
  readonly templates: readonly Template[]
  readonly bodyLimitBytes: number
}

export const UPSTREAMS = [
  {
    name: 'approvals',
    binding: 'APPROVALS',
    templates: ['/approvals', '/approvals/v1/items/{}/precheck', '/approvals/v1/cases/{}/explanation'],
    bodyLimitBytes: BODY_LIMIT_BYTES,
  },
  {
    name: 'casework',
    binding: 'CASEWORK',
    templates: [
      '/approvals/v1/cases/{}',
      '/approvals/v1/cases/{}/{}',
      '/approvals/v1/cases/{}/documents/{}',
      '/approvals/v1/evidence',
    ],
    bodyLimitBytes: BODY_LIMIT_BYTES,
  },
  {
    name: 'overviews',
    binding: 'OVERVIEWS',
    templates: [
      '/approvals/v1/cases',
      '/approvals/v1/cases.csv',
      '/approvals/v1/cases/{}/receipt-code',
      '/approvals/v1/delegations',
      '/approvals/v1/items',
      '/approvals/v1/lists',
      '/approvals/v1/my-cases',
      '/approvals/v1/progress',
      '/approvals/v1/registries',
      '/approvals/v1/rulebook',
      '/approvals/v1/public',
      '/supervision/v1/overview',
      '/supervision/v1/overview.csv',
    ],
    bodyLimitBytes: BODY_LIMIT_BYTES,
  },
  {
    name: 'rules',
    binding: 'RULES',
    templates: [
      '/approvals/v1/rules',
      '/approvals/v1/items/{}/audit',
      '/approvals/v1/audits',
      '/approvals/v1/replay',
    ],
    bodyLimitBytes: BODY_LIMIT_BYTES,
  },
  {
    name: 'supervision',
    binding: 'SUPERVISION',
    templates: ['/supervision'],
    bodyLimitBytes: BODY_LIMIT_BYTES,
  },
  {
    name: 'licences',
    binding: 'LICENCES',
    // The well-known document of an issuer whose name has a path stands before that path (RFC 8414 §3.1).
    // Taking over a licence of another region issues one, which is done where the issuer keys are.
    templates: [
      '/licences',
      '/admin/v1/api-keys',
      '/.well-known/jwt-vc-issuer/licences',
      '/exchange/v1/transfers',
    ],
    bodyLimitBytes: BODY_LIMIT_BYTES,
  },
  {
    name: 'exchange',
    binding: 'EXCHANGE',
    templates: ['/exchange'],
    // A delivery of fifty messages, as CX/1 allows it.
    bodyLimitBytes: 4 * BODY_LIMIT_BYTES,
  },
  {
    name: 'handovers',
    binding: 'HANDOVERS',
    templates: ['/exchange/v1/cases', '/exchange/v1/shipments'],
    bodyLimitBytes: BODY_LIMIT_BYTES,
  },
  {
    name: 'evaluations',
    binding: 'EVALUATIONS',
    templates: ['/evaluations'],
    bodyLimitBytes: BODY_LIMIT_BYTES,
  },
  {
    name: 'oversight',
    binding: 'OVERSIGHT',
    templates: [
      '/supervision/v1/clocks',
      '/supervision/v1/clocks.csv',
      '/supervision/v1/notices',
      '/supervision/v1/notices.csv',
      '/supervision/v1/cards',
      '/supervision/v1/cards.csv',
      '/supervision/v1/findings',
      '/supervision/v1/findings.csv',
      '/supervision/v1/policies',
      '/supervision/v1/templates',
      '/supervision/v1/bulletins',
      '/supervision/v1/inbox',
      '/supervision/v1/endpoints',
      '/supervision/v1/deliveries',
      '/supervision/v1/reports',
    ],
    // A file that goes with the reply to a notice.
    bodyLimitBytes: 5 * BODY_LIMIT_BYTES,
  },
] as const satisfies readonly UpstreamRow[]

const find = finderOf(UPSTREAMS.flatMap((row) => row.templates.map((template) => ({ template, row }))))

/** Which Worker a request is for. Its path is read as the doors read it, so that `%2F` stays within its segment. */
export const upstreamFor = (request: Request) => find(getPath(request))

/** Headers that only the gateway may set: a Worker trusts them. */
const INTERNAL_PREFIX = 'x-tongban-'

/**
 * The request as the Worker gets it: same address, method and headers, without what only the gateway may say, with
 * its own word on who is calling, and with a body that has been counted.
 */
export async function forwardedRequest(
  request: Request,
  requestId: string,
  caller: string,
  bodyLimitBytes: number,
): Promise<Result<Request, Failure>> {
  const headers = new Headers(request.headers)
  for (const name of [...headers.keys()]) if (name.startsWith(INTERNAL_PREFIX)) headers.delete(name)
  headers.set('X-Request-Id', requestId)
  headers.set('X-Tongban-Caller', caller)
  headers.delete('Content-Length')
  const { method } = request
  if (method === 'GET' || method === 'HEAD') {
    return ok(new Request(request.url, { method, headers, redirect: 'manual' }))
  }
  const body = await readBody(request, bodyLimitBytes)
  if (!body.ok) return body
  return ok(new Request(request.url, { method, headers, body: body.value, redirect: 'manual' }))
}

/** Undefined where no binding leads to it. */
export const upstreamOf = (env: GatewayEnvironment, row: UpstreamRow): Upstream | undefined =>
  env[row.binding]

/** The one Worker that a region may go without. */
export const NO_LICENCES = {
  zh: '电子证照服务（绑定 LICENCES）',
  en: 'its e-licence service (binding LICENCES)',
}
