import { type Clock, fail, ok, type Result } from '@tongban/kernel'
import { Webhook } from 'standardwebhooks'
import { readBody } from '../facts/capped-body.ts'
import type { Delivery, Message, Notifier } from './notifier.ts'
import { refusalOf } from './refusal.ts'
import { allowedTarget, type TargetRefusal } from './target.ts'

/**
 * Sends messages to the region's notification gateway as signed webhooks by the Standard Webhooks specification 1.0:
 * id, time stamp and HMAC-SHA256 over both and the body. No redirect is followed; the answer's body is let run out up
 * to a few KiB, so that its connection can be used again, and never kept.
 */
const LIMIT_MS = 5_000
const BODY_CAP_BYTES = 4 * 1024
const LEAST_SECRET_BYTES = 24
const MESSAGE_ID = /^[A-Za-z0-9_-]{1,64}$/

export type WebhookNotifierConfig = {
  readonly url: string
  /** `whsec_` and base64 of at least 24 bytes. While a secret is replaced both are given: each signs. */
  readonly secrets: readonly string[]
}

export type WebhookNotifierPorts = {
  readonly clock: Clock
  readonly fetch?: typeof fetch
  /** A signal that aborts after so many milliseconds; `AbortSignal.timeout` unless given. */
  readonly timeout?: (milliseconds: number) => AbortSignal
}

export type WebhookMisconfigured =
  | TargetRefusal
  | { readonly code: 'secretRefused'; readonly zh: string; readonly en: string }

/** What became of a message, and the beginning of what its receiver answered, where the whole of it came in time. */
export type Posted = { readonly delivery: Delivery; readonly answer: Uint8Array | null }
export type Post = (message: Message) => Promise<Posted>

/** Checks the configuration once, when the Worker starts. */
export function webhookNotifier(
  config: WebhookNotifierConfig,
  ports: WebhookNotifierPorts,
  environment: 'development' | 'production',
): Result<Notifier, WebhookMisconfigured> {
  const post = webhookPost(config, ports, environment)
  return post.ok ? ok({ send: async (message) => (await post.value(message)).delivery }) : post
}

/** The same with what the receiver answers, which it may have to. */
export function webhookPost(
  config: WebhookNotifierConfig,
  ports: WebhookNotifierPorts,
  environment: 'development' | 'production',
): Result<Post, WebhookMisconfigured> {
  const target = allowedTarget(config.url, environment)
  if (!target.ok) return target
  if (config.secrets.length === 0 || !config.secrets.every(isSecret)) return fail(SECRET_REFUSED)
  const url = target.value.href
  const signers = config.secrets.map((secret) => new Webhook(secret))
  const post = ports.fetch ?? ((input, init) => fetch(input, init))
  const timeout = ports.timeout ?? ((milliseconds) => AbortSignal.timeout(milliseconds))

  return ok(async (message) => {
    const now = ports.clock.now()
    const request = signedRequest(message, now, signers)
    const signal = timeout(LIMIT_MS)
    let response: Response
    try {
      response = await post(url, { ...request, signal })
    } catch {
      // The URL and the headers are known to be good: what is left to reject is the network, or our own limit.
      return {
        delivery: { state: 'retry', reason: signal.aborted ? 'timeout' : 'network' },
        answer: null,
      }
    }
    // How the body ends changes nothing: the gateway has answered with its status.
    const read = await readBody(response.body, BODY_CAP_BYTES, signal)
    const { status } = response
    const delivery: Delivery =
      status >= 200 && status < 300 ? { state: 'delivered', status } : refusalOf(response, ports.clock.now())
    return { delivery, answer: read.state === 'whole' ? read.bytes : null }
  })
}

function signedRequest(message: Message, now: number, signers: readonly Webhook[]): RequestInit {
  // A dot would move the borders of what is signed; any such id is not one of the outbox's.
  if (!MESSAGE_ID.test(message.id)) throw new Error('not a message id')
  const { id, type, at, payload } = message
  const body = JSON.stringify({ type, timestamp: new Date(at).toISOString(), data: payload })
  const sentAt = new Date(now)
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now / 1000)),
      'webhook-signature': signers.map((signer) => signer.sign(id, sentAt, body)).join(' '),
    },
    body,
    redirect: 'manual',
  }
}

const SECRET = /^whsec_([A-Za-z0-9+/]+={0,2})$/

function isSecret(text: string): boolean {
  const base64 = SECRET.exec(text)?.[1]
  if (base64 === undefined || base64.length % 4 !== 0) return false
  return atob(base64).length >= LEAST_SECRET_BYTES
}

const SECRET_REFUSED = {
  code: 'secretRefused',
  zh: '通知网关的签名密钥格式不正确：须为 whsec_ 加至少 24 字节的 base64，至少一个。请改正后重新启动。',
  en: 'A signing secret of the notification gateway is malformed: it must be whsec_ and at least 24 bytes in base64, one or more. Correct it and start again.',
} as const
