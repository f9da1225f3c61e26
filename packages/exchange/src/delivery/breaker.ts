import type { EpochMs } from '@tongban/kernel'

/**
 * The breaker 熔断 of the line to one partner: after five failures in a row nothing is sent for a while, then one probe
 * under a lease; the first success closes it. It spares both sides what is bound to fail, and connections for the others.
 */
export const FAILURES_TO_OPEN = 5
export const OPEN_MS = 30_000
export const LONGEST_OPEN_MS = 600_000

export type Breaker = {
  /** Failures since the last success. */
  readonly failures: number
  /** Nothing goes before this instant; null while it is closed. During a probe: the end of the probe's lease. */
  readonly openUntil: EpochMs | null
}

export const CLOSED: Breaker = { failures: 0, openUntil: null }

/**
 * After one more failure: from the fifth on it opens for 30 s, twice as long each time, at most ten minutes. A partner that
 * says when to come again is left alone until then, whatever else waits for it.
 */
export function afterFailure({ failures }: Breaker, now: EpochMs, retryAfterSeconds = 0): Breaker {
  const made = failures + 1
  const span =
    made < FAILURES_TO_OPEN
      ? 0
      : Math.min(LONGEST_OPEN_MS, OPEN_MS * 2 ** Math.min(20, made - FAILURES_TO_OPEN))
  return { failures: made, openUntil: leftAlone(now, Math.max(span, retryAfterSeconds * 1000)) }
}

/** A partner that is only busy has not failed. */
export const afterBusy = ({ failures }: Breaker, now: EpochMs, retryAfterSeconds: number): Breaker => ({
  failures,
  openUntil: leftAlone(now, retryAfterSeconds * 1000),
})

const leftAlone = (now: EpochMs, span: number): EpochMs | null => (span === 0 ? null : now + span)

export type Line = 'closed' | 'open' | 'halfOpen'

/** Whether anything may go: all of it, nothing, or one probe. */
export function lineOf({ openUntil }: Breaker, now: EpochMs): Line {
  if (openUntil === null) return 'closed'
  return openUntil > now ? 'open' : 'halfOpen'
}
