import { numberOrNull, textOrNull } from './cells.ts'
import * as STATEMENTS from './compiled/statements.ts'
import { type SqlValue, type Statement, select } from './statement.ts'
import type { WatchedRow } from './supervision.ts'

/** Lists of watched clocks 监察时限: soonest due first, so that what is longest overdue comes first. */

/** Null filters leave all. */
type Asked = {
  readonly kind: string | null
  readonly basis: string | null
  readonly item: string | null
  readonly step: string | null
  readonly channel: string | null
  /** Region the case of the clock is shared with. */
  readonly partner: string | null
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

/** A key of null leaves all of the subject: the one that is due first. */
export const clockToUrge = /* @__PURE__ */ select<
  WatchedRow,
  { readonly kind: string; readonly subject: string; readonly key: string | null }
>(STATEMENTS.clockToUrge)

export type SaidRow = {
  /** The last notice about it that stands: what it is, its number, when it was written, where it is. */
  readonly noticeId: string | null
  readonly stage: string | null
  readonly number: string | null
  readonly writtenAt: number | null
  readonly noticeState: string | null
  /** The gravest card that stands or is proposed. */
  readonly cardId: string | null
  readonly colour: string | null
  readonly cardState: string | null
}
/**
 * A list of clocks with what was last said about each: in the order of the list, by the unique rows of notices and cards, so
 * that each clock is one look into either.
 */
export function withSaid(
  list: Statement<WatchedRow>,
): Statement<{ readonly row: WatchedRow; readonly said: SaidRow }> {
  return {
    sql: `SELECT w.*, n.id AS notice_id, n.stage AS notice_stage, n.number AS notice_number, n.written_at AS notice_at,
     n.state AS notice_state, c.id AS card_id, c.colour AS card_colour, c.state AS card_state
   FROM (${list.sql}) w
   LEFT JOIN supervision_notices n ON n.id = (SELECT m.id FROM supervision_notices m WHERE m.kind = w.kind
     AND m.subject = w.subject AND m.clock_key = w.clock_key AND m.state <> 'withdrawn'
     ORDER BY m.written_at DESC, m.level DESC, m.id DESC LIMIT 1)
   LEFT JOIN supervision_cards c ON c.id = (SELECT m.id FROM supervision_cards m WHERE m.kind = w.kind
     AND m.subject = w.subject AND m.clock_key = w.clock_key
     AND m.state IN ('proposed', 'standing', 'appealed', 'upheld')
     ORDER BY CASE m.colour WHEN 'red' THEN 4 WHEN 'orange' THEN 3 WHEN 'yellow' THEN 2 ELSE 1 END DESC, m.id DESC LIMIT 1)
   ORDER BY w.due_at, w.kind, w.subject, w.clock_key`,
    params: list.params,
    decode: (rows) => {
      const clocks = list.decode(rows)
      return rows.flatMap((row, at) => {
        const clock = clocks[at]
        return clock === undefined ? [] : [{ row: clock, said: saidIn(row) }]
      })
    },
  }
}
const saidIn = (row: Readonly<Record<string, SqlValue>>): SaidRow => ({
  noticeId: textOrNull(row.notice_id),
  stage: textOrNull(row.notice_stage),
  number: textOrNull(row.notice_number),
  writtenAt: numberOrNull(row.notice_at),
  noticeState: textOrNull(row.notice_state),
  cardId: textOrNull(row.card_id),
  colour: textOrNull(row.card_colour),
  cardState: textOrNull(row.card_state),
})
