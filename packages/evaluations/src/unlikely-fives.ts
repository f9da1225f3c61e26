/**
 * A share of fives at one place that nobody would expect: false ones given slowly, each on its own like any other. Held against
 * what the place itself had before and what the region has, whichever makes it likelier, by the exact one-sided binomial test;
 * so a place that was always liked is not found for it. Pure.
 */
import type { SeenRating } from './fabrication.ts'

/** How many ratings, and how many of them very satisfied. */
export type FivesShare = { readonly n: number; readonly fives: number }
export type ExpectedFives = {
  /** At the place, before the ratings that are looked at. */
  readonly history: FivesShare
  /** In the whole region. */
  readonly region: FivesShare
  /** Less likely than ten to the minus this. */
  readonly power: number
}

export const UNLIKELY_FIVES = {
  /** The last so many are looked at, each span by itself. */
  spans: [20, 30, 40, 50, 60, 70, 80, 100],
  /** All or nearly all of them, and of the last twenty. */
  share: 0.9,
  least: 20,
  /** With fewer before them nothing can be said of what the place is like. */
  history: 50,
} as const

/** The ratings of the shortest span that is too unlikely, ending with the last; null: none is. */
export function unlikelyFives<Rating extends SeenRating>(
  until: readonly Rating[],
  expected: ExpectedFives,
): readonly Rating[] | null {
  if (!isWorthTesting(until)) return null
  for (const n of UNLIKELY_FIVES.spans) {
    if (n > until.length) return null
    const ratings = until.slice(-n)
    const fives = fivesOf(ratings)
    if (fives < UNLIKELY_FIVES.share * n) continue
    const before = until.slice(0, -n)
    const history = {
      n: expected.history.n + before.length,
      fives: expected.history.fives + fivesOf(before),
    }
    if (history.n < UNLIKELY_FIVES.history) return null
    const likely = Math.max(highestOf(history), shareOf(expected.region))
    if (tailOf(n, fives, likely) < 10 ** -expected.power && !isOfOne(ratings)) return ratings
  }
  return null
}

/** Whether the last ones are all or nearly all fives: what is asked before anything else of the place is read. */
export function isWorthTesting(until: readonly SeenRating[]): boolean {
  const { least, share } = UNLIKELY_FIVES
  return until.length >= least && fivesOf(until.slice(-least)) >= share * least
}

const fivesOf = (ratings: readonly SeenRating[]): number => ratings.filter(({ level }) => level === 5).length
const shareOf = ({ n, fives }: FivesShare): number => (n === 0 ? 0 : fives / n)
/** One person rating what they were served with is one opinion. */
const isOfOne = (ratings: readonly SeenRating[]): boolean =>
  new Set(ratings.map(({ holder }) => holder)).size === 1

/** 95 of 100 intervals of Wilson hold the truth between their bounds. */
const Z = 1.96
/** The highest share that so many ratings leave likely. */
function highestOf({ n, fives }: FivesShare): number {
  const [p, z2] = [fives / n, Z * Z]
  const centre = p + z2 / (2 * n)
  const margin = Z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))
  return Math.min(1, (centre + margin) / (1 + z2 / n))
}

/** How likely at least `hits` of `n` are, each with the chance `p`: the exact binomial sum, by logarithms. */
export function tailOf(n: number, hits: number, p: number): number {
  if (hits <= 0 || p >= 1) return 1
  if (p <= 0) return 0
  let chance = 0
  let ways = 0
  // From all of them down: the smallest terms first.
  for (let k = n; k >= hits; k -= 1) {
    chance += Math.exp(ways + k * Math.log(p) + (n - k) * Math.log1p(-p))
    ways += Math.log(k) - Math.log(n - k + 1)
  }
  return Math.min(1, chance)
}
