import { numberOrNull, textOrNull } from './cells.ts'
import { columnOf } from './compiled/compiled.ts'
import { handwritten, type SqlValue, type Statement } from './statement.ts'

/**
 * Statements that keep the roll-ups of evaluations. Every table they are made from but one is append-only and read by row
 * number, in the order of writing; how far each has been read moves in the batch of what was counted. Of an order the state
 * changes, so that what it counted as is kept.
 */
type Row = Readonly<Record<string, SqlValue>>
type Rows = { readonly rows: string }
type Keys = { readonly keys: string }
type Page = { readonly after: number; readonly limit: number }
const none = () => []
const number = (value: SqlValue | undefined): number => Number(value ?? 0)

export type RolledServiceRow = {
  readonly row: number
  readonly region: string | null
  readonly department: string
  readonly window: string | null
  readonly itemCode: string | null
  readonly at: number
}
export const servicesToCountAfter = /* @__PURE__ */ handwritten<RolledServiceRow, Page>(
  `SELECT s.rowid AS row, s.region, s.department_code AS department, s."window", c.item_code, s.at
   FROM service_events s LEFT JOIN cases c ON c.case_number = s.case_number
   WHERE s.rowid > ? ORDER BY s.rowid LIMIT ?`,
  ['after', 'limit'],
  (rows) =>
    rows.map((row) => ({
      row: Number(row.row),
      region: textOrNull(row.region),
      department: String(row.department),
      window: textOrNull(row.window),
      itemCode: textOrNull(row.item_code),
      at: Number(row.at),
    })),
)

/** Which service a row is about, and its number in the order of writing. */
export type RatedServiceRow = {
  readonly row: number
  readonly caseNumber: string | null
  readonly region: string
  readonly serviceNumber: number
}
const ratedService = (row: Row): RatedServiceRow => ({
  row: Number(row.row),
  caseNumber: textOrNull(row.case_number),
  region: String(row.region ?? ''),
  serviceNumber: number(row.service_number),
})
export const ratingsToCountAfter = /* @__PURE__ */ handwritten<RatedServiceRow, Page>(
  `SELECT rowid AS row, case_number, region, service_number FROM evaluations WHERE rowid > ? ORDER BY rowid LIMIT ?`,
  ['after', 'limit'],
  (rows) => rows.map(ratedService),
)
export const exclusionsToCountAfter = /* @__PURE__ */ handwritten<RatedServiceRow, Page>(
  `SELECT x.rowid AS row, e.case_number, e.region, e.service_number
   FROM evaluation_exclusions x LEFT JOIN evaluations e ON e.id = x.evaluation
   WHERE x.rowid > ? ORDER BY x.rowid LIMIT ?`,
  ['after', 'limit'],
  (rows) => rows.map(ratedService),
)
export const defaultsToCountAfter = /* @__PURE__ */ handwritten<RatedServiceRow, Page>(
  `SELECT rowid AS row, case_number, '' AS region, service_number FROM evaluation_defaults
   WHERE rowid > ? ORDER BY rowid LIMIT ?`,
  ['after', 'limit'],
  (rows) => rows.map(ratedService),
)

const OF_KEY = `e.case_number = k.value ->> 0 AND e.region = k.value ->> 1 AND e.service_number = k.value ->> 2`

export type RolledRatingRow = RatedServiceRow & {
  readonly caseNumber: string
  readonly level: number
  /** JSON list of codes. */
  readonly options: string
  readonly channel: string
  readonly department: string
  readonly window: string | null
  readonly itemCode: string
  readonly servedOn: string
  /** Row number of what took it out of the rates; with its first revision. */
  readonly excludedRow: number | null
}
/** All revisions of the ratings of services named as `[case number, region, service number]`. */
export const ratingsOfServices = /* @__PURE__ */ handwritten<RolledRatingRow, Keys>(
  `SELECT e.rowid AS row, e.case_number, e.region, e.service_number, e.level, e.options, e.channel, e.department,
     e."window", e.item_code, e.served_on, x.rowid AS excluded_row
   FROM json_each(?) k CROSS JOIN evaluations e ON ${OF_KEY}
   LEFT JOIN evaluation_exclusions x ON x.evaluation = e.id
   ORDER BY k.key, e.revision`,
  ['keys'],
  (rows) =>
    rows.map((row) => ({
      ...ratedService(row),
      caseNumber: String(row.case_number),
      level: Number(row.level),
      options: String(row.options),
      channel: String(row.channel),
      department: String(row.department),
      window: textOrNull(row.window),
      itemCode: String(row.item_code),
      servedOn: String(row.served_on),
      excludedRow: numberOrNull(row.excluded_row),
    })),
)

export type RolledDefaultRow = {
  readonly row: number
  readonly department: string
  readonly window: string | null
  readonly itemCode: string | null
  readonly at: number
  /** Row number of the first rating of the service after all. */
  readonly ratedRow: number | null
}
export const defaultsOfServices = /* @__PURE__ */ handwritten<RolledDefaultRow, Keys>(
  `SELECT d.rowid AS row, d.department, s."window", c.item_code, s.at,
     (SELECT min(e.rowid) FROM evaluations e WHERE ${OF_KEY}) AS rated_row
   FROM json_each(?) k CROSS JOIN evaluation_defaults d ON d.case_number = k.value ->> 0 AND d.service_number = k.value ->> 2
   JOIN service_events s ON s.case_number = d.case_number AND s.service_number = d.service_number
   LEFT JOIN cases c ON c.case_number = d.case_number
   WHERE k.value ->> 1 = ''`,
  ['keys'],
  (rows) =>
    rows.map((row) => ({
      row: Number(row.row),
      department: String(row.department),
      window: textOrNull(row.window),
      itemCode: textOrNull(row.item_code),
      at: Number(row.at),
      ratedRow: numberOrNull(row.rated_row),
    })),
)

export type RolledSaidRow = {
  readonly row: number
  /** Kind of the review; of a finding nothing is told apart. */
  readonly kind: string
  readonly department: string
  readonly window: string | null
  readonly itemCode: string | null
  readonly at: number
}
const said = (row: Row): RolledSaidRow => ({
  row: Number(row.row),
  kind: String(row.kind),
  department: String(row.department),
  window: textOrNull(row.window),
  itemCode: textOrNull(row.item_code),
  at: Number(row.at),
})
export const reviewsToCountAfter = /* @__PURE__ */ handwritten<RolledSaidRow, Page>(
  `SELECT rowid AS row, kind, department, "window", item_code, at FROM evaluation_reviews
   WHERE rowid > ? ORDER BY rowid LIMIT ?`,
  ['after', 'limit'],
  (rows) => rows.map(said),
)
/** Findings of all kinds, so that the cursor passes over those that are not about ratings. */
export const findingsToCountAfter = /* @__PURE__ */ handwritten<RolledSaidRow, Page>(
  `SELECT rowid AS row, kind, department, NULL AS "window", item_code, found_at AS at FROM supervision_findings
   WHERE rowid > ? ORDER BY rowid LIMIT ?`,
  ['after', 'limit'],
  (rows) => rows.map(said),
)

/** Steps of orders, in the order of writing. */
export const orderStepsToCountAfter = /* @__PURE__ */ handwritten<
  { readonly row: number; readonly number: string },
  Page
>(
  `SELECT rowid AS row, order_number FROM rectification_steps WHERE rowid > ? ORDER BY rowid LIMIT ?`,
  ['after', 'limit'],
  (rows) => rows.map((row) => ({ row: Number(row.row), number: String(row.order_number) })),
)
/** Orders whose limit for the mending has passed without a step of theirs, and that are not counted so yet. */
export const ordersOverdueSince = /* @__PURE__ */ handwritten<
  { readonly number: string },
  { readonly now: number; readonly limit: number }
>(
  `SELECT DISTINCT w.subject FROM watched_clocks w
   WHERE w.status = 'running' AND w.due_at <= ? AND w.kind = 'rectification' AND w.clock_key LIKE 'rectify/%'
     AND EXISTS (SELECT 1 FROM evaluation_order_figures f WHERE f.number = w.subject AND f.overdue = 0)
   LIMIT ?`,
  ['now', 'limit'],
  (rows) => rows.map((row) => ({ number: String(row.subject) })),
)

export type RolledOrderRow = {
  readonly number: string
  readonly source: string
  readonly department: string
  readonly window: string | null
  readonly itemCode: string | null
  readonly channel: string | null
  /** Of the service; null: the order grew from no rating. */
  readonly servedOn: string | null
  readonly openedOn: string
  readonly state: string
  readonly round: number
  readonly appeal: string
  /** In its last round. */
  readonly replied: number
  readonly calledBack: number
  /** In any of its rounds. */
  readonly overdue: number
  /** What it was counted as before; null: nothing. */
  readonly counted: string | null
}
export const ordersToCount = /* @__PURE__ */ handwritten<
  RolledOrderRow,
  { readonly numbers: string; readonly now: number }
>(
  `SELECT r.number, r.source, r.department, r."window", r.item_code, e.channel, e.served_on, r.opened_on, r.state, r.round,
     r.appeal, f.counted, r.replied_at IS NOT NULL AS replied, r.called_back_at IS NOT NULL AS called_back,
     EXISTS (SELECT 1 FROM watched_clocks w WHERE w.kind = 'rectification' AND w.subject = r.number
       AND w.clock_key LIKE 'rectify/%' AND coalesce(w.stopped_at, ?2) >= w.due_at) AS overdue
   FROM json_each(?1) j CROSS JOIN rectifications r ON r.number = j.value
   LEFT JOIN evaluations e ON r.source = 'rating' AND e.id = r.source_id
   LEFT JOIN evaluation_order_figures f ON f.number = r.number`,
  ['numbers', 'now'],
  (rows) =>
    rows.map((row) => ({
      number: String(row.number),
      source: String(row.source),
      department: String(row.department),
      window: textOrNull(row.window),
      itemCode: textOrNull(row.item_code),
      channel: textOrNull(row.channel),
      servedOn: textOrNull(row.served_on),
      openedOn: String(row.opened_on),
      state: String(row.state),
      round: Number(row.round),
      appeal: String(row.appeal),
      replied: Number(row.replied),
      calledBack: Number(row.called_back),
      overdue: Number(row.overdue),
      counted: textOrNull(row.counted),
    })),
)
export const keepOrderFigures = /* @__PURE__ */ handwritten<never, Rows>(
  `INSERT INTO evaluation_order_figures (number, counted, overdue)
   SELECT value ->> 'number', value ->> 'counted', value ->> 'overdue' FROM json_each(?) WHERE true
   ON CONFLICT DO UPDATE SET counted = excluded.counted, overdue = excluded.overdue`,
  ['rows'],
  none,
)

const PLACE = 'grain, department, "window", item_code, channel, month'
const PLACES = 6
const element = (at: number) => `value ->> ${at}`

/**
 * Adds to the named columns what each row says, which may be less than nothing. A row is a list: grain, department, window,
 * item, channel, month, then a number for each column.
 */
export function addEvaluationCounts(columns: readonly string[], rows: string): Statement {
  const names = columns.map(columnOf)
  const elements = Array.from({ length: PLACES + names.length }, (_, at) => element(at))
  return {
    sql: `INSERT INTO evaluation_counts (${PLACE}, ${names.join(', ')}) SELECT ${elements.join(', ')} FROM json_each(?) WHERE true
   ON CONFLICT DO UPDATE SET ${names.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')}`,
    params: [rows],
    decode: none,
  }
}
/** A row is a list: as above, then the code and the number. */
export const addOptionCounts = /* @__PURE__ */ handwritten<never, Rows>(
  () => `INSERT INTO evaluation_option_counts (${PLACE}, code, n)
   SELECT ${Array.from({ length: PLACES + 2 }, (_, at) => element(at)).join(', ')} FROM json_each(?) WHERE true
   ON CONFLICT DO UPDATE SET n = n + excluded.n`,
  ['rows'],
  none,
)
/** Of these, whatever has come to nothing. */
export const dropEmptyOptionCounts = /* @__PURE__ */ handwritten<never, Rows>(
  () => `DELETE FROM evaluation_option_counts WHERE n = 0 AND (${PLACE}, code) IN
     (SELECT ${Array.from({ length: PLACES + 1 }, (_, at) => element(at)).join(', ')} FROM json_each(?))`,
  ['rows'],
  none,
)
