import { endOfDayAt, startOfDayAt } from '@tongban/calendar'
import type { CivilDate, EpochMs } from '@tongban/kernel'

/** When a message that could not be delivered is sent again, and when people have to see to it. Pure: chance is passed in. */
export const BASE_MS = 5_000
export const FACTOR = 3
export const CAP_MS = 3_600_000
export const GIVE_UP_AFTER_MS = 72 * 3_600_000
/** A message is not given up on the clock alone: had we stood still for three days, it was hardly tried. */
export const LEAST_ATTEMPTS = 5

/**
 * Full jitter: evenly between nothing and 5 s × 3^(attempts − 1), at most an hour, so that what failed together does not
 * come back together. `attempts` counts those made, from 1; `random` is in [0, 1).
 */
export function retryDelayMs(attempts: number, random: number): number {
  const ceiling = Math.min(CAP_MS, BASE_MS * FACTOR ** Math.max(0, attempts - 1))
  return Math.floor(random * ceiling)
}

/** The next attempt: never before what the partner asked for, and spread beyond it; at most an hour and its wish away. */
export function retryAt(now: EpochMs, attempts: number, random: number, retryAfterSeconds = 0): EpochMs {
  return now + retryAfterSeconds * 1000 + retryDelayMs(attempts, random)
}

/**
 * The instant from which a message is a dead letter: 72 hours after it was made, or the legal margin where that comes
 * first. The margin is over when the last day of the time limit begins: that day is left to people, who can carry the
 * matter by other means. What is made on the last day has until its end; once that is over no margin is left to guard.
 */
export function giveUpAt(createdAt: EpochMs, dueOn: CivilDate | null): EpochMs {
  const latest = createdAt + GIVE_UP_AFTER_MS
  if (dueOn === null) return latest
  const margin = [startOfDayAt(dueOn), endOfDayAt(dueOn)].find((at) => at > createdAt)
  return margin === undefined ? latest : Math.min(latest, margin)
}

export const isDead = (attempts: number, giveUp: EpochMs, now: EpochMs): boolean =>
  attempts >= LEAST_ATTEMPTS && now >= giveUp
