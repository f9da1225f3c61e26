import type { Courier, ExchangeJobs } from '@tongban/exchange'
import { carryFiles } from '../attachments/carry.ts'
import type { Context } from '../context.ts'
import { carryMessages, compareAllHeads, forgetExchange } from './at-work.ts'
import { handOn } from './hand-on.ts'
import { sealMessages } from './seal.ts'
import { sendTo } from './send.ts'

/** The courier of the Worker that holds the exchange keys: it asks nobody else. */
export const localCourier = (contextOf: () => Context): Courier => ({
  seal: (drafts) => sealMessages(contextOf(), drafts),
  async send(partners, inHand) {
    const ctx = contextOf()
    await Promise.all(
      partners.map((partner) =>
        inHand?.messages.some(({ message }) => message.to === partner)
          ? handOn(ctx, partner, inHand)
          : sendTo(ctx, [partner]),
      ),
    )
    await carryFiles(ctx, partners)
  },
  keys: async () => contextOf().exchange?.published ?? [],
})

/** For the entrypoint other Workers are bound to. Throws where this region has no exchange keys: nothing is told then. */
export function courierOf({ courier }: Context): Courier {
  if (courier === null) throw new Error('TONGBAN_EXCHANGE_KEYS is not set: nothing can be sealed')
  return courier
}

export const exchangeJobsOf = (ctx: Context): ExchangeJobs => ({
  carry: () => carryMessages(ctx),
  compareHeads: () => compareAllHeads(ctx),
  forget: () => forgetExchange(ctx),
})
