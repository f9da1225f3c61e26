import { Webhook } from 'standardwebhooks'
import { openChannels } from '../packages/services/src/notices/channels.ts'
import { memoryResolver } from '../packages/services/src/notices/resolver.ts'

/**
 * Receivers of what supervision says, in memory: an app with its webhook, a provider of e-mail and one of SMS. Each takes a
 * message in once by its id, as the contract asks of it, and answers as it is told first.
 */
export type Taken = {
  readonly url: string
  readonly headers: Headers
  readonly text: string
  readonly body: Body
}
type Body = { readonly [name: string]: unknown }

export const HOST = 'hooks.example.cn'
export const SETTINGS = {
  TONGBAN_ENVIRONMENT: 'development',
  TONGBAN_WEBHOOK_HOSTS: HOST,
  TONGBAN_EMAIL_PROVIDER: JSON.stringify({
    url: 'https://mail.example.cn/emails',
    auth: { scheme: 'bearer' },
    from: 'noreply@example.cn',
    body: { from: '{from}', to: ['{to}'], subject: '{subject}', text: '{text}' },
    messageId: '/id',
    receipt: {
      id: '/data/email_id',
      state: '/type',
      delivered: ['email.delivered'],
      failed: ['email.bounced'],
    },
  }),
  TONGBAN_SMS_PROVIDER: JSON.stringify({
    url: 'https://sms.example.cn/send',
    auth: { scheme: 'bearer' },
    body: { to: '{to}', template: '{template}', params: '{params}' },
    templates: {
      digest: { id: 'T1', params: { count: '{count}', days: '{days}' } },
      verification: { id: 'T2', params: { code: '{code}' } },
    },
  }),
} as const
export const RECEIPT_KEY = `whsec_${btoa('a-key-of-the-mail-provider-123')}`
export const OUTBOUND_KEYS = JSON.stringify({
  email: 'mail-secret',
  sms: 'sms-secret',
  receipts: { email: [RECEIPT_KEY] },
})

export function messageReceiver() {
  const attempts: Taken[] = []
  const taken = new Map<string, Taken>()
  const planned: ((request: Taken) => Response | Promise<Response>)[] = []
  const post: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    const text = await request.text()
    const got = { url: request.url, headers: request.headers, text, body: asBody(JSON.parse(text)) }
    attempts.push(got)
    const answer = await planned.shift()?.(got)
    const id = got.headers.get('webhook-id') ?? got.headers.get('idempotency-key') ?? ''
    if ((answer === undefined || answer.ok) && !taken.has(id)) taken.set(id, got)
    return answer ?? Response.json({ id: `given-${attempts.length}` })
  }
  return {
    /** Every attempt, oldest first. */
    attempts,
    /** What was taken in: one message an id. */
    taken,
    fetch: post,
    answerNext(...answers: readonly ((request: Taken) => Response | Promise<Response>)[]) {
      planned.push(...answers)
    },
    /** The channels of the region as they reach this receiver. */
    channels(addresses: readonly string[] = ['8.8.8.8']) {
      const opened = openChannels(
        { ...SETTINGS, TONGBAN_OUTBOUND_KEYS: OUTBOUND_KEYS },
        {
          clock: { now: () => Date.now() },
          fetch: post,
          resolver: memoryResolver({ [HOST]: addresses }),
        },
      )
      if (!opened.ok || opened.value === null) throw new Error('channels')
      return opened.value
    },
  }
}

/** Guarantee: what leaves is a JSON object. */
const asBody = (value: unknown) => value as Body

/** The message of a webhook, verified as the standard says. */
export const verifiedBy = (key: string, { headers, text }: Taken) =>
  asBody(new Webhook(key).verify(text, Object.fromEntries(headers)))

/** The signed headers of a body that is sent to us. */
export function signedBy(key: string, body: object, id = 'receipt-1') {
  const text = JSON.stringify(body)
  const at = new Date()
  return {
    text,
    headers: {
      'Content-Type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(key).sign(id, at, text),
    },
  }
}
