import type { CalendarChangeRow } from './calendars.ts'
import type { CaseEventRow } from './cases.ts'
import type { HandoverRow } from './handovers.ts'
import type { caseFigures, eventCursors, figureCounts } from './schema/index.ts'
import { handwritten, type SqlValue } from './statement.ts'

/**
 * Statements of projections that are made from the events of cases after the fact, and of the roll-ups among them. Events
 * are read in the order of their writing, by the row number of an append-only table, as the evidence is.
 */
export type EventCursorRow = typeof eventCursors.$inferSelect
export type CaseFiguresRow = typeof caseFigures.$inferSelect
export type FigureCountRow = typeof figureCounts.$inferSelect
type Row = Readonly<Record<string, SqlValue>>
type Named = { readonly name: string }
const none = () => []
const text = (value: SqlValue | undefined) => (value === null || value === undefined ? null : String(value))
const integer = (value: SqlValue | undefined) =>
  value === null || value === undefined ? null : Number(value)

/** Without a row there is nothing to move. */
export const makeEventCursor = /* @__PURE__ */ handwritten<never, Named & { readonly now: number }>(
  `INSERT INTO event_cursors (name, through, version, moved_at) VALUES (?, 0, '', ?) ON CONFLICT DO NOTHING`,
  ['name', 'now'],
  none,
)
export const eventCursor = /* @__PURE__ */ handwritten<EventCursorRow, Named>(
  'SELECT * FROM event_cursors WHERE name = ?',
  ['name'],
  (rows) =>
    rows.map((row) => ({
      name: String(row.name),
      through: Number(row.through),
      version: String(row.version),
      movedAt: Number(row.moved_at),
      caughtUpAt: integer(row.caught_up_at),
    })),
)
/** Conflicts unless the cursor still stands where it was read: of two runs at once the second writes nothing. */
export const holdEventCursor = /* @__PURE__ */ handwritten<
  never,
  Named & { readonly through: number; readonly version: string }
>(
  `INSERT INTO event_cursors (name, through, version, moved_at)
   SELECT name, through, version, moved_at FROM event_cursors WHERE name = ? AND (through <> ? OR version <> ?)`,
  ['name', 'through', 'version'],
  none,
)
export const moveEventCursor = /* @__PURE__ */ handwritten<
  never,
  Named & {
    readonly through: number
    readonly version: string
    readonly now: number
    readonly caughtUpAt: number | null
  }
>(
  `UPDATE event_cursors SET through = ?, version = ?, moved_at = ?, caught_up_at = coalesce(?, caught_up_at)
   WHERE name = ?`,
  ['through', 'version', 'now', 'caughtUpAt', 'name'],
  none,
)

/** The cases of the next events, each with the last of those rows, and how many they were. */
export const casesWithEventsAfter = /* @__PURE__ */ handwritten<
  { readonly caseNumber: string; readonly through: number; readonly events: number },
  { readonly after: number; readonly limit: number }
>(
  `SELECT case_number, max(row) AS through, count(*) AS events FROM
     (SELECT rowid AS row, case_number FROM case_events WHERE rowid > ? ORDER BY rowid LIMIT ?)
   GROUP BY case_number ORDER BY case_number`,
  ['after', 'limit'],
  (rows) =>
    rows.map((row) => ({
      caseNumber: String(row.case_number),
      through: Number(row.through),
      events: Number(row.events),
    })),
)

/** Numbers of cases, as JSON. */
type Numbers = { readonly numbers: string }

/** What of a case is counted; its application is not read. */
export type CountedCaseRow = {
  readonly caseNumber: string
  readonly itemCode: string
  readonly itemVersion: string
  readonly channel: string
  readonly departmentCode: string
}
export const countedCases = /* @__PURE__ */ handwritten<CountedCaseRow, Numbers>(
  `SELECT case_number, item_code, item_version, channel, department_code FROM cases
   WHERE case_number IN (SELECT value FROM json_each(?))`,
  ['numbers'],
  (rows) =>
    rows.map((row) => ({
      caseNumber: String(row.case_number),
      itemCode: String(row.item_code),
      itemVersion: String(row.item_version),
      channel: String(row.channel),
      departmentCode: String(row.department_code),
    })),
)

/** Their events, case after case in order of number, from behind event `afterSeq` of case `afterCase` on. */
export const eventsOfCases = /* @__PURE__ */ handwritten<
  CaseEventRow,
  Numbers & { readonly afterCase: string; readonly afterSeq: number; readonly limit: number }
>(
  `SELECT e.* FROM json_each(?) AS n CROSS JOIN case_events AS e ON e.case_number = n.value
   WHERE e.case_number > ? OR (e.case_number = ? AND e.seq > ?) ORDER BY e.case_number, e.seq LIMIT ?`,
  ['numbers', 'afterCase', 'afterCase', 'afterSeq', 'limit'],
  (rows) => rows.map(caseEvent),
)
const caseEvent = (row: Row): CaseEventRow => ({
  caseNumber: String(row.case_number),
  seq: Number(row.seq),
  type: String(row.type),
  at: Number(row.at),
  actorKind: String(row.actor_kind),
  actorSubject: String(row.actor_subject),
  data: String(row.data),
  hash: String(row.hash),
})

export const calendarChangesOfCases = /* @__PURE__ */ handwritten<
  CalendarChangeRow,
  Numbers & { readonly limit: number }
>(
  `SELECT * FROM calendar_changes WHERE case_number IN (SELECT value FROM json_each(?))
   ORDER BY case_number, at, version, clock_key LIMIT ?`,
  ['numbers', 'limit'],
  (rows) =>
    rows.map((row) => ({
      version: String(row.version),
      beforeVersion: text(row.before_version),
      caseNumber: String(row.case_number),
      clockKey: String(row.clock_key),
      step: String(row.step),
      binds: String(row.binds),
      beforeOn: String(row.before_on),
      afterOn: String(row.after_on),
      moved: String(row.moved),
      needsNotice: Number(row.needs_notice),
      noticeId: text(row.notice_id),
      overByCalendarOnly: Number(row.over_by_calendar_only),
      at: Number(row.at),
    })),
)

/** How long the regions of a case have taken with it. */
export type HandedOverRow = Pick<HandoverRow, 'caseNumber' | 'partner' | 'role'> & {
  readonly transferredAt: number
  readonly handlerReceivedAt: number | null
  readonly decidedAt: number | null
}
export const handedOverCases = /* @__PURE__ */ handwritten<HandedOverRow, Numbers>(
  `SELECT case_number, partner, role, transferred_at, handler_received_at, decided_at FROM handovers
   WHERE case_number IN (SELECT value FROM json_each(?)) AND role IN ('receiving', 'handling') LIMIT 1000`,
  ['numbers'],
  (rows) =>
    rows.map((row) => ({
      caseNumber: String(row.case_number),
      partner: String(row.partner),
      role: String(row.role),
      transferredAt: Number(row.transferred_at),
      handlerReceivedAt: integer(row.handler_received_at),
      decidedAt: integer(row.decided_at),
    })),
)

export const figuresOfCases = /* @__PURE__ */ handwritten<CaseFiguresRow, Numbers>(
  `SELECT case_number, counted FROM case_figures WHERE case_number IN (SELECT value FROM json_each(?))`,
  ['numbers'],
  (rows) => rows.map((row) => ({ caseNumber: String(row.case_number), counted: String(row.counted) })),
)

/** Rows as a JSON list of objects. */
type Rows = { readonly rows: string }
export const keepCaseFigures = /* @__PURE__ */ handwritten<never, Rows>(
  `INSERT INTO case_figures (case_number, counted)
   SELECT value->>'caseNumber', value->>'counted' FROM json_each(?) WHERE true
   ON CONFLICT (case_number) DO UPDATE SET counted = excluded.counted`,
  ['rows'],
  none,
)
/** Adds to each count what `n` says, which may be less than nothing. */
export const addFigureCounts = /* @__PURE__ */ handwritten<never, Rows>(
  `INSERT INTO figure_counts (department, counted_on, measure, item_code, channel, value, n)
   SELECT value->>'department', value->>'countedOn', value->>'measure', value->>'itemCode', value->>'channel',
     value->>'value', value->>'n' FROM json_each(?) WHERE true
   ON CONFLICT DO UPDATE SET n = n + excluded.n`,
  ['rows'],
  none,
)
/** Of these, whatever has come to nothing. */
export const dropEmptyCounts = /* @__PURE__ */ handwritten<never, Rows>(
  `DELETE FROM figure_counts WHERE n = 0 AND (department, counted_on, measure, item_code, channel, value) IN
     (SELECT value->>'department', value->>'countedOn', value->>'measure', value->>'itemCode', value->>'channel',
        value->>'value' FROM json_each(?))`,
  ['rows'],
  none,
)

export type MeasuredRow = {
  readonly measure: string
  /** The partner region of a turnaround; empty for everything else. */
  readonly region: string
  readonly value: number
  readonly n: number
}
/** The counts of a department between two days, both included, over all items and channels. */
export const countsOfDepartment = /* @__PURE__ */ handwritten<
  MeasuredRow,
  { readonly department: string; readonly from: string; readonly until: string; readonly limit: number }
>(
  `SELECT measure, CASE WHEN channel LIKE 'region/%' THEN substr(channel, 8) ELSE '' END AS region, value,
     sum(n) AS n FROM figure_counts WHERE department = ? AND counted_on >= ? AND counted_on <= ?
   GROUP BY 1, 2, 3 ORDER BY 1, 2, 3 LIMIT ?`,
  ['department', 'from', 'until', 'limit'],
  (rows) =>
    rows.map((row) => ({
      measure: String(row.measure),
      region: String(row.region),
      value: Number(row.value),
      n: Number(row.n),
    })),
)

/** Every department that anything is counted of; one look into the index for each. */
export const countedDepartments = /* @__PURE__ */ handwritten<
  { readonly department: string },
  { readonly limit: number }
>(
  `WITH RECURSIVE each(department) AS (
     SELECT min(department) FROM figure_counts UNION ALL
     SELECT (SELECT min(department) FROM figure_counts WHERE department > each.department) FROM each
     WHERE each.department IS NOT NULL)
   SELECT department FROM each WHERE department IS NOT NULL LIMIT ?`,
  ['limit'],
  (rows) => rows.map((row) => ({ department: String(row.department) })),
)
/** The instant of the first event of all; no row while there is none. */
export const firstEventAt = /* @__PURE__ */ handwritten<{ readonly at: number }, Record<never, never>>(
  'SELECT at FROM case_events ORDER BY rowid LIMIT 1',
  [],
  (rows) => rows.map((row) => ({ at: Number(row.at) })),
)
