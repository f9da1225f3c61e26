import { discardBody, readBody } from '../../facts/capped-body.ts'
import type { CodeSource } from './codes.ts'
import type { HttpListPorts } from './http-lists.ts'

/** A partner's one-time codes over HTTP, at the endpoint that anyone may ask. The answer is taken as hostile, as a list is. */
const LIMIT_MS = 4_000
/** A verdict with all its claims takes a few kilobytes. */
const CAP_BYTES = 64 * 1024

export function httpPartnerCodes(ports: HttpListPorts = {}): CodeSource {
  const send = ports.fetch ?? ((input, init) => fetch(input, init))
  const timeout = ports.timeout ?? ((milliseconds) => AbortSignal.timeout(milliseconds))
  return {
    async redeem(issuer, asked) {
      const signal = timeout(LIMIT_MS)
      let response: Response
      try {
        response = await send(`${issuer}/v1/presentations/redeem`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
          body: JSON.stringify(asked),
          redirect: 'manual',
          signal,
        })
      } catch {
        // The address is of a trusted region: what is left to reject is the network, or our own limit.
        return failed(signal.aborted ? 'timeout' : 'network')
      }
      if (response.status !== 200) {
        discardBody(response.body)
        return failed(`status ${response.status}`)
      }
      const read = await readBody(response.body, CAP_BYTES, signal)
      if (read.state !== 'whole') return failed(read.state)
      try {
        return { state: 'answered', body: JSON.parse(new TextDecoder().decode(read.bytes)) }
      } catch {
        return failed('no JSON')
      }
    },
  }
}

const failed = (reason: string) => ({ state: 'failed', reason }) as const
