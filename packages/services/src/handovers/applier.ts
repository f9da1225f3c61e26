import type { Applied, MessageType, OpenedMessage } from '@tongban/exchange'
import type { HandoverRow } from '@tongban/store'
import type { LoadedCase } from '../cases/load.ts'
import type { Context } from '../context.ts'

/**
 * What a message of a partner does to a case of this region: the case as it was read, the hand-over between the two, and
 * what the message says. One batch writes all of it with the message itself as applied, or nothing.
 */
export type Incoming = {
  readonly opened: OpenedMessage
  readonly loaded: LoadedCase
  readonly handover: HandoverRow
}
export type Applier = (ctx: Context, incoming: Incoming) => Promise<Applied>
export type Appliers = Partial<Record<MessageType, Applier>>
