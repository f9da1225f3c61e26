import type { Item } from '@tongban/catalogue'
import type { Assessment } from './assess.ts'

/**
 * What was fetched of a person and what for, one row per source that was asked, in the shape `insertFactFetches` takes.
 * `under` is the case number, or the id of a pre-check by an official.
 */
export function fetchRows(
  { item, readings, receivedAt }: Assessment,
  under: string,
  purpose: 'intake' | 'precheck',
): string {
  const named = factNamesOf(item)
  const rows = Object.values(readings).map((reading) => ({
    caseNumber: under,
    source: reading.source,
    itemCode: item.code,
    purpose: `${purpose}:${item.code}`,
    facts: named.get(reading.source) ?? '',
    state:
      reading.state === 'answered' ? (reading.record === null ? 'noRecord' : 'answered') : reading.reason,
    sourceAt: reading.state === 'answered' ? reading.sourceAt : null,
    fetchedAt: receivedAt,
  }))
  return JSON.stringify(rows)
}

const factNames = new WeakMap<Item, ReadonlyMap<string, string>>()

/** The names of an item's facts by source, in one text; made once for each item. */
function factNamesOf(item: Item): ReadonlyMap<string, string> {
  const made = factNames.get(item)
  if (made !== undefined) return made
  const names = new Map<string, string>()
  for (const { source, name } of item.facts) {
    const others = names.get(source)
    names.set(source, others === undefined ? name : `${others},${name}`)
  }
  factNames.set(item, names)
  return names
}
