import { civilDateAt } from '@tongban/calendar'
import type { EpochMs } from '@tongban/kernel'
import type { Context } from '../../context.ts'

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const RANDOM_BYTES = 8

/**
 * A number people can quote: `ZG` 整改, region, day, eight letters by chance. It is drawn without
 * asking the database, since the batch of a rating has no round trip to spare, is unique by the key of its table, and says
 * nothing of when on that day.
 */
export function drawNumber({ region, ids }: Pick<Context, 'region' | 'ids'>, at: EpochMs): string {
  const letters = [...ids.random(RANDOM_BYTES)].map((byte) => LETTERS[byte % LETTERS.length]).join('')
  return `ZG${region.code}${civilDateAt(at).replaceAll('-', '')}${letters}`
}
