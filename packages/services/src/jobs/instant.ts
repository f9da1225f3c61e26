import type { EpochMs } from '@tongban/kernel'

const MINUTE_MS = 60_000

/** The last scheduled instant of a job at or before `at`. */
export function lastInstant(
  { periodMinutes, offsetMinutes }: { readonly periodMinutes: number; readonly offsetMinutes: number },
  at: EpochMs,
): EpochMs {
  const period = periodMinutes * MINUTE_MS
  const offset = offsetMinutes * MINUTE_MS
  return Math.floor((at - offset) / period) * period + offset
}
