import { fail, ok, type Result } from '@tongban/kernel'
import * as z from 'zod'
import { discardBody, readBody } from '../facts/capped-body.ts'
import { parseJson } from '../facts/source-answer.ts'

/**
 * The port that tells which addresses a name has, so that a target inside our own network is refused before anything is
 * connected to it. The runtime connects by itself and by an answer of its own: between the two a name may change (DNS
 * rebinding). What closes that gap is the list of registered hosts, and an egress rule where a region hosts itself.
 */
export type Unresolved = 'noSuchName' | 'unavailable'
export interface Resolver {
  /** Never rejects for a reason outside this program. At least one address, in the notation of the resolver. */
  resolve(host: string): Promise<Result<readonly string[], Unresolved>>
}

/** A resolver that knows these names alone, for tests. */
export const memoryResolver = (names: Readonly<Record<string, readonly string[]>>): Resolver => ({
  resolve: async (host) => {
    const addresses = Object.hasOwn(names, host) ? names[host] : undefined
    return addresses === undefined || addresses.length === 0 ? fail('noSuchName') : ok(addresses)
  },
})

const LIMIT_MS = 3_000
const CAP_BYTES = 16 * 1024
const TYPES = { A: 1, AAAA: 28 } as const
const answerSchema = z.object({
  Status: z.int(),
  Answer: z
    .array(z.object({ type: z.int(), data: z.string().max(200) }))
    .max(200)
    .optional(),
})
const NAME_ERROR = 3

export type ResolverPorts = {
  readonly fetch?: typeof fetch
  readonly timeout?: (milliseconds: number) => AbortSignal
}

/** DNS over HTTPS in the JSON form that public resolvers offer (`?name=…&type=A`); `url` is the region's own choice. */
export function httpsResolver(url: string, ports: ResolverPorts = {}): Resolver {
  const get = ports.fetch ?? ((input, init) => fetch(input, init))
  const timeout = ports.timeout ?? ((milliseconds) => AbortSignal.timeout(milliseconds))

  async function ask(host: string, type: keyof typeof TYPES): Promise<Result<readonly string[], Unresolved>> {
    const asked = new URL(url)
    asked.searchParams.set('name', host)
    asked.searchParams.set('type', type)
    const signal = timeout(LIMIT_MS)
    const headers = { accept: 'application/dns-json' }
    let response: Response
    try {
      response = await get(asked.href, { headers, redirect: 'manual', signal })
    } catch {
      // The network, or our own limit: the resolver gave no answer either way.
      return fail('unavailable')
    }
    if (response.status !== 200) {
      discardBody(response.body)
      return fail('unavailable')
    }
    const read = await readBody(response.body, CAP_BYTES, signal)
    const answer = read.state === 'whole' ? answerSchema.safeParse(parseJson(read.bytes)) : undefined
    if (answer?.success !== true) return fail('unavailable')
    const { Status, Answer = [] } = answer.data
    if (Status === NAME_ERROR) return fail('noSuchName')
    if (Status !== 0) return fail('unavailable')
    return ok(Answer.filter((each) => each.type === TYPES[type]).map(({ data }) => data))
  }

  return {
    async resolve(host) {
      const [four, six] = await Promise.all([ask(host, 'A'), ask(host, 'AAAA')])
      // One family alone is no answer: the other might lead inside.
      if (!four.ok) return four
      if (!six.ok) return six
      const addresses = [...four.value, ...six.value]
      return addresses.length === 0 ? fail('noSuchName') : ok(addresses)
    },
  }
}
