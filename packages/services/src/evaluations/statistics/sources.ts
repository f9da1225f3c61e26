import type { EvaluationCursor } from '@tongban/store'

/**
 * The tables the roll-ups are made from, and how far each has been read. All cursors are held and moved together: what was
 * counted is a function of where they stand.
 */
export const SOURCES = [
  'services',
  'ratings',
  'exclusions',
  'defaults',
  'reviews',
  'findings',
  'steps',
] as const
export type Source = (typeof SOURCES)[number]
export type Places = Readonly<Record<Source, number>>
/** Up to which row of each table was counted, and is counted now. */
export type Moved = { readonly from: Places; readonly through: Places }

/** Another way of counting is another version: everything is counted anew. */
const COUNTING = '1'
const PREFIX = 'evaluations/'
const nameOf = (source: Source): string => `${PREFIX}${source}`
export const CURSOR_NAMES = JSON.stringify(SOURCES.map(nameOf))

/**
 * Limits of orders follow the calendar; once their clocks have been moved to another one they alone are counted anew, each taking
 * back what it was. Not before: what is counted by clocks that have yet to move would stay.
 */
const versionOf = (calendar: string, source: Source): string =>
  source === 'steps' ? `${COUNTING} ${calendar}` : COUNTING

export type Cursors = {
  /** As they stand in the database. */
  readonly held: readonly EvaluationCursor[]
  /** From where is read. */
  readonly from: Places
  /** Everything counted so far is another version's. */
  readonly isAnew: boolean
}

/** `calendar`: version of the last one that every clock follows. */
export function cursorsFrom(calendar: string, rows: readonly EvaluationCursor[]): Cursors {
  const held = SOURCES.map((source) => {
    const row = rows.find(({ name }) => name === nameOf(source))
    if (row === undefined) throw new Error(`the cursor of ${source} was not made`)
    return { source, row }
  })
  const isAnew = held.some(
    ({ source, row }) => source !== 'steps' && row.version !== versionOf(calendar, source),
  )
  const from = (source: Source) => {
    const row = held.find((each) => each.source === source)?.row
    return isAnew || row?.version !== versionOf(calendar, source) ? 0 : row.through
  }
  return { held: held.map(({ row }) => row), from: placesOf(from), isAnew }
}

export const placesOf = (of: (source: Source) => number): Places => ({
  services: of('services'),
  ratings: of('ratings'),
  exclusions: of('exclusions'),
  defaults: of('defaults'),
  reviews: of('reviews'),
  findings: of('findings'),
  steps: of('steps'),
})

export const cursorRows = (calendar: string, places: Places): string =>
  JSON.stringify(
    SOURCES.map((source) => ({
      name: nameOf(source),
      through: places[source],
      version: versionOf(calendar, source),
    })),
  )
export const heldRows = ({ held }: Cursors): string =>
  JSON.stringify(held.map(({ name, through, version }) => ({ name, through, version })))

/** Everything written before is counted, by the way of counting of today; null while it is not. */
export function countedUntil(
  rows: readonly (EvaluationCursor & { readonly caughtUpAt: number | null })[],
): number | null {
  const times = SOURCES.map((source) => {
    const row = rows.find(({ name }) => name === nameOf(source))
    return row?.version.split(' ')[0] === COUNTING ? row.caughtUpAt : null
  })
  return times.reduce<number | null>(
    (least, at) => (least === null || at === null ? null : Math.min(least, at)),
    Number.POSITIVE_INFINITY,
  )
}
