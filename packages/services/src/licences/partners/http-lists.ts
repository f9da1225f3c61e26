import { discardBody, readBody } from '../../facts/capped-body.ts'
import type { IndexSource } from './indexes.ts'
import { type ListSource, TOKEN_CAP_BYTES } from './lists.ts'

/**
 * A partner's status lists over HTTP, and where they are. The answer is taken as hostile: bounded in time and size, no redirect followed, its
 * media type as the standard has it; its signature is checked by whoever asked.
 */
const LIMIT_MS = 2_000
const MEDIA_TYPE = 'application/statuslist+jwt'
/** A thousand addresses. */
const INDEX_CAP_BYTES = 128 * 1024

export type HttpListPorts = {
  readonly fetch?: typeof fetch
  /** A signal that aborts after so many milliseconds; `AbortSignal.timeout` unless given. */
  readonly timeout?: (milliseconds: number) => AbortSignal
}

export function httpPartnerLists(ports: HttpListPorts = {}): ListSource {
  const ask = asking(ports)
  return {
    async fetch(uri, etag) {
      const read = await ask(uri, MEDIA_TYPE, TOKEN_CAP_BYTES, etag)
      return read.state === 'fetched' ? { ...read, token: read.text } : read
    },
  }
}

/** The addresses of all lists of a partner, which stand where the lists lie, as Token Status List has it. */
export function httpPartnerIndex(ports: HttpListPorts = {}): IndexSource {
  const ask = asking(ports)
  return {
    async fetch(uri) {
      const read = await ask(uri, 'application/json', INDEX_CAP_BYTES, null)
      if (read.state === 'unchanged') return failed('status 304')
      if (read.state === 'failed') return read
      try {
        return { state: 'fetched', body: JSON.parse(read.text) }
      } catch {
        return failed('no JSON')
      }
    },
  }
}

type Read =
  | { readonly state: 'fetched'; readonly text: string; readonly etag: string | null }
  | { readonly state: 'unchanged' }
  | ReturnType<typeof failed>

function asking(ports: HttpListPorts) {
  const send = ports.fetch ?? ((input, init) => fetch(input, init))
  const timeout = ports.timeout ?? ((milliseconds) => AbortSignal.timeout(milliseconds))
  return async (uri: string, mediaType: string, capBytes: number, etag: string | null): Promise<Read> => {
    const headers = { accept: mediaType, ...(etag === null ? {} : { 'if-none-match': etag }) }
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
    if (response.status !== 200 || type !== mediaType) {
      discardBody(response.body)
      return failed(response.status === 200 ? 'media type' : `status ${response.status}`)
    }
    const read = await readBody(response.body, capBytes, signal)
    if (read.state !== 'whole') return failed(read.state)
    const text = new TextDecoder().decode(read.bytes)
    return { state: 'fetched', text, etag: response.headers.get('etag') }
  }
}

const failed = (reason: string) => ({ state: 'failed', reason }) as const
