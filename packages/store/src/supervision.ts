import type { watchedClocks } from './schema/index.ts'
import { handwritten, type SqlValue } from './statement.ts'

/**
 * Statements of watched clocks and of what the sweep gives. Lists go in as JSON, at most 1,000 rows each. A stage is given
 * only while the row of its clock still is as the sweep read it, so that two sweeps, or a sweep and a step taken at the same
 * moment, never give what is no longer due.
 */
export type WatchedRow = typeof watchedClocks.$inferSelect

type List = { readonly rows: string }
type Row = Readonly<Record<string, SqlValue>>

/** Of an element of the list. */
const of = (name: string) => `j.value ->> '${name}'`
const SAME_CLOCK = (table: string) =>
  `${table}.kind = ${of('kind')} AND ${table}.subject = ${of('subject')} AND ${table}.clock_key = ${of('key')}`
/** The stage has become due by the plan of the element, before whatever stopped the clock. */
const STILL_TRUE = (stage: string) =>
  `EXISTS (SELECT 1 FROM json_each(j.value, '$.stages') s WHERE s.value ->> 'stage' = ${stage} AND s.value ->> 'at' <= ${of('until')})`

/**
 * Nothing has happened in the case since its clocks were reckoned, where they were not reckoned in this very batch; and
 * nothing to a clock that was read as a row and is reckoned anew from it.
 */
const UNCHANGED = () =>
  `(${of('asOf')} IS NULL OR ${of('asOf')} = (SELECT seq FROM cases WHERE case_number = ${of('subject')}))
   AND (${of('readAt')} IS NULL OR EXISTS (SELECT 1 FROM watched_clocks r WHERE ${SAME_CLOCK('r')}
     AND r.changed_at = ${of('readAt')} AND r.epoch = ${of('epoch')} AND r.status = ${of('status')}))`

/** Notices 通知书 whose stage the plan of their clock no longer bears out. */
const UNTRUE_NOTICE = () => `${UNCHANGED()} AND NOT ${STILL_TRUE('n.stage')}`

/**
 * What the plan of a clock no longer bears out, by the days as they are now 撤回; and with a notice what was said about not
 * answering it.
 */
export const withdrawNotices = /* @__PURE__ */ handwritten<never, List & { readonly now: number }>(
  () => `UPDATE supervision_notices SET state = 'withdrawn', seq = seq + 1, ended_at = ?1 WHERE rowid IN (
     SELECT n.rowid FROM json_each(?2) j CROSS JOIN supervision_notices n ON ${SAME_CLOCK('n')}
     WHERE n.state <> 'withdrawn' AND n.by_hand = 0 AND ${UNTRUE_NOTICE()}
     UNION ALL
     SELECT a.rowid FROM json_each(?2) j CROSS JOIN supervision_notices n ON ${SAME_CLOCK('n')} AND n.by_hand = 0
     CROSS JOIN supervision_notices a ON a.kind = 'notice' AND a.subject = n.number
     WHERE a.state <> 'withdrawn' AND (n.state = 'withdrawn' OR ${UNTRUE_NOTICE()}))`,
  ['now', 'rows'],
  () => [],
)

/** After the notices: of those that were withdrawn, the cards about not answering them too. */
export const withdrawCards = /* @__PURE__ */ handwritten<never, List & { readonly now: number }>(
  () => `UPDATE supervision_cards SET state = 'withdrawn', seq = seq + 1, ended_at = ?1 WHERE rowid IN (
     SELECT n.rowid FROM json_each(?2) j CROSS JOIN supervision_cards n ON ${SAME_CLOCK('n')}
     WHERE n.state NOT IN ('withdrawn', 'dismissed', 'revoked') AND ${UNCHANGED()} AND NOT ${STILL_TRUE('n.colour')}
     UNION ALL
     SELECT a.rowid FROM json_each(?2) j CROSS JOIN supervision_notices n ON ${SAME_CLOCK('n')}
     CROSS JOIN supervision_cards a ON a.kind = 'notice' AND a.subject = n.number
     WHERE n.state = 'withdrawn' AND a.state NOT IN ('withdrawn', 'dismissed', 'revoked'))`,
  ['now', 'rows'],
  () => [],
)

/** Nobody owes a receipt or a reply to a notice that was withdrawn. */
export const endWithdrawnWatches = /* @__PURE__ */ handwritten<never, List & { readonly now: number }>(
  () => `UPDATE watched_clocks SET status = 'ended', stopped_at = ?1, next_at = NULL, changed_at = ?1 WHERE rowid IN (
     SELECT w.rowid FROM json_each(?2) j CROSS JOIN supervision_notices n ON ${SAME_CLOCK('n')}
     CROSS JOIN watched_clocks w ON w.kind = 'notice' AND w.subject = n.number
     WHERE n.state = 'withdrawn' AND w.status <> 'ended')`,
  ['now', 'rows'],
  () => [],
)

/**
 * Said by the policy, whatever became of it; or by hand and not answered yet: no second notice of a stage goes out while the
 * first waits for its answer.
 */
const SAID = "n.state <> 'withdrawn' AND (n.by_hand = 0 OR n.state IN ('open', 'signed', 'returned'))"

/** The first stage that nothing given covers; of a clock that stopped only what had become due by then. */
const FIRST_OWED = () => `(SELECT min(s.value ->> 'at') FROM json_each(j.value, '$.stages') s
  WHERE (${of('stoppedAt')} IS NULL OR s.value ->> 'at' <= ${of('stoppedAt')})
    AND NOT EXISTS (SELECT 1 FROM supervision_notices n WHERE ${SAME_CLOCK('n')}
      AND n.stage = s.value ->> 'stage' AND ${SAID})
    AND NOT EXISTS (SELECT 1 FROM supervision_cards n WHERE ${SAME_CLOCK('n')}
      AND n.cause = s.value ->> 'cause' AND n.colour = s.value ->> 'stage' AND n.state <> 'withdrawn'
      AND (n.state NOT IN ('dismissed', 'revoked') OR n.proposed_at >= s.value ->> 'at')))`

const PLAIN = [
  ['step', 'step'],
  ['basis', 'basis'],
  ['law', 'law'],
  ['scope', 'scope'],
  ['item_code', 'itemCode'],
  ['department', 'department'],
  ['post', 'post'],
  ['person', 'person'],
  ['from_at', 'fromAt'],
  ['from_on', 'fromOn'],
  ['unit', 'unit'],
  ['length', 'length'],
  ['due_on', 'dueOn'],
  ['due_at', 'dueAt'],
  ['provisional', 'provisional'],
  ['status', 'status'],
  ['stopped_at', 'stoppedAt'],
  ['policy', 'policy'],
] as const
const COLUMNS = PLAIN.map(([column]) => column)
const WATCHED_COLUMNS = () =>
  `kind, subject, clock_key, epoch, ${COLUMNS.join(', ')}, stages, next_at, changed_at`
const WATCHED_VALUES = () =>
  `${of('kind')}, ${of('subject')}, ${of('key')}, 1, ${PLAIN.map(([, name]) => of(name)).join(', ')}, j.value -> 'stages'`

/** Something of this epoch was withdrawn, in this batch: should it become true again, it is said again in the next. */
const WITHDRAWN = (table: string) =>
  `EXISTS (SELECT 1 FROM ${table} n WHERE n.kind = excluded.kind AND n.subject = excluded.subject
     AND n.clock_key = excluded.clock_key AND n.epoch = watched_clocks.epoch AND n.state = 'withdrawn')`

/**
 * Clocks as they stand now. A day that moved opens the next epoch, and so does a stage that did (a working day less after the
 * last day, a year that is published). One that ended before anybody watched it is not kept,
 * unless it ended too late.
 */
export const putWatched = /* @__PURE__ */ handwritten<never, List & { readonly now: number }>(
  () => `INSERT INTO watched_clocks (${WATCHED_COLUMNS()})
   SELECT ${WATCHED_VALUES()}, ${FIRST_OWED()}, ? FROM json_each(?) j
   WHERE ${UNCHANGED()} AND (${of('status')} <> 'ended' OR ${of('dueAt')} <= ${of('stoppedAt')}
     OR EXISTS (SELECT 1 FROM watched_clocks w WHERE ${SAME_CLOCK('w')}))
   ON CONFLICT (kind, subject, clock_key) DO UPDATE SET epoch = epoch + (due_at <> excluded.due_at OR stages <> excluded.stages OR ${WITHDRAWN('supervision_notices')}
       OR ${WITHDRAWN('supervision_cards')}),
     ${COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')},
     stages = excluded.stages, next_at = excluded.next_at, changed_at = excluded.changed_at`,
  ['now', 'rows'],
  () => [],
)

/**
 * Clocks of a case that it has no more: the licence a renewal ran by was not found, a grant that was to be handed over is
 * looked at anew. Nobody reckons these again, and without this they would run for ever.
 */
export const endUnlisted = /* @__PURE__ */ handwritten<
  never,
  { readonly subject: string; readonly keys: string; readonly at: number; readonly asOf: number | null }
>(
  `UPDATE watched_clocks SET status = 'ended', stopped_at = coalesce(stopped_at, ?1), changed_at = ?1,
     next_at = CASE WHEN next_at <= ?1 THEN next_at END
   WHERE kind = 'case' AND subject = ?2 AND status <> 'ended' AND clock_key NOT IN (SELECT value FROM json_each(?3))
     AND (?4 IS NULL OR ?4 = (SELECT seq FROM cases WHERE case_number = ?2))`,
  ['at', 'subject', 'keys', 'asOf'],
  () => [],
)

/** What was owed has been given, or is owed no more: only what had become due by then is still to be said. */
export const endWatched = /* @__PURE__ */ handwritten<
  never,
  { readonly kind: string; readonly subject: string; readonly keys: string; readonly at: number }
>(
  `UPDATE watched_clocks SET status = 'ended', stopped_at = ?1, changed_at = ?1,
     next_at = CASE WHEN next_at <= ?1 THEN next_at END
   WHERE kind = ?2 AND subject = ?3 AND clock_key IN (SELECT value FROM json_each(?4)) AND status <> 'ended'`,
  ['at', 'kind', 'subject', 'keys'],
  () => [],
)

/**
 * Open cases of which no clock was ever watched, by number: also those whose every limit is over, or stands, and which have
 * no next instant at which one becomes due.
 */
export const casesNeverWatched = /* @__PURE__ */ handwritten<
  { readonly caseNumber: string },
  { readonly after: string; readonly limit: number }
>(
  `SELECT case_number FROM cases WHERE case_number > ? AND (closed_on IS NULL OR next_due_at IS NOT NULL OR due_at IS NOT NULL)
     AND NOT EXISTS (SELECT 1 FROM watched_clocks w WHERE w.kind = 'case' AND w.subject = cases.case_number)
   ORDER BY case_number LIMIT ?`,
  ['after', 'limit'],
  (rows) => rows.map((row) => ({ caseNumber: text(row.case_number) })),
)

type ClockPlace = { readonly kind: string; readonly subject: string; readonly key: string }
/**
 * Clocks of anything but cases, after one of them: those that run or stand, and those that ended while their day could still
 * move. By their own index; the open cases are not read.
 */
export const othersWatched = /* @__PURE__ */ handwritten<WatchedRow, ClockPlace & { readonly limit: number }>(
  `SELECT * FROM watched_clocks WHERE kind <> 'case' AND (status <> 'ended' OR provisional = 1)
     AND (kind, subject, clock_key) > (?, ?, ?) ORDER BY kind, subject, clock_key LIMIT ?`,
  ['kind', 'subject', 'key', 'limit'],
  (rows) => rows.map(watchedRow),
)

/** Cases of which a clock ended while its day could still move, by number. */
export const casesEndedProvisional = /* @__PURE__ */ handwritten<
  { readonly caseNumber: string },
  { readonly after: string; readonly limit: number }
>(
  `SELECT DISTINCT subject FROM watched_clocks INDEXED BY watched_clocks_provisional WHERE kind = 'case' AND status = 'ended' AND provisional = 1 AND subject > ?
     AND EXISTS (SELECT 1 FROM cases c WHERE c.case_number = subject) ORDER BY subject LIMIT ?`,
  ['after', 'limit'],
  (rows) => rows.map((row) => ({ caseNumber: text(row.subject) })),
)

/** In the batch in which clocks of receipts and replies move: their notices say the same days. */
export const moveAnswerDays = /* @__PURE__ */ handwritten<never, List>(
  () => `UPDATE supervision_notices SET sign_by = coalesce(${ANSWER_DAY("clock_key = 'sign'")}, sign_by),
     reply_by = coalesce(${ANSWER_DAY("clock_key <> 'sign'")}, reply_by)
   WHERE number IN (SELECT ${of('subject')} FROM json_each(?) j WHERE ${of('kind')} = 'notice')`,
  ['rows'],
  () => [],
)
const ANSWER_DAY = (which: string) =>
  `(SELECT max(w.due_at) FROM watched_clocks w WHERE w.kind = 'notice' AND w.subject = number AND w.${which} AND w.status = 'running')`

/** The same of originals on paper that are still to be posted; a clock of theirs is named by the shipment. */
export const movePostingDays = /* @__PURE__ */ handwritten<never, List>(
  () => `UPDATE exchange_shipments SET post_due_on = w.due_on, due_at = w.due_at
   FROM json_each(?) j CROSS JOIN watched_clocks w ON ${SAME_CLOCK('w')}
   WHERE ${of('kind')} = 'shipment' AND w.status = 'running' AND exchange_shipments.case_number = w.subject
     AND w.clock_key = 'paperPost/' || exchange_shipments.shipment_id AND exchange_shipments.state = 'planned'`,
  ['rows'],
  () => [],
)

/** The same of rectification orders 整改单: until when contact and mending are owed is that of the last clock of each. */
export const moveRectificationDays = /* @__PURE__ */ handwritten<never, List>(
  () => `UPDATE rectifications SET contact_due_at = coalesce(${ORDER_DAY('contact')}, contact_due_at),
     rectify_due_at = coalesce(${ORDER_DAY('rectify')}, rectify_due_at)
   WHERE number IN (SELECT ${of('subject')} FROM json_each(?) j WHERE ${of('kind')} = 'rectification')`,
  ['rows'],
  () => [],
)
/** Rounds are numbered from 1, so that the longer key is the later one; a round that owes no other contact has none. */
const ORDER_DAY = (clock: string) =>
  `(SELECT w.due_at FROM watched_clocks w WHERE w.kind = 'rectification' AND w.subject = number
     AND w.clock_key LIKE '${clock}/%' ORDER BY length(w.clock_key) DESC, w.clock_key DESC LIMIT 1)`

export type CardTermsRow = {
  readonly id: string
  readonly state: string
  readonly itemCode: string | null
  readonly department: string
  readonly trueAt: number
  readonly proposedAt: number
  readonly standsAt: number
  readonly appealBy: number
  /** Of the clock that drew it; null where a finding did. */
  readonly policy: string | null
}
/** Cards of a state proposed since an instant, after one of them, that can still be looked at or appealed. */
export const cardsInTerm = /* @__PURE__ */ handwritten<
  CardTermsRow,
  {
    readonly state: string
    readonly afterAt: number
    readonly afterId: string
    readonly now: number
    readonly limit: number
  }
>(
  `SELECT c.id, c.state, c.item_code, c.department, c.true_at, c.proposed_at, c.stands_at, c.appeal_by,
     (SELECT w.policy FROM watched_clocks w WHERE w.kind = c.kind AND w.subject = c.subject AND w.clock_key = c.clock_key) AS policy
   FROM supervision_cards c WHERE c.state = ? AND (c.proposed_at, c.id) > (?, ?) AND c.appeal_by > ?
   ORDER BY c.proposed_at, c.id LIMIT ?`,
  ['state', 'afterAt', 'afterId', 'now', 'limit'],
  (rows) =>
    rows.map((row) => ({
      id: text(row.id),
      state: text(row.state),
      itemCode: textOrNull(row.item_code),
      department: text(row.department),
      trueAt: Number(row.true_at),
      proposedAt: Number(row.proposed_at),
      standsAt: Number(row.stands_at),
      appealBy: Number(row.appeal_by),
      policy: textOrNull(row.policy),
    })),
)
/** More time, never less; a card that stands already is only appealed for longer. */
export const lengthenCardTerms = /* @__PURE__ */ handwritten<never, List>(
  () => `UPDATE supervision_cards SET stands_at = iif(supervision_cards.state = 'proposed', max(stands_at, ${of('standsAt')}), stands_at),
     appeal_by = max(appeal_by, ${of('appealBy')})
   FROM json_each(?) j WHERE supervision_cards.id = ${of('id')} AND supervision_cards.state IN ('proposed', 'standing')`,
  ['rows'],
  () => [],
)

/** By the index of next instants alone: clocks of which nothing has become due are not read. */
export const dueWatched = /* @__PURE__ */ handwritten<
  WatchedRow,
  { readonly now: number; readonly limit: number }
>('SELECT * FROM watched_clocks WHERE next_at <= ? ORDER BY next_at LIMIT ?', ['now', 'limit'], (rows) =>
  rows.map(watchedRow),
)

/** Takes a block of numbers for each kind and year; answers the first number after it. */
export const takeDocumentNumbers = /* @__PURE__ */ handwritten<
  { readonly kind: string; readonly year: number; readonly next: number },
  List
>(
  () => `INSERT INTO supervision_numbers (kind, year, next)
   SELECT ${of('kind')}, ${of('year')}, 1 + ${of('count')} FROM json_each(?) j WHERE true
   ON CONFLICT (kind, year) DO UPDATE SET next = next + excluded.next - 1
   RETURNING kind, year, next`,
  ['rows'],
  (rows) => rows.map((row) => ({ kind: String(row.kind), year: Number(row.year), next: Number(row.next) })),
)

/** The clock is as the sweep read it. */
const AS_READ = () =>
  `json_each(?) j CROSS JOIN watched_clocks c ON ${SAME_CLOCK('c')} AND c.epoch = ${of('epoch')} AND c.next_at = ${of('nextAt')}`

export const giveNotices = /* @__PURE__ */ handwritten<never, List>(
  () => `INSERT INTO supervision_notices (id, kind, subject, clock_key, stage, epoch, number, level, step, basis, law, item_code,
     department, post, person, receiver, due_on, due_at, true_at, written_at, template, facts, state, seq, sign_by, reply_by,
     deliver_at)
   SELECT ${of('id')}, c.kind, c.subject, c.clock_key, ${of('stage')}, c.epoch, ${of('number')}, ${of('level')}, c.step, c.basis,
     c.law, c.item_code, c.department, c.post, ${of('person')}, ${of('receiver')}, c.due_on, c.due_at, ${of('trueAt')},
     ${of('writtenAt')}, ${of('template')}, ${of('facts')}, 'open', 0, ${of('signBy')}, ${of('replyBy')}, ${of('deliverAt')}
   FROM ${AS_READ()}
   WHERE NOT EXISTS (SELECT 1 FROM supervision_notices n WHERE ${SAME_CLOCK('n')}
     AND n.stage = ${of('stage')} AND ${SAID})
   ON CONFLICT DO NOTHING`,
  ['rows'],
  () => [],
)

/**
 * Conflicts, as `noticeIsStill`, unless the clock still runs in that epoch and no notice of that stage about it waits for its
 * answer, whoever gave it.
 */
export const mayGiveByHand = /* @__PURE__ */ handwritten<never, List>(
  () => `INSERT INTO notice_steps (notice, seq, type, at, actor_index)
   SELECT ${of('id')}, -1, '', 0, '' FROM json_each(?) j JOIN json_each('[1,2]')
   WHERE NOT EXISTS (SELECT 1 FROM watched_clocks c WHERE ${SAME_CLOCK('c')} AND c.epoch = ${of('epoch')} AND c.status = 'running')
     OR EXISTS (SELECT 1 FROM supervision_notices n WHERE ${SAME_CLOCK('n')} AND n.stage = ${of('stage')}
       AND n.state IN ('open', 'signed', 'returned'))`,
  ['rows'],
  () => [],
)
/** A notice a supervisor sends: the n-th of its stage and epoch, which no two have. */
export const giveByHand = /* @__PURE__ */ handwritten<never, List>(
  () => `INSERT INTO supervision_notices (id, kind, subject, clock_key, stage, epoch, number, level, step, basis, law, item_code,
     department, post, person, receiver, due_on, due_at, true_at, written_at, template, facts, state, seq, sign_by, reply_by,
     deliver_at, by_hand)
   SELECT ${of('id')}, c.kind, c.subject, c.clock_key, ${of('stage')}, c.epoch, ${of('number')}, ${of('level')}, c.step, c.basis,
     c.law, c.item_code, c.department, c.post, ${of('person')}, ${of('receiver')}, c.due_on, c.due_at, ${of('trueAt')},
     ${of('writtenAt')}, ${of('template')}, ${of('facts')}, 'open', 1, ${of('signBy')}, ${of('replyBy')}, ${of('deliverAt')},
     ${of('byHand')}
   FROM json_each(?) j CROSS JOIN watched_clocks c ON ${SAME_CLOCK('c')}`,
  ['rows'],
  () => [],
)

export const giveCards = /* @__PURE__ */ handwritten<never, List>(
  () => `INSERT INTO supervision_cards (id, number, colour, cause, kind, subject, clock_key, epoch, step, basis, law, item_code,
     department, post, person, facts, true_at, proposed_at, state, seq, stands_at, appeal_by, deliver_at)
   SELECT ${of('id')}, ${of('number')}, ${of('stage')}, ${of('cause')}, c.kind, c.subject, c.clock_key, c.epoch, c.step, c.basis,
     c.law, c.item_code, c.department, c.post, c.person, ${of('facts')}, ${of('trueAt')}, ${of('writtenAt')}, 'proposed', 0,
     ${of('standsAt')}, ${of('appealBy')}, ${of('deliverAt')}
   FROM ${AS_READ()}
   WHERE NOT EXISTS (SELECT 1 FROM supervision_cards n WHERE ${SAME_CLOCK('n')} AND n.cause = ${of('cause')}
     AND n.colour = ${of('stage')} AND n.state <> 'withdrawn'
     AND (n.state NOT IN ('dismissed', 'revoked') OR n.proposed_at >= ${of('trueAt')}))
   ON CONFLICT DO NOTHING`,
  ['rows'],
  () => [],
)

/** Receipt or reply of notices that were written in this batch, and of no others. */
export const watchNotices = /* @__PURE__ */ handwritten<never, List & { readonly now: number }>(
  () => `INSERT INTO watched_clocks (${WATCHED_COLUMNS()})
   SELECT 'notice', n.number, ${of('key')}, 1, n.stage, 'supervision', n.number || (${of('law')}), 'whole', n.item_code, n.department,
     n.post, n.person, ${of('fromAt')}, ${of('fromOn')}, 'workday', ${of('length')}, ${of('dueOn')}, ${of('dueAt')},
     ${of('provisional')}, 'running', NULL, ${of('policy')}, ${of('stages')}, ${of('nextAt')}, ?
   FROM json_each(?) j CROSS JOIN supervision_notices n ON n.id = ${of('notice')} WHERE true ON CONFLICT DO NOTHING`,
  ['now', 'rows'],
  () => [],
)

/** On to the next stage; last of the batch, since the others ask whether the clock is still as it was read. */
export const moveWatched = /* @__PURE__ */ handwritten<never, List & { readonly now: number }>(
  () => `UPDATE watched_clocks SET next_at = ${of('next')}, changed_at = ? FROM json_each(?) j
   WHERE ${SAME_CLOCK('watched_clocks')} AND epoch = ${of('epoch')} AND next_at = ${of('nextAt')}`,
  ['now', 'rows'],
  () => [],
)

const text = (value: SqlValue | undefined): string => String(value)
const textOrNull = (value: SqlValue | undefined): string | null =>
  value === null || value === undefined ? null : String(value)
const numberOrNull = (value: SqlValue | undefined): number | null =>
  value === null || value === undefined ? null : Number(value)

const watchedRow = (row: Row): WatchedRow => ({
  kind: text(row.kind),
  subject: text(row.subject),
  clockKey: text(row.clock_key),
  epoch: Number(row.epoch),
  step: text(row.step),
  basis: text(row.basis),
  law: text(row.law),
  scope: text(row.scope),
  itemCode: textOrNull(row.item_code),
  department: text(row.department),
  post: text(row.post),
  person: textOrNull(row.person),
  fromAt: Number(row.from_at),
  fromOn: text(row.from_on),
  unit: text(row.unit),
  length: Number(row.length),
  dueOn: text(row.due_on),
  dueAt: Number(row.due_at),
  provisional: Number(row.provisional),
  status: text(row.status),
  stoppedAt: numberOrNull(row.stopped_at),
  stages: text(row.stages),
  policy: text(row.policy),
  nextAt: numberOrNull(row.next_at),
  changedAt: Number(row.changed_at),
})
