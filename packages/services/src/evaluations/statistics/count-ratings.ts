import { isLevel, monthOf, type Tally, tallyOfDefault, tallyOfRating } from '@tongban/evaluations'
import {
  defaultsOfServices,
  type RatedServiceRow,
  type RolledDefaultRow,
  type RolledRatingRow,
  ratingsOfServices,
} from '@tongban/store'
import type { Context } from '../../context.ts'
import { cellOf } from './cell.ts'
import type { Differences } from './differences.ts'
import type { Moved, Places } from './sources.ts'

/**
 * What the services that rows are about count as, by the rows up to where the cursors stood and by those up to where they go:
 * the tables are append-only, so that nothing needs to be kept of what was counted before.
 */
const AT_ONCE = 400

export async function countRatings(
  { database }: Pick<Context, 'database'>,
  touched: readonly RatedServiceRow[],
  { from, through }: Moved,
  differences: Differences,
): Promise<void> {
  const services = new Map(
    touched.flatMap(({ caseNumber, region, serviceNumber }) =>
      caseNumber === null
        ? []
        : [[nameOf({ caseNumber, region, serviceNumber }), [caseNumber, region, serviceNumber]]],
    ),
  )
  const keys = [...services.values()]
  for (let at = 0; at < keys.length; at += AT_ONCE) {
    const some = { keys: JSON.stringify(keys.slice(at, at + AT_ONCE)) }
    const [ratings, defaults] = await database.read([ratingsOfServices(some), defaultsOfServices(some)])
    for (const rows of Map.groupBy(ratings, nameOf).values())
      differences.change(ratedBy(rows, from), ratedBy(rows, through))
    for (const row of defaults) differences.change(defaultBy(row, from), defaultBy(row, through))
  }
}

const nameOf = ({
  caseNumber,
  region,
  serviceNumber,
}: Pick<RolledRatingRow, 'caseNumber' | 'region' | 'serviceNumber'>) =>
  `${caseNumber}/${region}/${serviceNumber}`

/** As the rows up to there tell it. */
function ratedBy(rows: readonly RolledRatingRow[], places: Places): Tally | undefined {
  const known = rows.filter(({ row }) => row <= places.ratings)
  const isExcluded = known.some(({ excludedRow }) => excludedRow !== null && excludedRow <= places.exclusions)
  return tallyOfRating(known.map(countedRating), isExcluded)
}

function countedRating({
  servedOn,
  department,
  window,
  itemCode,
  channel,
  region,
  level,
  options,
}: RolledRatingRow) {
  if (!isLevel(level)) throw new Error('a rating without a level')
  return {
    cell: { month: monthOf(servedOn), department, window: window ?? '', itemCode, channel },
    region,
    level,
    options: codesIn(options),
  }
}
/** Guarantee: options are written as a list of codes by whatever takes a rating. */
const codesIn = (text: string) => JSON.parse(text) as readonly string[]

function defaultBy(row: RolledDefaultRow, { defaults, ratings }: Places): Tally | undefined {
  if (row.row > defaults) return undefined
  return tallyOfDefault(cellOf(row), row.ratedRow !== null && row.ratedRow <= ratings)
}
