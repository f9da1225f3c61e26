import type { Item } from '@tongban/catalogue'
import type { Assessment } from './assess.ts'

/**
 * What was fetched of a person and what for, one row per source that was asked, in the shape `insertFactFetches` takes.
 * `under` is the case number, or the id of a pre-check by an official.
 */
export function fetchRows(
  { item, readings, handledAt }: Assessment,
  under: string,
  purpose: 'intake' | 'precheck',
): string {
  const start = `{"caseNumber":${JSON.stringify(under)},`
  let rows = ''
  for (const reading of Object.values(readings)) {
    const asked = askedOf(item, purpose, reading.source)
    const said =
      reading.state === 'answered'
        ? `${reading.record === null ? '"noRecord"' : '"answered"'},"sourceAt":${reading.sourceAt}`
        : `${JSON.stringify(reading.reason)},"sourceAt":null`
    rows += `${rows === '' ? '' : ','}${start}${asked}"state":${said},"fetchedAt":${handledAt}}`
  }
  return `[${rows}]`
}

const askedTexts = new WeakMap<Item, Map<string, string>>()

/** What of a row is the same each time a source is asked about an item for one purpose, as JSON; made once. */
function askedOf(item: Item, purpose: string, source: string): string {
  const made = askedTexts.get(item) ?? new Map<string, string>()
  askedTexts.set(item, made)
  const key = `${purpose}/${source}`
  const known = made.get(key)
  if (known !== undefined) return known
  const row = {
    source,
    itemCode: item.code,
    purpose: `${purpose}:${item.code}`,
    facts: factNamesOf(item).get(source) ?? '',
  }
  const text = `${JSON.stringify(row).slice(1, -1)},`
  made.set(key, text)
  return text
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
