import {
  type KnownOfficial,
  OF_DEPARTMENT,
  OFFICIALS,
  officialsIn,
  SEEN,
  type SeenRatingRow,
  seen,
  UNNAMED,
} from './evaluation-seen.ts'
import { handwritten } from './statement.ts'

/**
 * Statements that go through the ratings in the order of writing and say which are worth a look for fabrication 刷评, in bounded
 * pages. They judge nothing: never fewer are answered than the detectors find something in, and no rating is changed.
 */
/** Where to begin with what was given since an instant: well before it, as ratings are written nearly in the order of time. */
export const ratingBefore = /* @__PURE__ */ handwritten<{ readonly row: number }, { readonly since: number }>(
  `SELECT max(rowid - 1000, 0) AS row FROM evaluations INDEXED BY evaluations_at WHERE at >= ?
   ORDER BY at, id LIMIT 1`,
  ['since'],
  (rows) => rows.map(({ row }) => ({ row: Number(row) })),
)

/** How many are too many, as the detectors have it. */
export type SuspicionFigures = {
  readonly minuteMs: number
  readonly fives: number
  readonly burstMs: number
  readonly burst: number
  readonly atOnceMs: number
  readonly atOnce: number
  readonly ofLast: number
  readonly deviceMs: number
  readonly holders: number
  readonly unnamedFives: number
  /** So many of the last ones at a place are all or nearly all fives. */
  readonly runLast: number
  readonly runFives: number
}
/** Whether the ratings beside it at this place are worth a look: never fewer than the detectors find something in. */
export type SuspectRatingRow = SeenRatingRow & {
  readonly row: number
  readonly atWindow: boolean
  readonly atEntered: boolean
  readonly atDevice: boolean
  readonly atStaff: boolean
  readonly atUnnamed: boolean
  readonly officials: readonly KnownOfficial[]
}

/** At least so many ratings, counted no further, of the same place around the rating. */
const atLeast = (place: string, within: string, least: string, more = '') =>
  `(SELECT count(*) FROM (SELECT 1 FROM evaluations p WHERE ${place} AND p.revision = 1 ${more}
     AND p.at BETWEEN e.at - ${within} AND e.at + ${within} LIMIT ${least})) >= ${least}`
/** In a burst on either side of it, or among so many fives within a minute. */
const crowded = (place: string) =>
  `(${atLeast(place, '?5', '?6')} OR (e.level = 5 AND ${atLeast(place, '?3', '?4', 'AND p.level = 5')}))`
/** Among the last ones of these, so many were given at once. */
const hasty = (last: string) =>
  `(e.at - e.served_at < ?7 AND (SELECT count(*) FROM (${last} LIMIT ?9) WHERE took < ?7) >= ?8)`
/** The last ones of these, the rating among them, are all or nearly all fives. */
const nearlyAll = (last: string) =>
  `(e.level = 5 AND (SELECT sum(level = 5) FROM (${last} LIMIT ?13)) >= ?14)`

const WINDOW = 'p.window = e.window'
const ENTERED = "p.entered_by = e.entered_by AND p.channel <> 'pad'"
const DEVICE = 'p.device = e.device'

/** Ratings in the order of writing after one of them; amendments are no ratings of their own. */
export const suspectRatings = /* @__PURE__ */ handwritten<
  SuspectRatingRow,
  SuspicionFigures & { readonly after: number; readonly limit: number }
>(
  () => `SELECT e.row, ${SEEN},
     e.window IS NOT NULL AND (${crowded(WINDOW)} OR ${hasty(
       `SELECT p.at - p.served_at AS took FROM evaluations p WHERE ${WINDOW} AND p.revision = 1 AND p.at <= e.at
         ORDER BY p.at DESC`,
     )} OR ${nearlyAll(
       `SELECT p.level FROM evaluations p WHERE ${WINDOW} AND p.revision = 1 AND p.at <= e.at ORDER BY p.at DESC`,
     )}) AS at_window,
     e.entered_by IS NOT NULL AND e.channel <> 'pad' AND ${crowded(ENTERED)} AS at_entered,
     e.device IS NOT NULL AND (${crowded(DEVICE)} OR (e.evaluator IS NULL AND (SELECT count(DISTINCT holder) FROM
       (SELECT p.holder FROM evaluations p WHERE ${DEVICE} AND p.evaluator IS NULL AND p.revision = 1
         AND p.at BETWEEN e.at - ?10 AND e.at ORDER BY p.at DESC LIMIT 100)) >= ?11)) AS at_device,
     e.staff IS NOT NULL AND e.window IS NULL AND ${hasty(
       `SELECT took FROM (SELECT p.staff, p.at - p.served_at AS took FROM evaluations p
         WHERE p.department = e.department AND p.revision = 1 AND p.at <= e.at
         ORDER BY p.at DESC LIMIT ${OF_DEPARTMENT}) WHERE staff = e.staff`,
     )} AS at_staff,
     ${UNNAMED('e')} AND ((e.level = 5 AND ${atLeast('p.department = e.department', '?3', '?12', `AND p.level = 5 AND ${UNNAMED('p')}`)})
       OR ${nearlyAll(
         `SELECT level FROM (SELECT * FROM evaluations WHERE department = e.department AND revision = 1 AND at <= e.at
         ORDER BY at DESC LIMIT ${OF_DEPARTMENT}) n WHERE ${UNNAMED('n')}`,
       )})
       AS at_unnamed, ${OFFICIALS} AS officials
   FROM (SELECT rowid AS row, * FROM evaluations WHERE rowid > ?1 AND revision = 1 ORDER BY rowid LIMIT ?2) e
   ORDER BY e.row`,
  [
    'after',
    'limit',
    'minuteMs',
    'fives',
    'burstMs',
    'burst',
    'atOnceMs',
    'atOnce',
    'ofLast',
    'deviceMs',
    'holders',
    'unnamedFives',
    'runLast',
    'runFives',
  ],
  (rows) =>
    rows.map((row) => ({
      row: Number(row.row),
      ...seen(row),
      atWindow: row.at_window === 1,
      atEntered: row.at_entered === 1,
      atDevice: row.at_device === 1,
      atStaff: row.at_staff === 1,
      atUnnamed: row.at_unnamed === 1,
      officials: officialsIn(row.officials),
    })),
)
