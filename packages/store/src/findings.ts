import { textOrNull } from './cells.ts'
import * as STATEMENTS from './compiled/statements.ts'
import type { supervisionFindings } from './schema/index.ts'
import { handwritten, type SqlValue, select } from './statement.ts'

/** Statements of findings of supervision: what the finder reads, each in a bounded page, and what people read and end. */
export type FindingRow = typeof supervisionFindings.$inferSelect

type ById = { readonly id: string }
type List = { readonly rows: string }
type Row = Readonly<Record<string, SqlValue>>
export type FindingPage = {
  readonly cause: string | null
  readonly department: string | null
  readonly subject: string | null
  readonly beforeAt: number
  readonly beforeId: string
  readonly limit: number
}
export const findingPage = /* @__PURE__ */ select<FindingRow, FindingPage>(STATEMENTS.findingPage)
export const openFindingPage = /* @__PURE__ */ select<FindingRow, FindingPage>(STATEMENTS.openFindingPage)
export const findingById = /* @__PURE__ */ select<FindingRow, ById>(STATEMENTS.findingById)

const of = (name: string) => `j.value ->> '${name}'`
/** Each once, whoever finds it again; answers those that are new. */
export const insertFindings = /* @__PURE__ */ handwritten<ById, List>(
  () => `INSERT INTO supervision_findings (id, cause, kind, subject, occasion, item_code, department, post, person, facts, found_at)
   SELECT ${of('id')}, ${of('cause')}, ${of('kind')}, ${of('subject')}, ${of('occasion')}, ${of('itemCode')},
     ${of('department')}, ${of('post')}, ${of('person')}, ${of('facts')}, ${of('foundAt')} FROM json_each(?) j WHERE true
   ON CONFLICT DO NOTHING RETURNING id`,
  ['rows'],
  ids,
)
/** Cards of findings that were written and not found before; those of other findings are left. */
export const insertFoundCards = /* @__PURE__ */ handwritten<never, List>(
  () => `INSERT INTO supervision_cards (id, number, colour, cause, kind, subject, clock_key, epoch, step, basis, law, item_code,
     department, post, person, facts, true_at, proposed_at, state, seq, stands_at, appeal_by, deliver_at)
   SELECT ${of('id')}, ${of('number')}, ${of('colour')}, ${of('cause')}, f.kind, f.subject, ${of('clockKey')}, 1, ${of('step')},
     ${of('basis')}, ${of('law')}, f.item_code, f.department, f.post, f.person, f.facts, ${of('trueAt')}, ${of('proposedAt')},
     'proposed', 0, ${of('standsAt')}, ${of('appealBy')}, ${of('deliverAt')}
   FROM json_each(?) j JOIN supervision_findings f ON f.id = ${of('finding')} WHERE true
   ON CONFLICT DO NOTHING`,
  ['rows'],
  () => [],
)

/** Ended by somebody, with the reason; answers its id where it was open. */
export const endFinding = /* @__PURE__ */ handwritten<
  ById,
  ById & { readonly at: number; readonly by: string; readonly texts: string }
>(
  'UPDATE supervision_findings SET ended_at = ?, ended_by = ?, ended_enc = ? WHERE id = ? AND ended_at IS NULL RETURNING id',
  ['at', 'by', 'texts', 'id'],
  ids,
)
/** What was found is mended. */
export const endFindingOf = /* @__PURE__ */ handwritten<
  never,
  {
    readonly cause: string
    readonly kind: string
    readonly subject: string
    readonly at: number
    readonly by: string
  }
>(
  `UPDATE supervision_findings SET ended_at = ?, ended_by = ?
   WHERE cause = ? AND kind = ? AND subject = ? AND ended_at IS NULL`,
  ['at', 'by', 'cause', 'kind', 'subject'],
  () => [],
)

export type EventPage = { readonly after: number; readonly limit: number }

/** An event of a case with what tells whether something is wrong with it, and how many went before it in the window. */
export type SuspectRow = {
  readonly row: number
  readonly caseNumber: string
  readonly seq: number
  readonly type: string
  readonly at: number
  readonly actorKind: string
  readonly outcome: string | null
  readonly isReasoned: number
  readonly itemCode: string
  readonly department: string
  readonly person: string | null
  readonly receivedAt: number
  readonly receivedOn: string
  /** Steps of officials in this case within the window that ends with it, itself included. */
  readonly steps: number
}
const EVENT = `e.case_number, e.seq, e.type, e.at, e.actor_kind,
   CASE WHEN e.type = 'decidedElsewhere' THEN e.data ->> 'outcome' END AS outcome,
   (e.data ->> 'textsDigest' IS NOT NULL OR e.data ->> 'document' IS NOT NULL
     OR coalesce(json_array_length(e.data, '$.reasons'), 0) > 0) AS reasoned`

/**
 * Of the events written after row `after`, at most `limit` of them, those worth a look: a step of an official with so many
 * others shortly before it, or a decision to the applicant's harm without reasons.
 */
export const suspectEvents = /* @__PURE__ */ handwritten<
  SuspectRow,
  EventPage & { readonly since: number; readonly window: number; readonly steps: number }
>(
  () => `SELECT * FROM (SELECT e.row, ${EVENT}, c.item_code, c.department_code, c.assigned_to, c.received_at, c.received_on,
       CASE WHEN e.actor_kind = 'official' THEN (SELECT count(*) FROM case_events p WHERE p.case_number = e.case_number
         AND p.seq <= e.seq AND p.actor_kind = 'official' AND p.at >= e.at - ?) ELSE 0 END AS steps
     FROM (SELECT rowid AS row, * FROM case_events WHERE rowid > ? ORDER BY rowid LIMIT ?) e
     JOIN cases c ON c.case_number = e.case_number WHERE e.at >= ?)
   WHERE steps >= ? OR (NOT reasoned AND (type IN ('refused', 'notAccepted', 'returned')
     OR (type = 'decidedElsewhere' AND outcome IN ('refused', 'notAccepted', 'returned'))))
   ORDER BY row`,
  ['window', 'after', 'limit', 'since', 'steps'],
  (rows) =>
    rows.map((row) => ({
      row: Number(row.row),
      ...seenEvent(row),
      itemCode: String(row.item_code),
      department: String(row.department_code),
      person: textOrNull(row.assigned_to),
      receivedAt: Number(row.received_at),
      receivedOn: String(row.received_on),
      steps: Number(row.steps),
    })),
)

/** The officials' steps of these cases from an instant on, in the order of each case. */
export const officialSteps = /* @__PURE__ */ handwritten<
  ReturnType<typeof seenEvent>,
  { readonly cases: string; readonly since: number; readonly limit: number }
>(
  () => `SELECT ${EVENT} FROM json_each(?) j JOIN case_events e ON e.case_number = j.value
   WHERE e.actor_kind = 'official' AND e.at >= ? ORDER BY e.case_number, e.seq LIMIT ?`,
  ['cases', 'since', 'limit'],
  (rows) => rows.map(seenEvent),
)

function seenEvent(row: Row) {
  return {
    caseNumber: String(row.case_number),
    seq: Number(row.seq),
    type: String(row.type),
    at: Number(row.at),
    actorKind: String(row.actor_kind),
    outcome: textOrNull(row.outcome),
    isReasoned: Number(row.reasoned),
  }
}

/** A promise that was not kept when it was due, by the index of what runs. */
export type OverdueRow = {
  readonly kind: string
  readonly subject: string
  readonly clockKey: string
  readonly epoch: number
  readonly step: string
  readonly law: string
  readonly itemCode: string | null
  readonly department: string
  readonly post: string
  readonly person: string | null
  readonly fromAt: number
  readonly dueAt: number
}
/** Receipts, replies and hand-overs after one of them in order of their day, due until an instant, that are still owed. */
export const overdueAnswers = /* @__PURE__ */ handwritten<
  OverdueRow,
  {
    readonly at: number
    readonly kind: string
    readonly subject: string
    readonly key: string
    readonly until: number
    readonly steps: string
    readonly limit: number
  }
>(
  `SELECT kind, subject, clock_key, epoch, step, law, item_code, department, post, person, from_at, due_at
   FROM watched_clocks WHERE status = 'running' AND due_at <= ? AND due_at >= ?
     AND (due_at, kind, subject, clock_key) > (?, ?, ?, ?) AND (kind IN ('notice', 'shipment') OR step IN (SELECT value FROM json_each(?)))
   ORDER BY due_at, kind, subject, clock_key LIMIT ?`,
  ['until', 'at', 'at', 'kind', 'subject', 'key', 'steps', 'limit'],
  (rows) =>
    rows.map((row) => ({
      kind: String(row.kind),
      subject: String(row.subject),
      clockKey: String(row.clock_key),
      epoch: Number(row.epoch),
      step: String(row.step),
      law: String(row.law),
      itemCode: textOrNull(row.item_code),
      department: String(row.department),
      post: String(row.post),
      person: textOrNull(row.person),
      fromAt: Number(row.from_at),
      dueAt: Number(row.due_at),
    })),
)

/** What was owed has come since, or is owed no more. */
export const endAnswered = /* @__PURE__ */ handwritten<
  ById,
  { readonly now: number; readonly limit: number }
>(
  `UPDATE supervision_findings SET ended_at = ?1, ended_by = 'clock' WHERE rowid IN (
     SELECT f.rowid FROM supervision_findings f WHERE f.ended_at IS NULL AND f.cause IN ('unanswered', 'lateHandover')
       AND NOT EXISTS (SELECT 1 FROM watched_clocks w WHERE w.kind = f.kind AND w.subject = f.subject
         AND w.clock_key || '/' || w.epoch = f.occasion AND w.status = 'running' AND w.due_at <= ?1)
     ORDER BY f.found_at LIMIT ?2) RETURNING id`,
  ['now', 'limit'],
  ids,
)

export type OpenAlarmRow = {
  readonly kind: string
  readonly partner: string
  readonly subject: string
  readonly at: number
}
/** Alarms of the exchange after one of them in order of time, raised until an instant, that nobody has ended. */
export const unresolvedAlarms = /* @__PURE__ */ handwritten<
  OpenAlarmRow,
  OpenAlarmRow & { readonly until: number; readonly limit: number }
>(
  `SELECT kind, partner, subject, at FROM exchange_alarms WHERE resolved_at IS NULL AND at <= ? AND at >= ?
     AND (at, kind, partner, subject) > (?, ?, ?, ?) ORDER BY at, kind, partner, subject LIMIT ?`,
  ['until', 'at', 'at', 'kind', 'partner', 'subject', 'limit'],
  (rows) =>
    rows.map((row) => ({
      kind: String(row.kind),
      partner: String(row.partner),
      subject: String(row.subject),
      at: Number(row.at),
    })),
)
/** The alarm was ended, or has been raised anew since. */
export const endResolvedAlarms = /* @__PURE__ */ handwritten<
  ById,
  { readonly now: number; readonly limit: number }
>(
  `UPDATE supervision_findings SET ended_at = ?, ended_by = 'clock' WHERE rowid IN (
     SELECT f.rowid FROM supervision_findings f WHERE f.ended_at IS NULL AND f.cause = 'exchangeAlarm'
       AND NOT EXISTS (SELECT 1 FROM exchange_alarms a WHERE a.kind || '/' || a.partner || '/' || a.subject = f.subject
         AND a.resolved_at IS NULL AND CAST(a.at AS TEXT) = f.occasion)
     ORDER BY f.found_at LIMIT ?) RETURNING id`,
  ['now', 'limit'],
  ids,
)

function ids(rows: readonly Row[]): readonly ById[] {
  return rows.map((row) => ({ id: String(row.id) }))
}
