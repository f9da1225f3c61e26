import type { exchangeAlarms } from './schema/index.ts'
import { handwritten, type SqlValue } from './statement.ts'

/** Statements by which people watch the exchange: dead letters, alarms, and heads to compare. */

export type ExchangeAlarmRow = Omit<typeof exchangeAlarms.$inferSelect, 'triedAt'>
type Cells = Readonly<Record<string, SqlValue>>

/** `rows`: JSON list of `{ subject, facts }`. One row for each matter; what is open keeps the instant it began. */
export const raiseAlarms = /* @__PURE__ */ handwritten<
  never,
  { readonly kind: string; readonly partner: string; readonly rows: string; readonly at: number }
>(
  `INSERT INTO exchange_alarms (kind, partner, subject, facts, at)
   SELECT ?, ?, value ->> 'subject', value ->> 'facts', ? FROM json_each(?) WHERE true
   ON CONFLICT (kind, partner, subject) DO UPDATE SET facts = excluded.facts,
     at = CASE WHEN exchange_alarms.resolved_at IS NULL THEN exchange_alarms.at ELSE excluded.at END,
     resolved_at = NULL, resolved_by = NULL, resolved_for = NULL`,
  ['kind', 'partner', 'at', 'rows'],
  () => [],
)

/**
 * Of messages a verdict refuses; `verdicts`: JSON object by id of `{ digest, code }`. Nothing where the message is not one
 * that was sent, or a verdict stands already.
 */
export const raiseRefused = /* @__PURE__ */ handwritten<
  never,
  { readonly partner: string; readonly verdicts: string; readonly at: number }
>(
  `INSERT INTO exchange_alarms (kind, partner, subject, facts, at)
   SELECT 'refused', m.partner, m.id, json_object('verdict', j.value ->> 'code'), ?
   FROM json_each(?) j CROSS JOIN exchange_messages m ON m.partner = ? AND m.direction = 'out' AND m.id = j.key
     AND m.digest = j.value ->> 'digest' AND m.verdict IS NULL WHERE true
   ON CONFLICT (kind, partner, subject) DO UPDATE SET facts = excluded.facts,
     at = CASE WHEN exchange_alarms.resolved_at IS NULL THEN exchange_alarms.at ELSE excluded.at END,
     resolved_at = NULL, resolved_by = NULL, resolved_for = NULL`,
  ['at', 'verdicts', 'partner'],
  () => [],
)

/** Ends alarms of this kind: `subjects` is a JSON list. */
export const resolveAlarms = /* @__PURE__ */ handwritten<
  never,
  {
    readonly kind: string
    readonly partner: string
    readonly subjects: string
    readonly now: number
    readonly by: string
  }
>(
  `UPDATE exchange_alarms SET resolved_at = ?, resolved_by = ?
   WHERE kind = ? AND partner = ? AND subject IN (SELECT value FROM json_each(?)) AND resolved_at IS NULL`,
  ['now', 'by', 'kind', 'partner', 'subjects'],
  () => [],
)

/**
 * Of messages that were given up and are stored there after all: `subjects` is a JSON list. What a verdict of the partner has
 * refused stays refused, however often it is sent again for the sake of its number.
 */
export const resolveRevived = /* @__PURE__ */ handwritten<
  never,
  { readonly partner: string; readonly subjects: string; readonly now: number; readonly by: string }
>(
  `UPDATE exchange_alarms SET resolved_at = ?, resolved_by = ?
   WHERE kind IN ('deadLetter', 'refused') AND partner = ? AND subject IN (SELECT value FROM json_each(?))
     AND resolved_at IS NULL AND facts ->> 'verdict' IS NULL`,
  ['now', 'by', 'partner', 'subjects'],
  () => [],
)

/** One, by somebody who has taken it up; answers it, where it was open. */
export const resolveAlarm = /* @__PURE__ */ handwritten<
  { readonly kind: string },
  {
    readonly kind: string
    readonly partner: string
    readonly subject: string
    readonly by: string
    readonly reason: string
    readonly now: number
  }
>(
  `UPDATE exchange_alarms SET resolved_at = ?, resolved_by = ?, resolved_for = ?
   WHERE kind = ? AND partner = ? AND subject = ? AND resolved_at IS NULL RETURNING kind`,
  ['now', 'by', 'reason', 'kind', 'partner', 'subject'],
  (rows) => rows.map((row) => ({ kind: String(row.kind) })),
)

/** Those of a kind whose cause is gone: all but these. `keep`: JSON list of `partner/subject`. */
export const resolveAlarmsBut = /* @__PURE__ */ handwritten<
  never,
  { readonly kind: string; readonly keep: string; readonly now: number; readonly by: string }
>(
  `UPDATE exchange_alarms SET resolved_at = ?, resolved_by = ?
   WHERE kind = ? AND resolved_at IS NULL AND partner || '/' || subject NOT IN (SELECT value FROM json_each(?))`,
  ['now', 'by', 'kind', 'keep'],
  () => [],
)

/** Of messages that were not taken in and are now. */
export const resolveTakenIn = /* @__PURE__ */ handwritten<
  never,
  { readonly now: number; readonly by: string }
>(
  `UPDATE exchange_alarms SET resolved_at = ?, resolved_by = ?
   WHERE kind = 'untaken' AND resolved_at IS NULL AND EXISTS (SELECT 1 FROM exchange_messages m
     WHERE m.partner = exchange_alarms.partner AND m.direction = 'in' AND m.id = exchange_alarms.subject
       AND m.state <> 'waiting')`,
  ['now', 'by'],
  () => [],
)

/** Partners for whom something has waited since before an instant, whatever was tried: how much, and since when. */
export const longWaiting = /* @__PURE__ */ handwritten<
  { readonly partner: string; readonly messages: number; readonly since: number },
  { readonly before: number }
>(
  `SELECT partner, count(*) AS messages, min(coalesce(replayed_at, created_at)) AS since FROM exchange_messages
   WHERE direction = 'out' AND state = 'waiting' AND coalesce(replayed_at, created_at) < ? GROUP BY partner`,
  ['before'],
  (rows) =>
    rows.map((row) => ({
      partner: String(row.partner),
      messages: Number(row.messages),
      since: Number(row.since),
    })),
)

const ALARM_COLUMNS = 'kind, partner, subject, facts, at, resolved_at, resolved_by, resolved_for'
const asAlarm = (row: Cells): ExchangeAlarmRow => ({
  kind: String(row.kind),
  partner: String(row.partner),
  subject: String(row.subject),
  facts: String(row.facts),
  at: Number(row.at),
  resolvedAt: row.resolved_at === null || row.resolved_at === undefined ? null : Number(row.resolved_at),
  resolvedBy: row.resolved_by === null || row.resolved_by === undefined ? null : String(row.resolved_by),
  resolvedFor: row.resolved_for === null || row.resolved_for === undefined ? null : String(row.resolved_for),
})

/** Open alarms, oldest first, after a place. */
export const openAlarms = /* @__PURE__ */ handwritten<
  ExchangeAlarmRow,
  { readonly at: number; readonly row: string; readonly limit: number }
>(
  () => `SELECT ${ALARM_COLUMNS} FROM exchange_alarms
   WHERE resolved_at IS NULL AND (at, kind || '/' || partner || '/' || subject) > (?, ?)
   ORDER BY at, kind || '/' || partner || '/' || subject LIMIT ?`,
  ['at', 'row', 'limit'],
  (rows) => rows.map(asAlarm),
)

/** A message of the outbox, without its content. */
export type OutMessageRow = {
  readonly partner: string
  readonly id: string
  readonly caseNumber: string
  readonly seq: number
  readonly type: string
  readonly state: string
  readonly attempts: number
  readonly nextAt: number
  readonly lastReason: string | null
  readonly createdAt: number
}
type Place = { readonly at: number; readonly id: string; readonly limit: number }

const asOutMessage = (row: Cells): OutMessageRow => ({
  partner: String(row.partner),
  id: String(row.id),
  caseNumber: String(row.case_number),
  seq: Number(row.seq),
  type: String(row.type),
  state: String(row.state),
  attempts: Number(row.attempts),
  nextAt: Number(row.next_at),
  lastReason: row.last_reason === null || row.last_reason === undefined ? null : String(row.last_reason),
  createdAt: Number(row.created_at),
})

const outMessages = (state: 'waiting' | 'dead') =>
  handwritten<OutMessageRow, Place>(
    () => `SELECT partner, id, case_number, seq, type, state, attempts, next_at, last_reason, created_at
     FROM exchange_messages WHERE direction = 'out' AND state = '${state}' AND (created_at, id) > (?, ?)
     ORDER BY created_at, id LIMIT ?`,
    ['at', 'id', 'limit'],
    (rows) => rows.map(asOutMessage),
  )
/** Oldest first, after a place. */
export const OUT_MESSAGES = {
  waiting: /* @__PURE__ */ outMessages('waiting'),
  dead: /* @__PURE__ */ outMessages('dead'),
} as const

/** An application whose case is here again: sent once more it would be taken over there, and have two owners. */
const IS_TAKEN_BACK = `(type = 'case.submitted' AND EXISTS (SELECT 1 FROM handovers h
  WHERE h.case_number = exchange_messages.case_number AND h.partner = exchange_messages.partner
    AND h.role = 'receiving' AND h.custody = 'here'))`

/** A dead letter is sent again, from the beginning of its time; answers it, where it was one. */
export const replayOutMessage = /* @__PURE__ */ handwritten<
  { readonly partner: string; readonly caseNumber: string },
  { readonly id: string; readonly now: number }
>(
  () => `UPDATE exchange_messages SET state = 'waiting', attempts = 0, next_at = ?, replayed_at = ?, done_at = NULL,
     leased_by = NULL
   WHERE direction = 'out' AND state = 'dead' AND id = ? AND NOT ${IS_TAKEN_BACK}
   RETURNING partner, case_number`,
  ['now', 'now', 'id'],
  (rows) => rows.map((row) => ({ partner: String(row.partner), caseNumber: String(row.case_number) })),
)

/** The same for dead letters of a partner, oldest first, so many at once; answers their ids. */
export const replayOutMessages = /* @__PURE__ */ handwritten<
  { readonly id: string },
  { readonly partner: string; readonly limit: number; readonly now: number }
>(
  () => `UPDATE exchange_messages SET state = 'waiting', attempts = 0, next_at = ?, replayed_at = ?, done_at = NULL,
     leased_by = NULL
   WHERE rowid IN (SELECT rowid FROM exchange_messages INDEXED BY exchange_messages_dead
     WHERE partner = ? AND state = 'dead' AND direction = 'out' AND NOT ${IS_TAKEN_BACK}
     ORDER BY created_at LIMIT ?)
   RETURNING id`,
  ['now', 'now', 'partner', 'limit'],
  (rows) => rows.map((row) => ({ id: String(row.id) })),
)

/** How far a case has come, as its hand-over says. */
export type HeadRow = {
  readonly caseNumber: string
  readonly role: string
  readonly outSeq: number
  readonly outHead: string
  readonly inSeq: number
  readonly inHead: string
  readonly agreementId: string
  readonly itemCode: string
  readonly mode: string
}
const asHead = (row: Cells): HeadRow => ({
  caseNumber: String(row.case_number),
  role: String(row.role),
  agreementId: String(row.agreement_id),
  itemCode: String(row.item_code),
  mode: String(row.mode),
  outSeq: Number(row.out_seq),
  outHead: String(row.out_head),
  inSeq: Number(row.in_seq),
  inHead: String(row.in_head),
})
const HEAD_COLUMNS = 'case_number, role, out_seq, out_head, in_seq, in_head, agreement_id, item_code, mode'

/** Of the open cases with a partner and those changed since, a page after a case number. */
export const headsAfter = /* @__PURE__ */ handwritten<
  HeadRow,
  { readonly partner: string; readonly since: number; readonly after: string; readonly limit: number }
>(
  () => `SELECT ${HEAD_COLUMNS} FROM handovers WHERE partner = ? AND case_number > ? AND (closed_at IS NULL OR updated_at >= ?)
   ORDER BY case_number LIMIT ?`,
  ['partner', 'after', 'since', 'limit'],
  (rows) => rows.map(asHead),
)

/** Of these cases those shared with the partner; `cases`: JSON list. */
export const headsOfCases = /* @__PURE__ */ handwritten<
  HeadRow,
  { readonly partner: string; readonly cases: string }
>(
  () => `SELECT ${HEAD_COLUMNS} FROM handovers
   WHERE partner = ? AND case_number IN (SELECT value FROM json_each(?))`,
  ['partner', 'cases'],
  (rows) => rows.map(asHead),
)

/** What the partner says it has not taken in is sent again: our messages of the case above a number. */
export const resendOutMessages = /* @__PURE__ */ handwritten<
  never,
  { readonly caseNumber: string; readonly partner: string; readonly after: number; readonly now: number }
>(
  () => `UPDATE exchange_messages SET state = 'waiting', next_at = ?, leased_by = NULL, done_at = NULL, replayed_at = ?
   WHERE case_number = ? AND partner = ? AND direction = 'out' AND seq > ? AND state = 'stored'
     AND NOT ${IS_TAKEN_BACK}`,
  ['now', 'now', 'caseNumber', 'partner', 'after'],
  () => [],
)

/** Our head of a case after messages of ours that were forgotten have come back. */
export const moveHandoverOut = /* @__PURE__ */ handwritten<
  never,
  {
    readonly caseNumber: string
    readonly partner: string
    readonly seq: number
    readonly digest: string
    readonly now: number
  }
>(
  'UPDATE handovers SET out_seq = ?, out_head = ?, updated_at = ? WHERE case_number = ? AND partner = ? AND out_seq < ?',
  ['seq', 'digest', 'now', 'caseNumber', 'partner', 'seq'],
  () => [],
)

/**
 * What the partner has taken in of ours after all is no dead letter: it is sent once more, for its receipt. `heads`: JSON
 * list of `{ case, seq }`, up to which it has taken them in.
 */
export const reviveOutMessages = /* @__PURE__ */ handwritten<
  never,
  { readonly partner: string; readonly heads: string; readonly now: number }
>(
  `UPDATE exchange_messages SET state = 'waiting', attempts = 0, next_at = ?, replayed_at = ?, done_at = NULL,
     leased_by = NULL
   WHERE rowid IN (SELECT m.rowid FROM exchange_messages m INDEXED BY exchange_messages_dead, json_each(?) j
     WHERE m.partner = ? AND m.state = 'dead' AND m.direction = 'out' AND m.case_number = j.value ->> 'case'
       AND m.seq <= j.value ->> 'seq')`,
  ['now', 'now', 'heads', 'partner'],
  () => [],
)
