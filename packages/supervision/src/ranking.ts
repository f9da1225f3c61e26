/**
 * Rates with the certainty they have, and a ranking that is not won by two lucky cases: departments are ordered by the
 * lower bound of what their rate may be, and those with few cases are named apart and given no place.
 */
import type { Rate } from '@tongban/kernel'

/** Below this a rate says too little to be ranked. */
export const SMALL_SAMPLE = 30

export type Ranked = {
  readonly department: string
  /** From 1; equal bounds share a place. Null where the sample is small. */
  readonly place: number | null
  readonly small: boolean
  readonly onTime: Rate
}

/** Departments by the lower bound of their rate, best first; behind them those with few cases, in order of code. */
export function rankingOf(
  departments: readonly { readonly department: string; readonly onTime: Rate }[],
): readonly Ranked[] {
  const isSmall = ({ onTime }: { readonly onTime: Rate }) => onTime.of < SMALL_SAMPLE
  const byCode = [...departments].sort((a, b) => (a.department < b.department ? -1 : 1))
  const large = byCode
    .filter((each) => !isSmall(each))
    .sort((a, b) => (b.onTime.lower ?? 0) - (a.onTime.lower ?? 0))
  const placed = large.map(({ department, onTime }) => ({
    department,
    place: 1 + large.filter((other) => (other.onTime.lower ?? 0) > (onTime.lower ?? 0)).length,
    small: false,
    onTime,
  }))
  const small = byCode
    .filter((each) => isSmall(each) && each.onTime.of > 0)
    .map(({ department, onTime }) => ({ department, place: null, small: true, onTime }))
  return [...placed, ...small]
}
