/**
 * Chance that can be had again: the same seed gives the same numbers, in the same order. `keyed` depends on no order at
 * all, for what happens side by side.
 */
export type Chance = {
  /** In [0, 1). */
  readonly fraction: () => number
  readonly below: (count: number) => number
  /** True in this share of all cases. */
  readonly happens: (share: number) => boolean
  readonly pick: <T>(from: readonly T[]) => T
}

/** FNV-1a of 32 bits, with its bits mixed once more. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** A fraction in [0, 1) that these parts alone decide. */
export const keyed = (...parts: readonly (string | number)[]): number => hashOf(parts.join('|')) / 2 ** 32

/** mulberry32 */
export function seeded(...seed: readonly (string | number)[]): Chance {
  let state = hashOf(seed.join('|'))
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (count: number) => Math.floor(fraction() * count)
  return {
    fraction,
    below,
    happens: (share) => fraction() < share,
    pick(from) {
      const one = from[below(from.length)]
      if (one === undefined) throw new Error('nothing to pick from')
      return one
    },
  }
}
