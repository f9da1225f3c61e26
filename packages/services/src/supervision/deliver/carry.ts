import type { Json } from '@tongban/kernel'
import { decryptField } from '@tongban/privacy'
import {
  type EndpointRow,
  endpointById,
  type InboxMessageRow,
  inboxMessageById,
  linesOfMessage,
  markSent,
  messageDeliveryById,
  type OutboxRow,
} from '@tongban/store'
import * as z from 'zod'
import type { Context } from '../../context.ts'
import { CHANNEL_NAMES, type ChannelName, type Channels } from '../../notices/channels.ts'
import type { Delivery } from '../../notices/notifier.ts'
import { postToRegistered } from '../../notices/registered-webhook.ts'
import type { Carrier } from '../../outbox/drain.ts'
import { addressPlace, signingKeys } from '../endpoints/keys.ts'
import { type LineView, lineView, stands, toldOf, worstFirst } from './told-lines.ts'
import { mailOf, smsOf, WEBHOOK_TYPE, webhookData } from './words.ts'

/**
 * Carries one message to one endpoint: the row of the outbox names both, and what is said is made of what stands at that
 * moment, so that nothing withdrawn leaves the site. Tried again by the outbox under the same id.
 */
export const KIND_OF_CHANNEL = {
  webhook: 'supervision.webhook',
  email: 'supervision.email',
  sms: 'supervision.sms',
} as const satisfies Record<ChannelName, string>

/** Null where its channel is off, or this version knows none of that kind. */
export function messageCarrier(ctx: Context, row: OutboxRow): Carrier | null {
  const channel = CHANNEL_NAMES.find((each) => KIND_OF_CHANNEL[each] === row.kind)
  const { channels } = ctx
  if (channel === undefined || channels === null || channels[channel] === null) return null
  return (payload) => carryMessage(ctx, channels, row, payload)
}

const payloadSchema = z.strictObject({ message: z.string(), endpoint: z.string() })
const gone = (reason: string): Delivery => ({ state: 'rejected', reason })

async function carryMessage(
  ctx: Context,
  channels: Channels,
  { id }: Pick<OutboxRow, 'id'>,
  payload: Json,
): Promise<Delivery> {
  const order = payloadSchema.safeParse(payload)
  if (!order.success) return gone('not a message of supervision')
  const [[delivery], [endpoint], [message], notices, cards] = await ctx.database.read([
    messageDeliveryById({ id }),
    endpointById({ id: order.data.endpoint }),
    inboxMessageById({ id: order.data.message }),
    ...linesOfMessage(order.data.message),
  ])
  if (delivery === undefined || endpoint === undefined || message === undefined)
    return gone('no such message')
  // Sent by an attempt that was cut off before it was recorded here, or settled by a receipt.
  if (delivery.state !== 'waiting') return { state: 'delivered', status: 200 }
  if (endpoint.state !== 'active') return gone('endpoint disabled')
  const lines = worstFirst(toldOf(notices, cards).filter(stands)).map((told) =>
    lineView(ctx, told, message.madeAt),
  )
  const sent: Delivery =
    lines.length === 0
      ? { state: 'delivered', status: 204 }
      : await send(ctx, channels, endpoint, { id, message, lines })
  if (sent.state !== 'delivered') return sent
  const now = ctx.clock.now()
  const isOver = lines.length === 0
  const written = await ctx.database.write([
    markSent({
      id,
      state: isOver ? 'withdrawn' : 'sent',
      providerId: sent.providerId ?? null,
      now,
      endedAt: isOver ? now : null,
    }),
  ])
  return written.ok ? sent : { state: 'retry', reason: 'database' }
}

type Outgoing = {
  readonly id: string
  readonly message: InboxMessageRow
  readonly lines: readonly LineView[]
}

async function send(
  ctx: Context,
  { webhook, email, sms }: Channels,
  endpoint: EndpointRow,
  told: Outgoing,
): Promise<Delivery> {
  const address = await decryptField(ctx.keys, addressPlace(endpoint.id), endpoint.addressEnc)
  if (!address.ok) return gone(`address ${address.failure.reason}`)
  const to = address.value
  if (endpoint.channel === 'email' && email !== null) return email({ id: told.id, to, ...mailOf(ctx, told) })
  if (endpoint.channel === 'sms' && sms !== null) return sms({ id: told.id, to, ...smsOf(told.lines) })
  if (endpoint.channel !== 'webhook' || webhook === null) return { state: 'retry', reason: 'channel off' }
  const keys = await signingKeys(ctx, endpoint)
  if (keys === null) return gone('keys unreadable')
  const posted = await postToRegistered(webhook, to, keys, {
    id: told.id,
    type: WEBHOOK_TYPE,
    at: told.message.madeAt,
    payload: webhookData(ctx, told),
  })
  return posted.delivery
}
