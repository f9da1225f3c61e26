import { textOrNull } from './cells.ts'
import type { EvaluationRow } from './evaluations.ts'
import { handwritten, type SqlValue } from './statement.ts'

/**
 * Statements of what looks for fabricated ratings 刷评, each in a bounded page; nothing here changes a rating. The findings are
 * those of supervision, of kind `evaluation`.
 */
type Row = Readonly<Record<string, SqlValue>>

export type FabricationCountRow = {
  /** `YYYY-MM` of the day it was found, Asia/Shanghai. */
  readonly month: string
  readonly cause: string
  readonly found: number
  /** Of these, those that no supervisor has ended yet. */
  readonly open: number
}
/** Findings about ratings by month and cause, found from one instant until before another: for everybody to see. */
export const fabricationCounts = /* @__PURE__ */ handwritten<
  FabricationCountRow,
  { readonly fromAt: number; readonly untilAt: number }
>(
  () => `SELECT strftime('%Y-%m', found_at / 1000 + 28800, 'unixepoch') AS month, cause, count(*) AS found,
     sum(ended_at IS NULL) AS open
   FROM supervision_findings WHERE kind = 'evaluation' AND found_at >= ? AND found_at < ?
   GROUP BY 1, 2 ORDER BY 1 DESC, 2 LIMIT 1000`,
  ['fromAt', 'untilAt'],
  (rows) =>
    rows.map((row) => ({
      month: String(row.month),
      cause: String(row.cause),
      found: Number(row.found),
      open: Number(row.open),
    })),
)

/** A rating as far as it tells who may have given it. */
export type SeenRatingRow = Pick<
  EvaluationRow,
  | 'id'
  | 'at'
  | 'servedAt'
  | 'level'
  | 'channel'
  | 'enteredBy'
  | 'device'
  | 'evaluator'
  | 'holder'
  | 'department'
  | 'window'
  | 'staff'
  | 'anonymous'
  | 'itemCode'
>
const SEEN = `e.id, e.at, e.served_at, e.level, e.channel, e.entered_by, e.device, e.evaluator, e.holder, e.department,
  e.window, e.staff, e.anonymous, e.item_code`

const seen = (row: Row): SeenRatingRow => ({
  id: String(row.id),
  at: Number(row.at),
  servedAt: Number(row.served_at),
  level: Number(row.level),
  channel: String(row.channel),
  enteredBy: textOrNull(row.entered_by),
  device: textOrNull(row.device),
  evaluator: textOrNull(row.evaluator),
  holder: String(row.holder),
  department: String(row.department),
  window: textOrNull(row.window),
  staff: textOrNull(row.staff),
  anonymous: Number(row.anonymous),
  itemCode: String(row.item_code),
})

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
/** An official by the index they are known by as a citizen. */
export type KnownOfficial = {
  readonly identity: string
  readonly official: string
  readonly department: string
}
/** Guarantee: the statements build this text of rows of their own. */
const officialsIn = (text: SqlValue | undefined) =>
  JSON.parse(typeof text === 'string' ? text : '[]') as readonly KnownOfficial[]
/** Officials whom the matter is of, or who rated, as citizens. */
const OFFICIALS = `(SELECT json_group_array(json_object('identity', i.identity, 'official', i.official,
     'department', i.department)) FROM official_identities i WHERE i.identity IN (e.holder, e.evaluator))`

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
/** So many of a department are gone through for those of one official, and for those of nobody known. */
const OF_DEPARTMENT = 400
const UNNAMED = (row: string) =>
  `${row}.window IS NULL AND ${row}.entered_by IS NULL AND ${row}.device IS NULL AND ${row}.evaluator IS NULL`

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

/** So many officials who were new are looked at together. */
const NEW_OFFICIALS = 10
/** Where officials became known after one of them: the ratings of their department since an instant that are their own. */
export const ratingsOfNewOfficials = /* @__PURE__ */ handwritten<
  SeenRatingRow & { readonly officials: readonly KnownOfficial[] },
  { readonly after: number; readonly since: number; readonly limit: number }
>(
  () => `SELECT ${SEEN}, ${OFFICIALS} AS officials FROM (SELECT * FROM official_identities WHERE rowid > ?1
     ORDER BY rowid LIMIT ${NEW_OFFICIALS}) n
   CROSS JOIN evaluations e ON e.department = n.department AND e.at >= ?2 AND e.revision = 1
     AND (e.holder = n.identity OR e.evaluator = n.identity) LIMIT ?3`,
  ['after', 'since', 'limit'],
  (rows) => rows.map((row) => ({ ...seen(row), officials: officialsIn(row.officials) })),
)
/** The last of those officials; none where nobody is new. */
export const lastOfNewOfficials = /* @__PURE__ */ handwritten<
  { readonly row: number },
  { readonly after: number }
>(
  () => `SELECT max(row) AS row FROM (SELECT rowid AS row FROM official_identities WHERE rowid > ?
     ORDER BY rowid LIMIT ${NEW_OFFICIALS}) HAVING max(row) IS NOT NULL`,
  ['after'],
  (rows) => rows.map(({ row }) => ({ row: Number(row) })),
)

type Look = {
  readonly key: string
  readonly department: string
  readonly since: number
  readonly untilAt: number
  readonly limit: number
}
const latestAt = (place: string) =>
  handwritten<SeenRatingRow, Look>(
    () => `SELECT ${SEEN} FROM evaluations e WHERE ${place} AND e.revision = 1 AND e.at BETWEEN ?3 AND ?4
     AND ?2 IS NOT NULL ORDER BY e.at DESC, e.id DESC LIMIT ?5`,
    ['key', 'department', 'since', 'untilAt', 'limit'],
    (rows) => rows.map(seen),
  )
/** The latest ratings at a place until an instant. */
export const ratingsAtWindow = /* @__PURE__ */ latestAt('e.window = ?1')
export const ratingsEntered = /* @__PURE__ */ latestAt("e.entered_by = ?1 AND e.channel <> 'pad'")
export const ratingsOfDevice = /* @__PURE__ */ latestAt('e.device = ?1')
/** Of the latest of a department. */
const ofDepartment = (which: string) =>
  handwritten<SeenRatingRow, Look>(
    () => `SELECT ${SEEN} FROM (SELECT * FROM evaluations WHERE department = ?2 AND revision = 1 AND at BETWEEN ?3 AND ?4
     ORDER BY at DESC, id DESC LIMIT ${OF_DEPARTMENT}) e WHERE ?1 IS NOT NULL AND ${which} LIMIT ?5`,
    ['key', 'department', 'since', 'untilAt', 'limit'],
    (rows) => rows.map(seen),
  )
/** Those of an official who serves at no window, and those of nobody known. */
export const ratingsOfStaff = /* @__PURE__ */ ofDepartment('e.staff = ?1 AND e.window IS NULL')
export const ratingsUnnamed = /* @__PURE__ */ ofDepartment(UNNAMED('e'))

type SharedPlace = {
  readonly key: string
  readonly since: number
  readonly before: number
}
export type FivesShareRow = { readonly n: number; readonly fives: number }
const share = (rows: readonly Row[]): readonly FivesShareRow[] =>
  rows.map(({ n, fives }) => ({ n: Number(n), fives: Number(fives ?? 0) }))
const HISTORY = 1000
/** Of the ratings at a place before an instant, at most so many: how many were fives. */
export const fivesAtWindow = /* @__PURE__ */ handwritten<FivesShareRow, SharedPlace>(
  () => `SELECT count(*) AS n, sum(level = 5) AS fives FROM (SELECT level FROM evaluations
     WHERE window = ? AND revision = 1 AND at >= ? AND at < ? ORDER BY at DESC LIMIT ${HISTORY})`,
  ['key', 'since', 'before'],
  share,
)
export const fivesUnnamed = /* @__PURE__ */ handwritten<FivesShareRow, SharedPlace>(
  () => `SELECT count(*) AS n, sum(level = 5) AS fives FROM (SELECT * FROM evaluations
     WHERE department = ? AND revision = 1 AND at >= ? AND at < ? ORDER BY at DESC LIMIT ${2 * HISTORY}) n
   WHERE ${UNNAMED('n')}`,
  ['key', 'since', 'before'],
  share,
)
/** The same of the whole region. */
export const fivesOfRegion = /* @__PURE__ */ handwritten<FivesShareRow, Omit<SharedPlace, 'key'>>(
  () => `SELECT count(*) AS n, sum(level = 5) AS fives FROM (SELECT level FROM evaluations INDEXED BY evaluations_at
     WHERE revision = 1 AND at >= ? AND at < ? ORDER BY at DESC LIMIT ${5 * HISTORY})`,
  ['since', 'before'],
  share,
)

export type RatingOccasion = {
  readonly cause: string
  readonly subject: string
  readonly occasion: string
}
/** Which findings about ratings are known of these causes and subjects, between two occasions each. */
export const knownOccasions = /* @__PURE__ */ handwritten<
  RatingOccasion,
  /** JSON list of `{cause, subject, from, until}`. */
  { readonly candidates: string }
>(
  () => `SELECT DISTINCT f.cause, f.subject, f.occasion FROM json_each(?) j
   CROSS JOIN supervision_findings f INDEXED BY supervision_findings_once ON f.cause = j.value ->> 'cause'
     AND f.kind = 'evaluation' AND f.subject = j.value ->> 'subject'
     AND f.occasion BETWEEN j.value ->> 'from' AND j.value ->> 'until' LIMIT 1000`,
  ['candidates'],
  (rows) =>
    rows.map((row) => ({
      cause: String(row.cause),
      subject: String(row.subject),
      occasion: String(row.occasion),
    })),
)
