import type { SealedMessage } from '@tongban/exchange'
import { insertExchangeMessage, type Statement } from '@tongban/store'

/**
 * A message on its way out: the row that goes into the batch of its cause. `leasedBy` a request whose own drain sends it
 * right after the answer (`nextAt` is then the end of that lease), or null: whoever drains first, from `nextAt` on.
 */
export type OutLease = { readonly leasedBy: string | null; readonly nextAt: number }

/** The holder of what a request has in hand: only the request that inserted a message sends it under this name. */
export const HAND = 'hand'

/** As long as a request may live after its answer: a crash only delays. */
export const LEASE_MS = 60_000

export function insertOutMessage(
  { message, body, digest }: SealedMessage,
  { leasedBy, nextAt }: OutLease,
): Statement {
  const at = Date.parse(message.time)
  return insertExchangeMessage({
    partner: message.to,
    direction: 'out',
    id: message.id,
    caseNumber: message.subject,
    seq: message.seq,
    type: message.type,
    at,
    digest,
    body,
    state: 'waiting',
    attempts: 0,
    nextAt,
    leasedBy,
    lastReason: null,
    // The instant of its batch: the lease says it, or the first moment it may be taken.
    createdAt: leasedBy === null ? nextAt : nextAt - LEASE_MS,
    doneAt: null,
    replayedAt: null,
    deliveryId: null,
    verdict: null,
  })
}
