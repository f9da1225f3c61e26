import { keyed } from './seeded.ts'

/**
 * The line between two regions of a simulation: what happens to a request on it is decided by the seed, the sender and
 * the number of the request alone. Every fault is counted by its kind.
 */
export const FAULTS = [
  'requestLost',
  'answerLost',
  /** Arrives twice at once. */
  'twice',
  /** Arrives, and once more later, when its time window may be over. */
  'again',
  /** Is given up by its sender and arrives later, behind others, after minutes or days. */
  'late',
  'internalError',
  'badGateway',
  'unavailable',
  'tooManyRequests',
  'redirected',
  /** Bytes are changed under way. */
  'requestChanged',
  'answerChanged',
  'answerCut',
  /** Somebody answers in the partner's name. */
  'answerForged',
] as const
export type Fault = (typeof FAULTS)[number]

export type Forward = (request: Request) => Promise<Response>
type Kept = { readonly at: number; readonly request: Request }

export type Line = {
  /** Share of requests with a fault; 0: all goes through. */
  share: number
  kinds: readonly Fault[]
  /** While it lasts every request has this fault. */
  storm: { readonly kind: Fault; readonly until: number } | null
  readonly counted: Map<string, number>
  readonly count: (kind: string) => void
  readonly through: (from: string, request: Request, forward: Forward) => Promise<Response>
  /** Delivers what was held back and whose time has come; answers how many. */
  readonly deliverLate: (forward: Forward) => Promise<number>
  readonly held: () => number
}

const MINUTE_MS = 60_000
const DELAYS_MS = [1_000, MINUTE_MS, 20 * MINUTE_MS, 360 * MINUTE_MS, 2_880 * MINUTE_MS]

const lost = () => new TypeError('network connection lost')
const problem = (status: number, headers: Record<string, string> = {}) =>
  new Response('{"code":"unavailable"}', {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  })

export function openLine(seed: number | string, tell: (line: string) => void): Line {
  const sent = new Map<string, number>()
  const counted = new Map<string, number>()
  const kept: Kept[] = []
  const count = (kind: string) => void counted.set(kind, (counted.get(kind) ?? 0) + 1)

  function faultOf(from: string, number: number): Fault | null {
    if (line.storm !== null && Date.now() < line.storm.until) return line.storm.kind
    if (line.share === 0 || keyed(seed, from, number, 'fault') >= line.share) return null
    return line.kinds[Math.floor(keyed(seed, from, number, 'kind') * line.kinds.length)] ?? null
  }

  const keep = (request: Request, delay: number) => {
    kept.push({ at: Date.now() + delay, request })
  }

  async function suffer(fault: Fault, request: Request, forward: Forward, chance: number): Promise<Response> {
    const delay = DELAYS_MS[Math.floor(chance * DELAYS_MS.length)] ?? 0
    switch (fault) {
      case 'requestLost':
        throw lost()
      case 'answerLost':
        await forward(request)
        throw lost()
      case 'twice': {
        const [first] = await Promise.all([forward(request.clone()), forward(request)])
        return first
      }
      case 'again':
        keep(request.clone(), delay)
        return forward(request)
      case 'late':
        keep(request, delay)
        throw lost()
      case 'internalError':
        return problem(500)
      case 'badGateway':
        return problem(502)
      case 'unavailable':
        return problem(503, { 'Retry-After': '2' })
      case 'tooManyRequests':
        return problem(429, { 'Retry-After': String(1 + Math.floor(chance * 120)) })
      case 'redirected':
        return problem(301, { Location: 'http://elsewhere.test' })
      case 'requestChanged':
        return forward(await changed(request))
      case 'answerChanged': {
        const { status, headers, body } = await readAnswer(await forward(request))
        return new Response(body.replace('"', '" '), { status, headers })
      }
      case 'answerCut': {
        const { status, headers, body } = await readAnswer(await forward(request))
        return new Response(body.slice(0, Math.floor(body.length * chance)), { status, headers })
      }
      case 'answerForged':
        await forward(request)
        return new Response('{"receipt":"a.b.c","dispositions":[],"heads":[],"messages":[],"next":null}', {
          headers: { 'Content-Type': 'application/json' },
        })
      default:
        return fault satisfies never
    }
  }

  const line: Line = {
    share: 0,
    kinds: FAULTS,
    storm: null,
    counted,
    count,
    held: () => kept.length,
    async through(from, request, forward) {
      const number = (sent.get(from) ?? 0) + 1
      sent.set(from, number)
      const fault = faultOf(from, number)
      const { pathname } = new URL(request.url)
      const name = `${from} ${request.method} ${pathname.replace(/[0-9A-Z]{22}/, '#')}`
      if (fault === null) {
        const response = await forward(request)
        tell(`${name} ${response.status}`)
        return response
      }
      count(fault)
      tell(`${name} ${fault}`)
      return suffer(fault, request, forward, keyed(seed, from, number, 'how'))
    },
    async deliverLate(forward) {
      const now = Date.now()
      const due = kept.filter(({ at }) => at <= now).toSorted((a, b) => a.at - b.at)
      for (const each of due) {
        kept.splice(kept.indexOf(each), 1)
        const { status } = await forward(each.request)
        tell(`late ${status}`)
      }
      return due.length
    },
  }
  return line
}

/** Another byte in the body, or another address where there is none. */
async function changed(request: Request): Promise<Request> {
  const { url, method, headers } = request
  if (method === 'GET') return new Request(`${url}${url.includes('?') ? '&' : '?'}x=1`, { method, headers })
  const body = (await request.text()).replace('"', '" ')
  return new Request(url, { method, headers, body })
}

async function readAnswer(response: Response) {
  const { status, headers } = response
  return { status, headers, body: await response.text() }
}
