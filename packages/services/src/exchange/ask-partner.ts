import { type Refusal, refusalOf } from '@tongban/exchange'
import { type SignedRequest, type SigningKey, signRequest, verifyAnswer } from '@tongban/exchange/wire'
import { toBase64url } from '@tongban/privacy'
import type { Context } from '../context.ts'
import { readBody } from '../facts/capped-body.ts'
import { retryAfterSeconds } from '../notices/retry-after.ts'
import { signerNow } from './keys.ts'
import type { PartnerLine } from './partner-line.ts'
import { exchangeRegionOf } from './seal.ts'

/**
 * One signed request to a partner and its answer, believed only when it verifies and is bound to this very request. Under
 * its own time limit, so that a partner that does not answer holds up nobody for longer. Where the clocks differ it is
 * signed once more by the partner's time.
 */
export const TIME_LIMIT_MS = 10_000
/** Above this difference of clocks people are told. */
export const SKEW_ALARM_MS = 30_000
/** An answer says its time to the second, and takes a moment to come. */
const SKEW_NOTICED_MS = 2_000
const PROBLEM_CAP_BYTES = 64 * 1024

export type PartnerRequest = {
  readonly method: 'GET' | 'POST' | 'PUT'
  /** Below the partner's base URL: `/cx/1/messages`. */
  readonly path: string
  readonly body?: {
    readonly content: string | Uint8Array<ArrayBuffer>
    /** JSON, where nothing else is said. */
    readonly type?: string
    readonly idempotencyKey: string
    /** Of a delivery. */
    readonly manifestDigest?: string
  }
  readonly answerCapBytes: number
  /** The key to sign with; the newest unless given. */
  readonly signer?: SigningKey
}

export type PartnerAnswer =
  | {
      readonly state: 'answered'
      readonly signed: SignedRequest
      readonly json: unknown
      /** Of the partner's clock, as this answer has shown it. */
      readonly clockOffsetMs: number
    }
  | {
      readonly state: 'refused'
      readonly refusal: Exclude<Refusal, { readonly class: 'clock' }>
      readonly retryAfterSeconds: number
      /** It claims to be an answer and does not verify. */
      readonly forged: boolean
      readonly clockOffsetMs: number
    }

type Attempt =
  | Exclude<PartnerAnswer, { readonly state: 'refused' }>
  | {
      readonly state: 'turnedAway'
      readonly refusal: Refusal
      readonly retryAfterSeconds: number
      readonly forged: boolean
    }

export async function askPartner(
  ctx: Context,
  line: Pick<PartnerLine, 'partner' | 'baseUrl' | 'keys' | 'clockOffsetMs'>,
  request: PartnerRequest,
): Promise<PartnerAnswer> {
  const first = await underKnownKey(ctx, line, request)
  if (first.state === 'answered') return first
  if (first.refusal.class !== 'clock')
    return { ...first, state: 'refused', refusal: first.refusal, clockOffsetMs: line.clockOffsetMs }
  const clockOffsetMs = Math.round(first.refusal.serverTime - ctx.clock.now())
  const second = await attempt(ctx, line, request, clockOffsetMs)
  if (second.state === 'answered') return second
  const { refusal } = second
  return {
    ...second,
    state: 'refused',
    refusal: refusal.class === 'clock' ? { class: 'retry', reason: refusal.reason, failed: true } : refusal,
    clockOffsetMs,
  }
}

/**
 * Under the newest key; to a partner that was away when that one was announced, under one before it that still counts.
 */
async function underKnownKey(
  ctx: Context,
  line: Pick<PartnerLine, 'partner' | 'baseUrl' | 'keys' | 'clockOffsetMs'>,
  request: PartnerRequest,
): Promise<Attempt> {
  const { exchange, clock } = ctx
  const inForce = exchange?.signers(Math.floor(clock.now() / 1000)) ?? []
  const [first] = inForce
  if (exchange === null || request.signer !== undefined || first === undefined)
    return attempt(ctx, line, request, line.clockOffsetMs)
  let answered = await attempt(ctx, line, { ...request, signer: first }, line.clockOffsetMs)
  for (const signer of inForce.slice(1)) {
    if (!isUnknownKey(answered)) break
    answered = await attempt(ctx, line, { ...request, signer }, line.clockOffsetMs)
  }
  return answered
}

const isUnknownKey = (answered: Attempt): boolean =>
  answered.state === 'turnedAway' &&
  answered.refusal.class === 'retry' &&
  answered.refusal.reason.startsWith('status 401')

async function attempt(
  ctx: Context,
  { partner, baseUrl, keys }: Pick<PartnerLine, 'partner' | 'baseUrl' | 'keys'>,
  { method, path, body, answerCapBytes, signer }: PartnerRequest,
  offset: number,
): Promise<Attempt> {
  const { exchange } = ctx
  if (exchange === null) throw new Error('TONGBAN_EXCHANGE_KEYS is not set: nobody can be asked')
  const now = ctx.clock.now()
  const signedAt = now + offset
  const signed = await signRequest(
    {
      method,
      url: baseUrl + path,
      from: exchangeRegionOf(ctx),
      to: partner,
      ...(body === undefined ? {} : { body: { type: 'application/json', ...body } }),
    },
    signer ?? signerNow(exchange, now),
    { now: signedAt, nonce: toBase64url(ctx.ids.random(18)) },
  )
  const signal = AbortSignal.timeout(TIME_LIMIT_MS)
  const response = await reach(ctx, new Request(signed.request, { signal }), signal)
  if (response === 'timeout' || response === 'network') return unreached(response)
  const { status, headers } = response
  const read = await readBody(response.body, status === 200 ? answerCapBytes : PROBLEM_CAP_BYTES, signal)
  if (read.state !== 'whole') return unreached(read.state === 'over' ? 'answer too large' : 'network')
  const heardAt = ctx.clock.now()
  const verified = await verifyAnswer(
    signed,
    { status, headers, body: read.bytes },
    { keys, now: heardAt + offset },
  )
  const json = jsonIn(read.bytes)
  if (status === 200) {
    if (!verified.ok) return forged(`answer ${verified.failure.reason}`)
    const seen = verified.value.createdAt - heardAt
    const clockOffsetMs = Math.abs(seen) > SKEW_NOTICED_MS ? seen : 0
    return { state: 'answered', signed, json, clockOffsetMs }
  }
  // A refusal need not be signed (CX/1 §3); one that is and does not verify is nobody's.
  if (!verified.ok && headers.has('signature')) return forged(`status ${status} ${verified.failure.reason}`)
  return {
    state: 'turnedAway',
    refusal: refusalOf({ ...problemIn(json), status, signedAt }),
    retryAfterSeconds: retryAfterSeconds(headers.get('retry-after'), heardAt) ?? 0,
    forged: false,
  }
}

/** A port need not look at the signal: the limit holds all the same. */
async function reach(
  { transport }: Pick<Context, 'transport'>,
  request: Request,
  signal: AbortSignal,
): Promise<Response | 'timeout' | 'network'> {
  const late = new Promise<'timeout'>((resolve) => {
    signal.addEventListener('abort', () => resolve('timeout'), { once: true })
  })
  // The request was made here: what is left to reject is the network, or our own limit.
  const answered = transport(request).catch(() =>
    signal.aborted ? ('timeout' as const) : ('network' as const),
  )
  return Promise.race([answered, late])
}

const unreached = (reason: string): Attempt => ({
  state: 'turnedAway',
  refusal: { class: 'retry', reason, failed: true },
  retryAfterSeconds: 0,
  forged: false,
})
const forged = (reason: string): Attempt => ({
  state: 'turnedAway',
  refusal: { class: 'retry', reason, failed: true },
  retryAfterSeconds: 0,
  forged: true,
})

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(bytes))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined
    throw error
  }
}

function problemIn(json: unknown): { readonly code?: string; readonly serverTime?: number } {
  if (typeof json !== 'object' || json === null) return {}
  const { code, serverTime } = json as { readonly code?: unknown; readonly serverTime?: unknown }
  return {
    ...(typeof code === 'string' && /^\w{1,64}$/.test(code) ? { code } : {}),
    ...(typeof serverTime === 'number' && Number.isSafeInteger(serverTime) ? { serverTime } : {}),
  }
}
