import type { EpochMs, Json } from '@tongban/kernel'

/**
 * The port through which a message leaves for the region's notification gateway, which turns it into an SMS or an app
 * push. At least once: the gateway takes a message in once by its id. How often it is tried is decided by the outbox.
 */
export type Message = {
  /** Id of the outbox row: the same at every attempt. */
  readonly id: string
  readonly type: string
  /** When what it tells about happened. */
  readonly at: EpochMs
  readonly payload: Json
}

export type Delivery =
  /** `providerId`: what whoever is to deliver it calls it, for its receipts. */
  | { readonly state: 'delivered'; readonly status: number; readonly providerId?: string }
  /** May pass later. `retryAfterSeconds`: not before, as the gateway asks. */
  | { readonly state: 'retry'; readonly reason: string; readonly retryAfterSeconds?: number }
  /** Will never pass as it is: to the dead letters, where an operator looks. */
  | { readonly state: 'rejected'; readonly reason: string }

export interface Notifier {
  /** Never rejects for a reason outside this program. A reason carries nothing personal. */
  send(message: Message): Promise<Delivery>
}
