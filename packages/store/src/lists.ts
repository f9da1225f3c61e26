import type { CaseRow } from './cases.ts'
import * as STATEMENTS from './compiled/statements.ts'
import { select } from './statement.ts'

/**
 * Statements of the lists of officials. Each reads a span of one index in its order, from where the page before ended; one
 * joins, by the key of the case. None opens what is encrypted.
 */

export type ListedRow = Pick<
  CaseRow,
  | 'caseNumber'
  | 'itemCode'
  | 'itemVersion'
  | 'situation'
  | 'state'
  | 'channel'
  | 'departmentCode'
  | 'receivedAt'
  | 'receivedOn'
  | 'closedOn'
  | 'dueOn'
  | 'dueAt'
  | 'dueClock'
  | 'assignedTo'
  | 'workAt'
>
/** With the type of the last event that ended the case, reopened it or annulled its decision. */
export type EndedRow = ListedRow & { readonly lastMark: string | null }

/** Null leaves all. */
type Filters = { readonly item: string | null; readonly state: string | null; readonly limit: number }
/** The last row of the page before; for the first page a place before the first row. */
type After = { readonly afterAt: number; readonly afterCase: string }
type ReceivedFrom = { readonly receivedFrom: number }
type ReceivedUntil = { readonly receivedUntil: number }
type OfDepartment = { readonly department: string }
type ByWork = Filters & After & ReceivedFrom & ReceivedUntil & OfDepartment & { readonly dueUntil: number }

export const casesByWork = /* @__PURE__ */ select<ListedRow, ByWork>(STATEMENTS.casesByWork)
export const casesAssigned = /* @__PURE__ */ select<ListedRow, ByWork & { readonly assignedTo: string }>(
  STATEMENTS.casesAssigned,
)
/** Cases of whoever delegated to `me` by this delegation, while it is in force on that day. */
export const casesStandingIn = /* @__PURE__ */ select<
  ListedRow,
  ByWork & { readonly delegation: string; readonly me: string; readonly on: string }
>(STATEMENTS.casesStandingIn)
export const casesUnassigned = /* @__PURE__ */ select<
  ListedRow,
  Filters & After & ReceivedUntil & OfDepartment
>(STATEMENTS.casesUnassigned)
export const casesSuspended = /* @__PURE__ */ select<
  ListedRow,
  Filters & After & ReceivedUntil & OfDepartment
>(STATEMENTS.casesSuspended)
/** Cases that wait for the opinion of this department; days and `workAt` are those of its own stage. */
export const casesForOpinion = /* @__PURE__ */ select<
  ListedRow,
  Filters & After & ReceivedFrom & ReceivedUntil & OfDepartment
>(STATEMENTS.casesForOpinion)
export const casesClosed = /* @__PURE__ */ select<EndedRow, Filters & After & ReceivedFrom & OfDepartment>(
  STATEMENTS.casesClosed,
)
export const casesHandedIn = /* @__PURE__ */ select<
  EndedRow,
  Filters & After & ReceivedFrom & { readonly submitter: string }
>(STATEMENTS.casesHandedIn)

type Counted = { readonly n: number }
/** Counts stop at `limit`. */
type Limit = { readonly limit: number }

export const countByWork = /* @__PURE__ */ select<
  Counted,
  Limit & OfDepartment & { readonly dueAfter: number; readonly dueUntil: number }
>(STATEMENTS.countByWork)
export const countAssigned = /* @__PURE__ */ select<
  Counted,
  Limit & OfDepartment & { readonly assignedTo: string }
>(STATEMENTS.countAssigned)
export const countUnassigned = /* @__PURE__ */ select<Counted, Limit & OfDepartment>(
  STATEMENTS.countUnassigned,
)
export const countForOpinion = /* @__PURE__ */ select<Counted, Limit & OfDepartment>(
  STATEMENTS.countForOpinion,
)
export const countSuspended = /* @__PURE__ */ select<Counted, Limit & OfDepartment>(STATEMENTS.countSuspended)
