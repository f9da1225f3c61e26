/** Where the regions of the map of flows stand, and how thick what goes between them is. Pure, so that it is tested by itself. */
export type Point = { readonly x: number; readonly y: number }
export const MAP = { width: 480, height: 440 } as const
export const CENTRE: Point = { x: MAP.width / 2, y: MAP.height / 2 }
const REACH = { x: 170, y: 150 } as const
/** More than can be told apart; the table beside has all. */
export const MOST_SHOWN = 8

/** Of so many regions around this one the n-th, the first at the right, above. */
export function placeOf(n: number, of: number): Point {
  const angle = (2 * Math.PI * n) / Math.max(1, of) - Math.PI / 8
  return { x: CENTRE.x + REACH.x * Math.cos(angle), y: CENTRE.y + REACH.y * Math.sin(angle) }
}

/** A line beside the straight one, so that both directions are seen; it ends before the circle it leads to. */
export function arrowOf(
  from: Point,
  to: Point,
  aside = 9,
  short = 34,
): { readonly from: Point; readonly to: Point } {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1
  const unit = { x: (to.x - from.x) / length, y: (to.y - from.y) / length }
  const off = { x: -unit.y * aside, y: unit.x * aside }
  const at = (point: Point, along: number): Point => ({
    x: Math.round((point.x + unit.x * along + off.x) * 10) / 10,
    y: Math.round((point.y + unit.y * along + off.y) * 10) / 10,
  })
  return { from: at(from, short), to: at(to, -short) }
}

/** From 1.5 to 9, by how many of the most. */
export const widthOf = (n: number, most: number): number =>
  most === 0 ? 1.5 : Math.round((1.5 + (7.5 * n) / most) * 10) / 10
