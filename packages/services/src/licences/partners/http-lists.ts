import { discardBody, readBody } from '../../facts/capped-body.ts'
import { type ListSource, TOKEN_CAP_BYTES } from './lists.ts'

/**
 * A partner's status list over HTTP. The answer is taken as hostile: bounded in time and size, no redirect followed, its
 * media type as the standard has it; its signature is checked by whoever asked.
 */
const LIMIT_MS = 2_000
const MEDIA_TYPE = 'application/statuslist+jwt'

export type HttpListPorts = {
  readonly fetch?: typeof fetch
  /** A signal that aborts after so many milliseconds; `AbortSignal.timeout` unless given. */
  readonly timeout?: (milliseconds: number) => AbortSignal
}

export function httpPartnerLists(ports: HttpListPorts = {}): ListSource {
  const send = ports.fetch ?? ((input, init) => fetch(input, init))
  const timeout = ports.timeout ?? ((milliseconds) => AbortSignal.timeout(milliseconds))
  return {
    async fetch(uri, etag) {
      const headers = { accept: MEDIA_TYPE, ...(etag === null ? {} : { 'if-none-match': etag }) }
      const signal = timeout(LIMIT_MS)
      let response: Response
      try {
        response = await send(uri, { headers, redirect: 'manual', signal })
      } catch {
        // The address was checked before: what is left to reject is the network, or our own limit.
        return failed(signal.aborted ? 'timeout' : 'network')
      }
      if (response.status === 304) {
        discardBody(response.body)
        return { state: 'unchanged' }
      }
      const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
      if (response.status !== 200 || type !== MEDIA_TYPE) {
        discardBody(response.body)
        return failed(response.status === 200 ? 'media type' : `status ${response.status}`)
      }
      const read = await readBody(response.body, TOKEN_CAP_BYTES, signal)
      if (read.state !== 'whole') return failed(read.state)
      return {
        state: 'fetched',
        token: new TextDecoder().decode(read.bytes),
        etag: response.headers.get('etag'),
      }
    },
  }
}

const failed = (reason: string) => ({ state: 'failed', reason }) as const
