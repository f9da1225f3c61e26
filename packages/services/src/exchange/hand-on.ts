import type { InHand, RegionCode, SealedMessage } from '@tongban/exchange'
import { LIMITS } from '@tongban/exchange/wire'
import type { Context } from '../context.ts'
import { HAND } from './outbox.ts'
import { sendTo } from './send.ts'

/**
 * Sends what requests have inserted already leased. So many deliveries to a partner at once; whoever comes meanwhile leaves
 * its messages to the next of them, many in one. Where that is ended before, they go when their lease is over.
 */
const AT_ONCE = 4
/** A lane that has not come back by then has been ended. */
const AT_MOST_MS = 30_000

type Going = { readonly lanes: Set<{ readonly at: number }>; left: SealedMessage[] }
/** By the ring of keys, that is by region. */
const going = new WeakMap<object, Map<RegionCode, Going>>()

function goingTo(ring: object, partner: RegionCode): Going {
  const all = going.get(ring) ?? new Map<RegionCode, Going>()
  going.set(ring, all)
  const one = all.get(partner) ?? { lanes: new Set(), left: [] }
  all.set(partner, one)
  return one
}

export async function handOn(ctx: Context, partner: RegionCode, { messages }: InHand): Promise<void> {
  const { exchange, clock } = ctx
  if (exchange === null) throw new Error('TONGBAN_EXCHANGE_KEYS is not set: nothing can be sent')
  const now = goingTo(exchange, partner)
  now.left.push(...messages.filter(({ message }) => message.to === partner))
  for (const each of now.lanes) if (clock.now() - each.at > AT_MOST_MS) now.lanes.delete(each)
  if (now.lanes.size >= AT_ONCE) return
  const own = { at: clock.now() }
  now.lanes.add(own)
  try {
    while (now.left.length > 0 && clock.now() - own.at < AT_MOST_MS) {
      const batch = now.left.splice(0, LIMITS.messagesPerDelivery)
      await sendTo(ctx, [partner], { holder: HAND, messages: batch })
    }
  } finally {
    now.lanes.delete(own)
  }
}
