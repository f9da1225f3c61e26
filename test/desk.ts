import type { Courier } from '@tongban/exchange'
import type { Context } from '../packages/services/src/context.ts'
import { localCourier } from '../packages/services/src/exchange/courier.ts'
import type { HandoverDesk } from '../packages/services/src/handovers/desk.ts'
import { localDesk } from '../packages/services/src/handovers/local-desk.ts'

/** The desk of handed-over cases as the exchange is bound to it, in a region of a test. */
export const deskIn = (contextOf: () => Promise<Context>): HandoverDesk => ({
  apply: async (opened) => localDesk(await contextOf()).apply(opened),
  settle: async () => localDesk(await contextOf()).settle(),
  takeInFile: async (arrived) => localDesk(await contextOf()).takeInFile(arrived),
  restore: async (forgotten) => localDesk(await contextOf()).restore(forgotten),
  catchUp: async (forgotten) => localDesk(await contextOf()).catchUp(forgotten),
})

/** The courier as the Workers of a region are bound to it. */
export const courierIn = (contextOf: () => Promise<Context>): Courier => ({
  seal: async (drafts) => localCourier(await held(contextOf)).seal(drafts),
  send: async (partners, inHand) => localCourier(await held(contextOf)).send(partners, inHand),
  keys: async () => localCourier(await held(contextOf)).keys(),
})

async function held(contextOf: () => Promise<Context>): Promise<() => Context> {
  const context = await contextOf()
  return () => context
}
