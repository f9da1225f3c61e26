import * as STATEMENTS from './compiled/statements.ts'
import type { calendarArrangements, calendarChanges, calendarVersions } from './schema/index.ts'
import { command, handwritten, select } from './statement.ts'

/** Statements of published calendars, and of what they did to open deadlines. */

export type ArrangementRow = typeof calendarArrangements.$inferSelect
export type CalendarVersionRow = typeof calendarVersions.$inferSelect
export type CalendarChangeRow = typeof calendarChanges.$inferSelect

export const insertArrangement = /* @__PURE__ */ command<ArrangementRow>(STATEMENTS.insertArrangement)
export const approveArrangement = /* @__PURE__ */ command<{
  readonly seq: number
  readonly approvedBy: string
  readonly approvedAt: number
}>(STATEMENTS.approveArrangement)
export const allArrangements = /* @__PURE__ */ select<ArrangementRow>(STATEMENTS.allArrangements)
export const insertCalendarVersion = /* @__PURE__ */ command<CalendarVersionRow>(
  STATEMENTS.insertCalendarVersion,
)
export const finishCalendarVersion = /* @__PURE__ */ command<{
  readonly version: string
  readonly doneAt: number
}>(STATEMENTS.finishCalendarVersion)
export const calendarVersion = /* @__PURE__ */ select<CalendarVersionRow, { readonly version: string }>(
  STATEMENTS.calendarVersion,
)
export const lastDoneCalendarVersion = /* @__PURE__ */ select<CalendarVersionRow>(
  STATEMENTS.lastDoneCalendarVersion,
)
export const insertCalendarChange = /* @__PURE__ */ command<CalendarChangeRow>(
  STATEMENTS.insertCalendarChange,
)
/** What calendars have done to the clocks of one case, the oldest first. */
export const calendarChangesOfCase = /* @__PURE__ */ select<
  CalendarChangeRow,
  { readonly caseNumber: string }
>(STATEMENTS.calendarChangesOfCase)
export const calendarChangesAfter = /* @__PURE__ */ select<
  CalendarChangeRow,
  {
    readonly version: string
    readonly caseNumber: string
    readonly clockKey: string
    readonly limit: number
  }
>(STATEMENTS.calendarChangesAfter)

/** Cases with a clock that may still move, in order of their number. */
export const casesWithOpenClocks = /* @__PURE__ */ handwritten<
  { readonly caseNumber: string },
  { readonly after: string; readonly limit: number }
>(
  `SELECT case_number FROM cases
   WHERE case_number > ? AND (closed_on IS NULL OR next_due_at IS NOT NULL OR due_at IS NOT NULL) ORDER BY case_number LIMIT ?`,
  ['after', 'limit'],
  (rows) => rows.map((row) => ({ caseNumber: String(row.case_number) })),
)

/** Cases a clock of which became due, longest due first. */
export const casesDueBy = /* @__PURE__ */ handwritten<
  { readonly caseNumber: string; readonly seq: number },
  { readonly by: number; readonly limit: number }
>(
  'SELECT case_number, seq FROM cases WHERE next_due_at <= ? ORDER BY next_due_at LIMIT ?',
  ['by', 'limit'],
  (rows) => rows.map((row) => ({ caseNumber: String(row.case_number), seq: Number(row.seq) })),
)

/** Moves a case to its next due instant, unless an event was appended since it was read. */
export const moveNextDue = /* @__PURE__ */ handwritten<
  never,
  { readonly nextDueAt: number | null; readonly caseNumber: string; readonly seq: number }
>(
  'UPDATE cases SET next_due_at = ? WHERE case_number = ? AND seq = ?',
  ['nextDueAt', 'caseNumber', 'seq'],
  () => [],
)

/** Writes the deadlines of a case by another calendar, unless an event was appended since it was read. */
export const moveDue = /* @__PURE__ */ handwritten<
  never,
  {
    readonly dueOn: string | null
    readonly dueAt: number | null
    readonly dueClock: string | null
    readonly nextDueAt: number | null
    readonly caseNumber: string
    readonly seq: number
  }
>(
  'UPDATE cases SET due_on = ?, due_at = ?, due_clock = ?, next_due_at = ? WHERE case_number = ? AND seq = ?',
  ['dueOn', 'dueAt', 'dueClock', 'nextDueAt', 'caseNumber', 'seq'],
  () => [],
)
