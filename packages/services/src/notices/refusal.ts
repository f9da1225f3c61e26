import type { EpochMs } from '@tongban/kernel'
import type { Called } from '../facts/signed-call.ts'
import type { Delivery } from './notifier.ts'
import { retryAfterSeconds } from './retry-after.ts'

/** Of the 4xx, those that may pass later: request timeout, too early, too many requests. */
const PASSING = [408, 425, 429]

/** What an answer that is no success means for what was sent: tried again, or given up. */
export function refusalOf(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  now: EpochMs,
): Exclude<Delivery, { readonly state: 'delivered' }> {
  const reason = `status ${status}`
  // A redirect may be a gateway's maintenance page: not followed, tried again.
  if (status >= 300 && status < 400) return { state: 'retry', reason: 'redirect' }
  if (status >= 400 && status < 500 && !PASSING.includes(status)) return { state: 'rejected', reason }
  const wait = retryAfterSeconds(headers.get('retry-after'), now)
  return wait === undefined ? { state: 'retry', reason } : { state: 'retry', reason, retryAfterSeconds: wait }
}

/** What becomes of an order in the outbox whose service gave no answer that could be read. */
export function undelivered(
  called: Exclude<Called, { readonly state: 'answered' }>,
  now: EpochMs,
): Exclude<Delivery, { readonly state: 'delivered' }> {
  if (called.state === 'unreached') return { state: 'retry', reason: called.reason }
  return called.state === 'tooLarge'
    ? { state: 'rejected', reason: 'answer too large' }
    : refusalOf(called, now)
}
