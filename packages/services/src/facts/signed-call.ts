import { type Clock, fail, ok, type Result } from '@tongban/kernel'
import { discardBody, readBody } from './capped-body.ts'
import { requestSigner, signedEndpointSchema } from './request-signer.ts'

/**
 * How this region asks a service of its own: one signed POST (RFC 9421, body covered by RFC 9530) in JSON. The answer is
 * taken as hostile: bounded in time and size, no redirect followed. One attempt; what an answer means, and whether it is
 * asked again, is for whoever asks.
 */
export type CallConfig = {
  /** https; plain http only in development. No user information, query or fragment. */
  readonly url: string
  readonly keyId: string
  /** At least 32 bytes in base64 (RFC 2104 §3: not shorter than the hash). */
  readonly key: string
}

export type CallPorts = {
  readonly clock: Clock
  readonly fetch?: typeof fetch
  /** A signal that aborts after so many milliseconds; `AbortSignal.timeout` unless given. */
  readonly timeout?: (milliseconds: number) => AbortSignal
}

export type CallLimits = { readonly milliseconds: number; readonly bytes: number }

export type Called =
  | { readonly state: 'answered'; readonly headers: Headers; readonly bytes: Uint8Array }
  /** Any status other than 200; its body was not read. */
  | { readonly state: 'turnedAway'; readonly status: number; readonly headers: Headers }
  | { readonly state: 'unreached'; readonly reason: 'timeout' | 'network' }
  | { readonly state: 'tooLarge' }

export type Call = (body: unknown) => Promise<Called>
type Environment = 'development' | 'production'

/** Checks the configuration once, when the Worker starts; names the wrong fields, never their values. */
export function openCall(
  { url, keyId, key }: CallConfig,
  { clock, ...ports }: CallPorts,
  environment: Environment,
  { milliseconds, bytes }: CallLimits,
): Result<Call, readonly string[]> {
  const checked = signedEndpointSchema(environment).safeParse({ url, keyId, key })
  if (!checked.success)
    return fail([...new Set(checked.error.issues.map((issue) => String(issue.path[0] ?? '')))])
  const endpoint = checked.data
  const signedRequest = requestSigner(endpoint, clock)
  const send = ports.fetch ?? ((input, init) => fetch(input, init))
  const timeout = ports.timeout ?? ((limit) => AbortSignal.timeout(limit))
  return ok(async (body) => {
    const request = await signedRequest(new TextEncoder().encode(JSON.stringify(body)))
    const signal = timeout(milliseconds)
    let response: Response
    try {
      response = await send(endpoint.url, { ...request, signal })
    } catch {
      // The URL and the headers were checked above: what is left to reject is the network, or our own limit.
      return unreached(signal.aborted ? 'timeout' : 'network')
    }
    const { status, headers } = response
    if (status !== 200) {
      discardBody(response.body)
      return { state: 'turnedAway', status, headers }
    }
    const read = await readBody(response.body, bytes, signal)
    if (read.state === 'late') return unreached('timeout')
    if (read.state === 'broken') return unreached('network')
    return read.state === 'over' ? { state: 'tooLarge' } : { state: 'answered', headers, bytes: read.bytes }
  })
}

const unreached = (reason: 'timeout' | 'network') => ({ state: 'unreached', reason }) as const
