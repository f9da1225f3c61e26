import {
  activeEndpoints,
  closeUnconfirmed,
  composeMessages,
  receiversWaiting,
  spreadLines,
  sweepBehind,
} from '@tongban/store'
import type { Context } from '../../context.ts'
import { GIVE_UP_AFTER_MS } from '../../notices/backoff.ts'
import { isChannel } from '../../notices/channels.ts'
import { outboxOrder } from '../../outbox/order.ts'
import { MOST_ENDPOINTS } from '../endpoints/register.ts'
import { KIND_OF_CHANNEL } from './carry.ts'

/**
 * Delivers what supervision has to say 送达: everything that is due becomes one message to each receiver, in the site and to
 * each place where the receiver is reached. First lines, then messages: a receiver who is owed more than one page holds still
 * gets one. Only after the sweep has caught up, so that three days of silence end in one digest.
 */
const PAGE = 500
const PAGES = 100
const RECEIVERS = 100
const ROUNDS = 50
/** The lines one message holds. */
const MOST_LINES = 1_000
/** A sweep that is behind for so long does not keep people waiting any longer. */
const PATIENCE_MS = 30 * 60_000

export async function deliverNotices(ctx: Context): Promise<string> {
  const now = ctx.clock.now()
  await ctx.database.write([closeUnconfirmed({ before: now - GIVE_UP_AFTER_MS, now })])
  const [[sweep]] = await ctx.database.read([sweepBehind({ now })])
  if (sweep?.behind === 1 && (sweep.since === null || now - sweep.since < PATIENCE_MS))
    return 'waits for the sweep'
  const { told, more } = await spread(ctx, now)
  if (more) return `told ${told}, more to come before messages are made`
  let messages = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const made = await compose(ctx, now)
    messages += made
    if (made === 0) break
  }
  return `told ${told}, messages ${messages}`
}

/** Lines of all that is due, page by page. */
async function spread(ctx: Context, now: number): Promise<{ readonly told: number; readonly more: boolean }> {
  let told = 0
  for (let page = 0; page < PAGES; page += 1) {
    const delivery = ctx.ids.uuid()
    const [, notices, , cards] = await ctx.database.read(spreadLines({ delivery, now, limit: PAGE }))
    told += notices.length + cards.length
    if (notices.length < PAGE && cards.length < PAGE) return { told, more: false }
  }
  return { told, more: true }
}

/** One message to each of the next receivers; answers how many. */
async function compose(ctx: Context, now: number): Promise<number> {
  const [waiting] = await ctx.database.read([receiversWaiting({ limit: RECEIVERS })])
  const taken = fitting(waiting)
  if (taken.length === 0) return 0
  const messages = taken.map(({ receiver }) => ({ id: ctx.ids.uuid(), receiver }))
  const [endpoints] = await ctx.database.read([
    activeEndpoints({
      receivers: JSON.stringify(messages.map(({ receiver }) => receiver)),
      limit: RECEIVERS * MOST_ENDPOINTS,
    }),
  ])
  const messageOf = new Map(messages.map(({ id, receiver }) => [receiver, id]))
  const rows = await Promise.all(
    endpoints.map(async ({ id: endpoint, receiver, channel }) => {
      const message = messageOf.get(receiver)
      if (message === undefined || !isChannel(channel)) return []
      const payload = { message, endpoint }
      const order = { id: ctx.ids.uuid(), kind: KIND_OF_CHANNEL[channel], caseNumber: '', payload }
      return [{ ...(await outboxOrder(ctx, order)), message, endpoint, channel }]
    }),
  )
  const sent = rows.flat()
  const written = await ctx.database.write(
    composeMessages({
      messages: JSON.stringify(messages),
      mostLines: MOST_LINES,
      now,
      outbox: JSON.stringify(
        sent.map(({ id, kind, payloadEnc, createdAt, nextAt, message }) => ({
          id,
          kind,
          payloadEnc,
          createdAt,
          nextAt,
          message,
        })),
      ),
      deliveries: JSON.stringify(
        sent.map(({ id, message, endpoint, channel, createdAt }) => ({
          id,
          message,
          endpoint,
          channel,
          createdAt,
        })),
      ),
    }),
  )
  if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
  return messages.length
}

/** As many receivers as have a thousand lines together, one at least. */
function fitting<R extends { readonly lines: number }>(receivers: readonly R[]): readonly R[] {
  let lines = 0
  return receivers.filter((each, nth) => {
    lines += Math.min(each.lines, MOST_LINES)
    return nth === 0 || lines <= MOST_LINES
  })
}
