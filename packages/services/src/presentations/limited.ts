import type { EpochMs } from '@tongban/kernel'
import type { Context } from '../context.ts'
import type { Window } from '../licences/attempts.ts'

/**
 * Who is known in this isolate to be over the limit until a window ends: counts never go down within it, so that a flood
 * of guesses costs the database nothing more. By the index key, that is by region; the oldest leaves first.
 */
const limited = new WeakMap<CryptoKey, Map<string, EpochMs>>()
const MOST_KNOWN = 1000

type Keys = Pick<Context, 'keys'>

export const isLimited = ({ keys }: Keys, { bucket, windowAt }: Window): boolean =>
  limited.get(keys.index)?.get(bucket) === windowAt

export function limit({ keys }: Keys, { bucket, windowAt }: Window): void {
  const known = limited.get(keys.index) ?? new Map<string, EpochMs>()
  limited.set(keys.index, known)
  for (const oldest of known.keys()) {
    if (known.size < MOST_KNOWN) break
    known.delete(oldest)
  }
  known.set(bucket, windowAt)
}
