import { intersection } from './axis.ts'
import type { Cells } from './grid.ts'

export const MOST_BOXES = 512

export type Wish = ReadonlyMap<string, Cells>
/** Ways to fulfil a cell; one of them has to be. */
export type Ways = readonly Wish[]
export const ANYTHING: Ways = [new Map()]

export const way = (key: string, cells: Cells): Ways => (cells.length === 0 ? [] : [new Map([[key, cells]])])

/** Every way of the one together with every way of the other; undefined when they are too many. */
export function both(a: Ways, b: Ways): Ways | undefined {
  if (a.length * b.length > MOST_BOXES) return undefined
  return a.flatMap((one) =>
    b.flatMap((other) => {
      const made = new Map(one)
      for (const [key, cells] of other) {
        const known = made.get(key)
        const shared = known === undefined ? cells : intersection(known, cells)
        if (shared.length === 0) return []
        made.set(key, shared)
      }
      return [made]
    }),
  )
}
