/**
 * A share with the certainty it has; null where there was nothing to take a share of. `lower` and `upper` are the 95 % bounds
 * of Wilson (E. B. Wilson, 1927): unlike the plain share they say that three of three prove little.
 */
export type Rate = {
  readonly hits: number
  readonly of: number
  readonly rate: number | null
  readonly lower: number | null
  readonly upper: number | null
}

/** The 97.5th percentile of the normal distribution: 95 % lie within. */
const Z = 1.959964

const rounded = (share: number) => Math.round(share * 10_000) / 10_000

export function rateOf(hits: number, of: number): Rate {
  if (of === 0) return { hits, of, rate: null, lower: null, upper: null }
  const share = hits / of
  const z2 = Z * Z
  const middle = share + z2 / (2 * of)
  const reach = Z * Math.sqrt((share * (1 - share) + z2 / (4 * of)) / of)
  const bound = (value: number) => rounded(Math.min(1, Math.max(0, value / (1 + z2 / of))))
  return { hits, of, rate: rounded(share), lower: bound(middle - reach), upper: bound(middle + reach) }
}
