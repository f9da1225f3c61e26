/**
 * The catalogue of this build and how an item is found in it. An item is in force on a civil day from
 * `planEffectiveDate` to `planCancelDate`, both included; versions of one item never overlap.
 */
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import type { Item } from './item.ts'
import { ITEMS } from './items/index.ts'

export const inForce = (item: Item, on: string): boolean =>
  item.taskState === 'inUse' &&
  item.planEffectiveDate <= on &&
  (item.planCancelDate === null || on <= item.planCancelDate)

/** The version of an item in force on a civil day. */
export function findItem(code: string, on: string, items: readonly Item[] = ITEMS): Result<Item, Failure> {
  const versions = items.filter((item) => item.code === code)
  const current = versions.find((item) => inForce(item, on))
  if (current !== undefined) return ok(current)
  const nearest = nearestVersion(versions, on)
  if (nearest === undefined) return fail({ code: 'notFound', what: 'item' })
  return fail({
    code: 'itemNotInForce',
    itemCode: code,
    from: nearest.planEffectiveDate,
    until: nearest.planCancelDate,
  })
}

/** A named version, whatever its days: a case keeps the version of its item for its life. */
export function findItemVersion(
  code: string,
  taskVersion: number,
  items: readonly Item[] = ITEMS,
): Result<Item, Failure> {
  const item = items.find((candidate) => candidate.code === code && candidate.taskVersion === taskVersion)
  return item === undefined ? fail({ code: 'notFound', what: 'item' }) : ok(item)
}

/** Every item in force on a civil day, in catalogue order. */
export function listItems(on: string, items: readonly Item[] = ITEMS): readonly Item[] {
  return items.filter((item) => inForce(item, on))
}

/** The next version to come, else the last that was. */
function nearestVersion(versions: readonly Item[], on: string): Item | undefined {
  const ordered = versions.toSorted((a, b) => (a.planEffectiveDate < b.planEffectiveDate ? -1 : 1))
  return ordered.find((item) => item.planEffectiveDate > on) ?? ordered.at(-1)
}
