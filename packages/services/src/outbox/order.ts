import type { Json } from '@tongban/kernel'
import { encryptJson } from '@tongban/privacy'
import type { OutboxRow } from '@tongban/store'
import { outboxPlace } from '../cases/place.ts'
import type { Context } from '../context.ts'

/** What is asked of a service through the outbox: a row for the batch of its cause, carried out after the commit by cron. */
export type OutboxOrder = {
  readonly id: string
  readonly kind: string
  readonly caseNumber: string
  readonly payload: Json
}

export async function outboxOrder(
  { keys, ids, clock }: Pick<Context, 'keys' | 'ids' | 'clock'>,
  { id, kind, caseNumber, payload }: OutboxOrder,
): Promise<OutboxRow> {
  const now = clock.now()
  return {
    id,
    kind,
    caseNumber,
    payloadEnc: await encryptJson(keys, outboxPlace(id), payload, ids.random(12)),
    state: 'waiting',
    attempts: 0,
    createdAt: now,
    nextAt: now,
    leasedBy: null,
    lastReason: null,
    doneAt: null,
  }
}
