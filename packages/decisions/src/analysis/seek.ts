/** Tries applications near the plainest one until one shows what is asked; the same for the same plans, always. */
import type { Json } from '@tongban/kernel'
import type { Candidates } from './candidates.ts'

export function seek(
  paths: readonly string[],
  candidates: Candidates,
  trials: number,
  shows: (inputs: Readonly<Record<string, Json>>) => boolean,
): Readonly<Record<string, Json>> | null {
  let left = trials
  let state = 20_261_122
  const below = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 4_294_967_296) * limit)
  }
  for (let round = 0; left > 0; round += 1) {
    const base = new Map(
      paths.map((path) => {
        const values = candidates.of(path)
        return [path, (round === 0 ? values[0] : values[below(values.length)]) ?? null] as const
      }),
    )
    if (shows(Object.fromEntries(base))) return Object.fromEntries(base)
    left -= 1
    for (const path of paths) {
      for (const value of candidates.of(path)) {
        if (left <= 0) return null
        left -= 1
        const inputs = Object.fromEntries(new Map<string, Json>(base).set(path, value))
        if (shows(inputs)) return inputs
      }
    }
    if (paths.length === 0) return null
  }
  return null
}
