/**
 * What an answer that is no receipt means for what was sent. A refusal is no proof (CX/1 §3): it decides what the sender
 * does next, and the message is kept whatever it says.
 */
export type Refusal =
  /** May pass later. `failed`: it counts against the line; a partner that is only busy is not broken. */
  | { readonly class: 'retry'; readonly reason: string; readonly failed: boolean }
  /** The clocks differ: at once again by the partner's time. */
  | { readonly class: 'clock'; readonly reason: string; readonly serverTime: number }
  /** Something in it will never pass; which message is found by taking the batch apart. */
  | { readonly class: 'invalid'; readonly reason: string }
  /** Not allowed, all of it alike: taking it apart would find nothing. */
  | { readonly class: 'forbidden'; readonly reason: string }

export type Answered = {
  readonly status: number
  /** `code` and `serverTime` of its problem, where it has such. */
  readonly code?: string | undefined
  readonly serverTime?: number | undefined
  /** The instant the request was signed for, epoch ms. */
  readonly signedAt: number
}

/** Less than any window of time, and more than an answer takes. */
const CLOCKS_DIFFER_MS = 30_000

/** Of the 4xx, those that speak of what is in the request. */
const INVALID = [400, 413, 422]

export function refusalOf({ status, code, serverTime, signedAt }: Answered): Refusal {
  const reason = code === undefined ? `status ${status}` : `status ${status} ${code}`
  if (status === 401 && serverTime !== undefined && Math.abs(serverTime - signedAt) > CLOCKS_DIFFER_MS)
    return { class: 'clock', reason, serverTime }
  if (INVALID.includes(status)) return { class: 'invalid', reason }
  if (status === 403) return { class: 'forbidden', reason }
  // A key the partner does not know yet, an address that moved, a page of its maintenance: none is the message's fault.
  return { class: 'retry', reason, failed: status !== 429 }
}
