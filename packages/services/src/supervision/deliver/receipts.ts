import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import {
  endpointById,
  type MessageDeliveryRow,
  messageDeliveryById,
  messageDeliveryByProvider,
  takeReceipt,
} from '@tongban/store'
import { Webhook } from 'standardwebhooks'
import * as z from 'zod'
import type { Context } from '../../context.ts'
import { parseJson } from '../../facts/source-answer.ts'
import { at } from '../../notices/http-provider.ts'
import { signingKeys } from '../endpoints/keys.ts'
import { answerChallenge, CHALLENGE_TYPE } from '../endpoints/verify.ts'

/**
 * Takes receipts 送达回执: signed by Standard Webhooks, by the endpoint's own key or by that of the provider. A receipt moves
 * what was sent to delivered or failed, once; the same again, or one that comes after the end, changes nothing. The receiver
 * may also give back its challenge so.
 */
export type ReceiptHeaders = {
  readonly id: string
  readonly timestamp: string
  readonly signature: string
}
export type ReceiptSource = 'endpoint' | 'email' | 'sms'
/** `taken`, or `unchanged` where it was final already; `verified` of a challenge. */
export type ReceiptTaken = { readonly outcome: 'taken' | 'unchanged' | 'verified' }

const bodySchema = z.object({
  type: z.string().max(100),
  data: z.looseObject({
    id: z.string().max(100).optional(),
    endpoint: z.string().max(100).optional(),
    challenge: z.string().max(200).optional(),
    state: z.enum(['delivered', 'failed']).optional(),
  }),
})
export const RECEIPT_TYPE = 'delivery.receipt'

export async function takeDeliveryReceipt(
  ctx: Context,
  from: ReceiptSource,
  bytes: Uint8Array,
  headers: ReceiptHeaders,
): Promise<Result<ReceiptTaken, Failure>> {
  const body = parseJson(bytes)
  return from === 'endpoint'
    ? fromEndpoint(ctx, bytes, body, headers)
    : fromProvider(ctx, from, bytes, body, headers)
}

/** Whoever cannot be told from somebody else learns nothing more than that. */
const REFUSED = fail<Failure>({ code: 'notAuthenticated', reason: 'receipt' })

async function fromEndpoint(
  ctx: Context,
  bytes: Uint8Array,
  body: unknown,
  headers: ReceiptHeaders,
): Promise<Result<ReceiptTaken, Failure>> {
  const read = bodySchema.safeParse(body)
  if (!read.success) return REFUSED
  const { type, data } = read.data
  const delivery = data.id === undefined ? undefined : await deliveryOf(ctx, data.id)
  const endpointId = delivery?.endpoint ?? data.endpoint ?? ''
  const [[endpoint]] = await ctx.database.read([endpointById({ id: endpointId })])
  if (endpoint === undefined || endpoint.state === 'disabled') return REFUSED
  const keys = await signingKeys(ctx, endpoint)
  if (keys === null || !isSignedBy(keys, bytes, headers)) return REFUSED
  if (type === CHALLENGE_TYPE && data.challenge !== undefined) {
    const answered = await answerChallenge(ctx, endpoint.id, data.challenge)
    return answered.ok ? ok({ outcome: 'verified' }) : answered
  }
  if (type !== RECEIPT_TYPE || delivery === undefined || data.state === undefined)
    return fail({ code: 'invalidInput', errors: [NO_RECEIPT] })
  return settle(ctx, delivery.id, data.state)
}

async function fromProvider(
  ctx: Context,
  channel: 'email' | 'sms',
  bytes: Uint8Array,
  body: unknown,
  headers: ReceiptHeaders,
): Promise<Result<ReceiptTaken, Failure>> {
  const { keys, mapping } = ctx.channels?.receipts[channel] ?? { keys: [], mapping: null }
  if (mapping === null || !isSignedBy(keys, bytes, headers)) return REFUSED
  const [id, said] = [at(body, mapping.id), at(body, mapping.state)]
  if ((typeof id !== 'string' && typeof id !== 'number') || typeof said !== 'string')
    return fail({ code: 'invalidInput', errors: [NO_RECEIPT] })
  const state = mapping.delivered.includes(said)
    ? 'delivered'
    : mapping.failed.includes(said)
      ? 'failed'
      : null
  // Providers tell more than these two: opened, delayed. It is no receipt.
  if (state === null) return ok({ outcome: 'unchanged' })
  const [[delivery]] = await ctx.database.read([
    messageDeliveryByProvider({ channel, providerId: String(id) }),
  ])
  return delivery === undefined ? ok({ outcome: 'unchanged' }) : settle(ctx, delivery.id, state)
}

const NO_RECEIPT = {
  pointer: '',
  zh: '不是送达回执：须写明消息编号和结果（delivered 或者 failed）。',
  en: 'This is no receipt: it has to name the message and what became of it (delivered or failed).',
}

async function deliveryOf(ctx: Context, id: string): Promise<MessageDeliveryRow | undefined> {
  const [[row]] = await ctx.database.read([messageDeliveryById({ id })])
  return row
}

async function settle(
  { database, clock }: Context,
  id: string,
  state: 'delivered' | 'failed',
): Promise<Result<ReceiptTaken, Failure>> {
  const [changed] = await database.read([takeReceipt({ id, state, now: clock.now() })])
  return ok({ outcome: changed.length > 0 ? 'taken' : 'unchanged' })
}

/** By any of the keys, of these very bytes, made within five minutes of now. */
function isSignedBy(keys: readonly string[], bytes: Uint8Array, headers: ReceiptHeaders): boolean {
  const text = new TextDecoder().decode(bytes)
  const named = {
    'webhook-id': headers.id,
    'webhook-timestamp': headers.timestamp,
    'webhook-signature': headers.signature,
  }
  return keys.some((key) => {
    try {
      new Webhook(key).verify(text, named, { jsonParse: false })
      return true
    } catch {
      // The library throws for every signature that does not hold, and for nothing else here.
      return false
    }
  })
}
