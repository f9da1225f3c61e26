/**
 * Whether an answer is the one the README shows. What differs from day to day and run to run is compared by its shape:
 * dates, numbers of cases, documents and licences, hashes, identifiers, ids and fingerprints of keys, instants and
 * durations. All else must be equal, except where the README leaves something out: a field or a last entry named … stands
 * for whatever else there is.
 */
const MORE = '…'

/** The first place that differs, in words, or `undefined`. */
export function differenceOf(shown: unknown, given: unknown, path = ''): string | undefined {
  if (isGroup(shown) && isGroup(given)) {
    const told = Object.keys(shown).filter((key) => key !== MORE)
    const keys = MORE in shown ? told : [...new Set([...told, ...Object.keys(given)])]
    return firstOf(keys, (key) => {
      if (!(key in given)) return `${path}/${key} is shown but was not answered`
      if (!(key in shown)) return `${path}/${key} was answered but is not shown`
      if (isMeasured(key)) return sameType(shown[key], given[key], `${path}/${key}`)
      return differenceOf(shown[key], given[key], `${path}/${key}`)
    })
  }
  if (Array.isArray(shown) && Array.isArray(given)) {
    if (shown.at(-1) === MORE) return differenceOf(shown.slice(0, -1), given.slice(0, shown.length - 1), path)
    if (shown.length !== given.length) return `${path} has ${given.length} entries, shown are ${shown.length}`
    return firstOf([...shown.keys()], (index) => differenceOf(shown[index], given[index], `${path}/${index}`))
  }
  const [a, b] = [shapeOf(shown), shapeOf(given)]
  return a === b ? undefined : `${path} is ${JSON.stringify(given)}, shown is ${JSON.stringify(shown)}`
}

/** An instant or a duration. */
const isMeasured = (key: string) => /(At|Ms|asOf)$/.test(key)

const sameType = (shown: unknown, given: unknown, path: string) =>
  typeof shown === typeof given ? undefined : `${path} is ${typeof given}, shown is ${typeof shown}`

const VARYING = [
  // A token of a rating, an order and a review, before what they begin with.
  /\b\d{6}20\d{6}\d{7}[0-9A-Z]-\d{1,4}(?:-[0-9A-Z]{4}){4}\b/g,
  /\bZG\d{6}20\d{6}[0-9A-Z]{8}\b/g,
  /\bPY\d{6}[0-9A-F]{16}\b/g,
  /\b\d{6}20\d{6}\d{7}[0-9A-Z]\b/g,
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g,
  /\b[0-9a-f]{64}\b/g,
  /\b(?:[0-9a-f]{4} ){15}[0-9a-f]{4}\b/g,
  /(?<![\w-])[\w-]{43}(?![\w-])/g,
  /\b1\.2\.156\.3005\.2\.[0-9A-Z.]+/g,
  /\bdevelopment-[\w-]+-[0-9a-f]{8}\b/g,
  /\b\d{4}-\d{2}(-\d{2})?\b/g,
  /〔\d{4}〕/g,
  /\d{4}年\d{1,2}月(\d{1,2}日)?/g,
  /\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\b/g,
]

function shapeOf(value: unknown): unknown {
  return typeof value === 'string'
    ? VARYING.reduce((text, varying) => text.replace(varying, '…'), value)
    : value
}

type Group = { readonly [key: string]: unknown }
const isGroup = (value: unknown): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function firstOf<T>(entries: readonly T[], differ: (entry: T) => string | undefined): string | undefined {
  for (const entry of entries) {
    const difference = differ(entry)
    if (difference !== undefined) return difference
  }
  return undefined
}
