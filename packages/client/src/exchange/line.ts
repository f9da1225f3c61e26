/**
 * The line to one region: every request is signed, and no answer is believed before its signature, its digest and that it
 * belongs to this request have been checked. In Node and in Workers alike.
 */
import {
  type ExchangeKeys,
  LIMITS,
  type SignedRequest,
  type SigningKey,
  signRequest,
  verifyAnswer,
} from '@tongban/exchange/wire'
import { boundedBytes, parseJson, RequestFailed, refusalOf } from '../request.ts'
import type { ExchangePartner } from './partner.ts'

export type LineOptions = {
  /** Region code of whoever asks. */
  readonly region: string
  readonly keys: Pick<ExchangeKeys, 'signer'>
  readonly partner: ExchangePartner
  readonly fetch?: typeof fetch
  readonly now?: () => number
  readonly timeoutMs?: number
}

export type AskBody = {
  readonly content: string
  readonly idempotencyKey: string
  /** Hex, of a delivery. */
  readonly manifestDigest?: string
}

export type Told = {
  readonly json: unknown
  /** What proves that it was asked. */
  readonly signed: SignedRequest
  /** By which key it was answered. */
  readonly keyId: string
}

export type Line = Required<Pick<LineOptions, 'region' | 'partner' | 'now'>> & {
  readonly signer: () => SigningKey
  ask(path: string, body?: AskBody): Promise<Told>
}

const TIMEOUT_MS = 20_000
const MAX_BYTES = 2 * LIMITS.bodyBytes

export function openLine({
  region,
  keys,
  partner,
  fetch: send = fetch,
  now = Date.now,
  timeoutMs = TIMEOUT_MS,
}: LineOptions): Line {
  const signer = () => {
    const found = keys.signer(Math.floor(now() / 1000))
    if (found === null) throw new Error('no signing key is in force')
    return found
  }

  async function ask(path: string, body?: AskBody): Promise<Told> {
    const url = `${partner.baseUrl}${path}`
    const signed = await signRequest(
      {
        method: body === undefined ? 'GET' : 'POST',
        url,
        from: region,
        to: partner.region,
        ...(body === undefined ? {} : { body: { ...body, type: 'application/json' } }),
        headers: { accept: 'application/json', 'accept-language': 'zh-CN' },
      },
      signer(),
      { now: now(), nonce: nonce() },
    )
    const { status, headers, bytes } = await answerTo(url, signed.request)
    const text = new TextDecoder().decode(bytes)
    if (status !== 200) throw refusalOf(url, status, text)
    const answer = { status, headers, body: bytes }
    const verified = await verifyAnswer(signed, answer, { keys: partner.keys, now: now() })
    if (!verified.ok)
      throw new RequestFailed(
        url,
        status,
        'answerNotVerified',
        `答复的签名不能验证，没有采用 the signature of the answer does not hold (${verified.failure.reason}); it was not taken`,
      )
    return { json: parseJson(text), signed, keyId: verified.value.keyId }
  }

  async function answerTo(url: string, asked: Request) {
    try {
      const response = await send(asked, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
      const bytes = await boundedBytes(url, response, MAX_BYTES)
      return { status: response.status, headers: response.headers, bytes }
    } catch (thrown) {
      if (thrown instanceof RequestFailed || !(thrown instanceof Error)) throw thrown
      throw RequestFailed.unreachable(url, thrown)
    }
  }

  return { region, partner, now, signer, ask }
}

const nonce = () =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
