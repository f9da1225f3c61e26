import type { EpochMs } from '@tongban/kernel'

/** When a message that could not be delivered is tried again, and when it is given up. Pure: chance is passed in. */
export const BASE_MS = 30_000
export const CAP_MS = 3_600_000
export const GIVE_UP_AFTER_MS = 72 * 3_600_000
/** A message is not given up on the clock alone: had we stood still for three days, it was hardly tried. */
export const LEAST_ATTEMPTS = 5

/**
 * Full jitter: evenly between nothing and base × 2^(attempts − 1), at most the cap, so that what failed together does
 * not come back together. `attempts` counts those made, from 1; `random` is in [0, 1).
 */
export function retryDelayMs(attempts: number, random: number): number {
  const ceiling = Math.min(CAP_MS, BASE_MS * 2 ** Math.max(0, attempts - 1))
  return Math.floor(random * ceiling)
}

/** The next attempt: never before what the gateway asked for, and spread beyond it. */
export function nextAttemptAt(
  now: EpochMs,
  attempts: number,
  random: number,
  retryAfterSeconds = 0,
): EpochMs {
  return now + retryAfterSeconds * 1000 + retryDelayMs(attempts, random)
}

/** Whether a message goes to the dead letters: 72 hours have passed since `firstAt` and it was tried often enough. */
export function isDead(attempts: number, firstAt: EpochMs, now: EpochMs): boolean {
  return attempts >= LEAST_ATTEMPTS && now - firstAt >= GIVE_UP_AFTER_MS
}
