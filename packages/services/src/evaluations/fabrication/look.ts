import {
  APART_MS,
  FABRICATION,
  fabricationsAt,
  RATING_PLACES,
  type RatingPlace,
  UNLIKELY_FIVES,
} from '@tongban/evaluations'
import type { EpochMs } from '@tongban/kernel'
import {
  ratingsAtWindow,
  ratingsEntered,
  ratingsOfDevice,
  ratingsOfStaff,
  ratingsUnnamed,
  type SuspectRatingRow,
} from '@tongban/store'
import type { Context } from '../../context.ts'
import type { Placed } from './found.ts'
import { seenRating } from './seen.ts'
import { unlikelyFivesIn } from './unlikely.ts'

/**
 * Where a page of ratings is worth a look, and what is seen there: of most pages nothing more leaves the database than the page
 * itself.
 */
export const FIGURES = {
  minuteMs: FABRICATION.allFives.withinMs,
  fives: FABRICATION.allFives.least,
  burstMs: FABRICATION.burst.withinMs,
  burst: FABRICATION.burst.entered,
  atOnceMs: FABRICATION.atOnce.withinMs,
  atOnce: FABRICATION.atOnce.least,
  ofLast: FABRICATION.atOnce.ofLast,
  deviceMs: FABRICATION.sameDevice.withinMs,
  holders: FABRICATION.sameDevice.holders,
  unnamedFives: FABRICATION.unnamedFives.least,
  runLast: UNLIKELY_FIVES.least,
  runFives: UNLIKELY_FIVES.share * UNLIKELY_FIVES.least,
} as const

/** Older ratings tell nothing new, also where the job begins anew. */
export const OLDEST_MS = 30 * 86_400_000

type Look = {
  readonly place: RatingPlace
  readonly key: string
  readonly department: string
  readonly untilAt: EpochMs
}

/** So many places are looked at together, each with so many ratings at most. */
const LOOKS = 40
const LOOK_ROWS = 100

/** The places to look at; where there are too many the page ends before the rating that needs one more. */
export function looksFor(rows: readonly SuspectRatingRow[]) {
  const looks: Look[] = []
  for (const [at, row] of rows.entries()) {
    const wanted = RATING_PLACES.flatMap((place) => lookOf(place, row))
    const next = wanted.reduce(withLook, looks.slice())
    if (next.length > LOOKS && at > 0) return { taken: rows.slice(0, at), looks }
    looks.splice(0, looks.length, ...next)
  }
  return { taken: rows, looks }
}

/** What goes on at a place is one look; after a pause it is another. */
function withLook(looks: readonly Look[], look: Look): readonly Look[] {
  const same = looks.find(
    ({ place, key, department, untilAt }) =>
      place === look.place &&
      key === look.key &&
      (place !== 'staff' || department === look.department) &&
      Math.abs(look.untilAt - untilAt) <= APART_MS.ratingBurst,
  )
  if (same === undefined) return [...looks, look]
  return looks.map((each) =>
    each === same ? { ...each, untilAt: Math.max(each.untilAt, look.untilAt) } : each,
  )
}

function lookOf(place: RatingPlace, row: SuspectRatingRow): readonly Look[] {
  const { department, at: untilAt } = row
  const key = keyAt[place](row)
  return key === null ? [] : [{ place, key, department, untilAt }]
}

const keyAt: Readonly<Record<RatingPlace, (row: SuspectRatingRow) => string | null>> = {
  window: ({ atWindow, window }) => (atWindow ? window : null),
  entered: ({ atEntered, enteredBy }) => (atEntered ? enteredBy : null),
  device: ({ atDevice, device }) => (atDevice ? device : null),
  staff: ({ atStaff, staff }) => (atStaff ? staff : null),
  unnamed: ({ atUnnamed, department }) => (atUnnamed ? department : null),
}

const ratingsAt = {
  window: ratingsAtWindow,
  entered: ratingsEntered,
  device: ratingsOfDevice,
  staff: ratingsOfStaff,
  unnamed: ratingsUnnamed,
} as const satisfies Record<RatingPlace, unknown>

/** What the latest ratings at these places show. */
export async function fabricationsIn(ctx: Context, looks: readonly Look[]): Promise<readonly Placed[]> {
  if (looks.length === 0) return []
  const pages = await ctx.database.read(
    looks.map(({ place, ...look }) =>
      ratingsAt[place]({ ...look, since: look.untilAt - OLDEST_MS, limit: LOOK_ROWS }),
    ),
  )
  const seen = looks.map(({ place, key }, at) => ({ place, key, ratings: (pages[at] ?? []).map(seenRating) }))
  const found = seen.flatMap(({ place, key, ratings }) =>
    fabricationsAt(place, ratings).map((fabrication) => ({ fabrication, place, key })),
  )
  return [...found, ...(await unlikelyFivesIn(ctx, seen))]
}
