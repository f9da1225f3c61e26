import type { Clock, Ids } from '@tongban/kernel'
import { uuidv7 } from 'uuidv7'

/**
 * The real clock and the real source of identifiers. The one place of the product that reads the time and the
 * random generator of the platform; everything below a door is given these.
 */

export const systemClock: Clock = { now: () => Date.now() }

export const systemIds: Ids = {
  uuid: () => uuidv7(),
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
}
