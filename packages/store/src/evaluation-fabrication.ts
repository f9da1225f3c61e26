import {
  type KnownOfficial,
  OF_DEPARTMENT,
  OFFICIALS,
  officialsIn,
  type Row,
  SEEN,
  type SeenRatingRow,
  seen,
  UNNAMED,
} from './evaluation-seen.ts'
import { handwritten } from './statement.ts'

/**
 * Statements of what looks for fabricated ratings 刷评, each in a bounded page; nothing here changes a rating. The findings are
 * those of supervision, of kind `evaluation`.
 */
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

/** So many officials who were new are looked at together. */
const NEW_OFFICIALS = 10
export type RatingOfNewOfficialRow = SeenRatingRow & {
  readonly official: number
  readonly row: number
  readonly officials: readonly KnownOfficial[]
}
/**
 * Where officials became known after one of them: the ratings of their department since an instant that are their own, in the
 * order of officials and ratings, after one of these, so that a page that is full leaves out none.
 */
export const ratingsOfNewOfficials = /* @__PURE__ */ handwritten<
  RatingOfNewOfficialRow,
  {
    readonly after: number
    readonly since: number
    readonly limit: number
    readonly lastOfficial: number
    readonly lastRow: number
  }
>(
  () => `SELECT n.row AS official, e.rowid AS row, ${SEEN}, ${OFFICIALS} AS officials
   FROM (SELECT rowid AS row, * FROM official_identities WHERE rowid > ?1 ORDER BY rowid LIMIT ${NEW_OFFICIALS}) n
   CROSS JOIN evaluations e ON e.department = n.department AND e.at >= ?2 AND e.revision = 1
     AND (e.holder = n.identity OR e.evaluator = n.identity) AND (n.row, e.rowid) > (?4, ?5)
   ORDER BY n.row, e.rowid LIMIT ?3`,
  ['after', 'since', 'limit', 'lastOfficial', 'lastRow'],
  (rows) =>
    rows.map((row) => ({
      official: Number(row.official),
      row: Number(row.row),
      ...seen(row),
      officials: officialsIn(row.officials),
    })),
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
