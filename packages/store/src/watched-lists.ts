import * as STATEMENTS from './compiled/statements.ts'
import { select } from './statement.ts'
import type { WatchedRow } from './supervision.ts'

/** Lists of watched clocks 监察时限: soonest due first, so that what is longest overdue comes first. */

/** Null filters leave all. */
type Asked = {
  readonly kind: string | null
  readonly basis: string | null
  readonly item: string | null
  /** The last row of the page before; for the first page a place before the first row. */
  readonly afterAt: number
  readonly afterKind: string
  readonly afterSubject: string
  readonly afterKey: string
  readonly dueUntil: number
  readonly limit: number
}
type Of = Asked & { readonly department: string }

export const runningWatched = /* @__PURE__ */ select<WatchedRow, Asked>(STATEMENTS.runningWatched)
export const runningWatchedOf = /* @__PURE__ */ select<WatchedRow, Of>(STATEMENTS.runningWatchedOf)
export const standingWatched = /* @__PURE__ */ select<WatchedRow, Asked>(STATEMENTS.standingWatched)
export const standingWatchedOf = /* @__PURE__ */ select<WatchedRow, Of>(STATEMENTS.standingWatchedOf)
/** Of one kind other than cases; a department of null leaves all. */
export const runningWatchedOfKind = /* @__PURE__ */ select<
  WatchedRow,
  Asked & { readonly kind: string; readonly department: string | null }
>(STATEMENTS.runningWatchedOfKind)
/** All of one case, notice …, in one state. */
export const watchedOfSubject = /* @__PURE__ */ select<
  WatchedRow,
  Asked & { readonly subject: string; readonly status: string; readonly department: string | null }
>(STATEMENTS.watchedOfSubject)
