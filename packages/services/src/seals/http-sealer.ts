import { type Clock, fail, ok, type Result } from '@tongban/kernel'
import { discardBody, readBody } from '../facts/capped-body.ts'
import { requestSigner, signedEndpointSchema } from '../facts/request-signer.ts'
import { refusalOf } from '../notices/refusal.ts'
import type { Sealer, Sealing } from './seal.ts'
import { readSeal } from './seal-answer.ts'

/**
 * A sealing service reached over HTTP: one signed POST (RFC 9421, body covered by RFC 9530) of the order. The answer is
 * taken as hostile: bounded in time and size, no redirect followed, checked whole, and it must name the very digest and
 * document that were sent. One attempt; the outbox tries again.
 */
const LIMIT_MS = 2_000
const ANSWER_CAP_BYTES = 64 * 1024

export type HttpSealerConfig = {
  readonly url: string
  readonly keyId: string
  /** At least 32 bytes in base64. */
  readonly key: string
}

export type HttpSealerPorts = {
  readonly clock: Clock
  readonly fetch?: typeof fetch
  /** A signal that aborts after so many milliseconds; `AbortSignal.timeout` unless given. */
  readonly timeout?: (milliseconds: number) => AbortSignal
}

/** Names the wrong fields, never their values. */
export type SealerMisconfigured = { readonly code: 'sealerMisconfigured'; readonly fields: readonly string[] }

/** Checks the configuration once, when the Worker starts. */
export function httpSealer(
  config: HttpSealerConfig,
  ports: HttpSealerPorts,
  environment: 'development' | 'production',
): Result<Sealer, SealerMisconfigured> {
  const checked = signedEndpointSchema(environment).safeParse(config)
  if (!checked.success) {
    const fields = [...new Set(checked.error.issues.map((issue) => String(issue.path[0] ?? '')))]
    return fail({ code: 'sealerMisconfigured', fields })
  }
  const { url } = checked.data
  const signedRequest = requestSigner(checked.data, ports.clock)
  const send = ports.fetch ?? ((input, init) => fetch(input, init))
  const timeout = ports.timeout ?? ((milliseconds) => AbortSignal.timeout(milliseconds))
  return ok({
    async seal(order) {
      const request = await signedRequest(new TextEncoder().encode(JSON.stringify(order)))
      const signal = timeout(LIMIT_MS)
      let response: Response
      try {
        response = await send(url, { ...request, signal })
      } catch {
        // The URL and the headers were checked above: what is left to reject is the network, or our own limit.
        return retry(signal.aborted ? 'timeout' : 'network')
      }
      if (response.status !== 200) {
        discardBody(response.body)
        return refusalOf(response, ports.clock.now())
      }
      const read = await readBody(response.body, ANSWER_CAP_BYTES, signal)
      if (read.state === 'late') return retry('timeout')
      if (read.state === 'broken') return retry('network')
      if (read.state === 'over') return rejected('answer too large')
      const seal = await readSeal(response.headers, read.bytes, order)
      return seal === undefined ? rejected('bad answer') : { state: 'sealed', seal }
    },
  })
}

const retry = (reason: string): Sealing => ({ state: 'retry', reason })
const rejected = (reason: string): Sealing => ({ state: 'rejected', reason })
