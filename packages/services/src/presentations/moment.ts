import { civilDateAt } from '@tongban/calendar'
import type { EpochMs } from '@tongban/kernel'

const SHANGHAI_MS = 8 * 3_600_000

/** 2026-11-23 10:00:05, in Shanghai. */
export const momentOf = (at: EpochMs): string =>
  `${civilDateAt(at)} ${new Date(at + SHANGHAI_MS).toISOString().slice(11, 19)}`

export const momentOrNone = (at: number | null): string | null => (at === null ? null : momentOf(at))
