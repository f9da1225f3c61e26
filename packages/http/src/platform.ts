import type { Clock, Ids } from '@tongban/kernel'
import { v7 } from 'uuid'

/**
 * The real clock and the real source of identifiers. The one place of the product that reads the time and the
 * random generator of the platform; everything below a door is given these.
 */

let aheadMs = 0

export const systemClock: Clock = { now: () => Date.now() + aheadMs }

const AHEAD = 'TONGBAN_CLOCK_AHEAD_MS'
/** Two years: further than any deadline that is tried out. */
const MOST_AHEAD_MS = 2 * 366 * 86_400_000

/** By how much the clock of this environment runs ahead; undefined where it says so and may not, or says nonsense. */
export function clockAhead(raw: object): number | undefined {
  const { [AHEAD]: text = '', TONGBAN_ENVIRONMENT: environment } = valuesOf(raw)
  if (text === '') return 0
  const ahead = typeof text === 'string' && /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN
  const isMeant = environment === 'development' && ahead <= MOST_AHEAD_MS
  return isMeant || ahead === 0 ? ahead : undefined
}

/** In development time can be moved forward: an isolate's clock runs ahead by what its environment says. */
export function setClock(raw: object): void {
  aheadMs = clockAhead(raw) ?? 0
}

/** Guarantee: an environment is read by name only. */
const valuesOf = (raw: object) => raw as Readonly<Record<string, unknown>>

export const systemIds: Ids = {
  uuid: () => v7(),
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
}
