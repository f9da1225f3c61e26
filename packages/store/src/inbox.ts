import { numberOrNull, textOrNull } from './cells.ts'
import * as STATEMENTS from './compiled/statements.ts'
import type { CardRow, NoticeRow, NoticeStepRow } from './notices.ts'
import type { inboxLines, inboxMessages } from './schema/index.ts'
import { handwritten, type SqlValue, type Statement, select } from './statement.ts'

/**
 * Statements of the in-site messages. What is due to be told becomes lines of its receivers, and lines become one message a
 * receiver: each by what a row says inside the transaction, so that a doubled run takes nothing twice and what was withdrawn
 * meanwhile is not told.
 */
export type InboxMessageRow = typeof inboxMessages.$inferSelect
export type InboxLineRow = typeof inboxLines.$inferSelect

type Cells = Readonly<Record<string, SqlValue>>
/** Whether a watched clock has a stage that should have been given by now; and since when the oldest undelivered waits. */
export const sweepBehind = /* @__PURE__ */ handwritten<
  { readonly behind: number; readonly since: number | null },
  { readonly now: number }
>(
  `SELECT EXISTS (SELECT 1 FROM watched_clocks WHERE next_at IS NOT NULL AND next_at <= ?1) AS behind,
     (SELECT min(written_at) FROM (SELECT written_at FROM supervision_notices
        WHERE delivery_id IS NULL AND state <> 'withdrawn' AND deliver_at <= ?1 ORDER BY deliver_at, id LIMIT 1000)) AS since`,
  ['now'],
  (rows) => rows.map((row) => ({ behind: Number(row.behind), since: numberOrNull(row.since) })),
)

type Page = { readonly delivery: string; readonly now: number; readonly limit: number }

// Indexes are named where the planner would else walk everything that was ever said.

/** Whoever is charged with it: the official, or whoever holds the post. */
const CHARGED = `CASE WHEN person IS NULL THEN 'post:' || department || '/' || post ELSE 'person:' || person END`
const NOTICES = `SELECT id FROM supervision_notices WHERE delivery_id IS NULL AND state <> 'withdrawn' AND deliver_at <= ?
  ORDER BY deliver_at, id LIMIT ?`
const CARDS = `SELECT id FROM supervision_cards INDEXED BY supervision_cards_undelivered WHERE delivery_id IS NULL AND state IN ('standing', 'proposed', 'appealed', 'upheld') AND deliver_at <= ?
  ORDER BY deliver_at, id LIMIT ?`

/** A line for the receiver of each notice that may be told now. */
const linesOfNotices = /* @__PURE__ */ handwritten<never, Page>(
  () => `INSERT INTO inbox_lines (receiver, kind, subject, stage, true_at)
   SELECT CASE receiver WHEN 'departmentHead' THEN 'head:' || department WHEN 'supervisingBody' THEN 'body' ELSE ${CHARGED} END,
     'notice', id, stage, true_at FROM supervision_notices WHERE id IN (${NOTICES})
   ON CONFLICT DO NOTHING`,
  ['now', 'limit'],
  () => [],
)

/** A card is told to whoever is charged, to the head of the department, and to the supervising body, which confirms it. */
const linesOfCards = /* @__PURE__ */ handwritten<never, Page>(
  () => `INSERT INTO inbox_lines (receiver, kind, subject, stage, true_at)
   SELECT CASE told.column1 WHEN 0 THEN ${CHARGED} WHEN 1 THEN 'head:' || department ELSE 'body' END,
     'card', id, colour, true_at FROM supervision_cards, (VALUES (0), (1), (2)) AS told WHERE id IN (${CARDS})
   ON CONFLICT DO NOTHING`,
  ['now', 'limit'],
  () => [],
)

const taken = (rows: readonly Cells[]) => rows.map((row) => ({ id: String(row.id) }))
type Taken = { readonly id: string }
const takeNotices = /* @__PURE__ */ handwritten<Taken, Page>(
  () => `UPDATE supervision_notices SET delivery_id = ? WHERE id IN (${NOTICES}) RETURNING id`,
  ['delivery', 'now', 'limit'],
  taken,
)
const takeCards = /* @__PURE__ */ handwritten<Taken, Page>(
  () => `UPDATE supervision_cards SET delivery_id = ? WHERE id IN (${CARDS}) RETURNING id`,
  ['delivery', 'now', 'limit'],
  taken,
)

/** One page of what is to be told: its lines first, then whose delivery it is. One batch. */
export const spreadLines = (
  page: Page,
): readonly [Statement, Statement<Taken>, Statement, Statement<Taken>] => [
  linesOfNotices(page),
  takeNotices(page),
  linesOfCards(page),
  takeCards(page),
]

/** Receivers with lines that are in no message yet. */
export const receiversWaiting = /* @__PURE__ */ handwritten<
  { readonly receiver: string; readonly lines: number },
  { readonly limit: number }
>(
  `SELECT receiver, count(*) AS lines FROM inbox_lines WHERE message IS NULL GROUP BY receiver ORDER BY receiver LIMIT ?`,
  ['limit'],
  (rows) => rows.map((row) => ({ receiver: String(row.receiver), lines: Number(row.lines) })),
)

type Composed = {
  /** JSON list of `{id, receiver}`: the message each receiver would get. */
  readonly messages: string
  readonly mostLines: number
  readonly now: number
  /** JSON lists of whole rows, each with its `message`. */
  readonly outbox: string
  readonly deliveries: string
}
const RECEIVERS = `SELECT value ->> 'receiver' FROM json_each(?)`

const dropWithdrawn = /* @__PURE__ */ handwritten<never, Composed>(
  () => `DELETE FROM inbox_lines INDEXED BY inbox_lines_waiting WHERE message IS NULL AND receiver IN (${RECEIVERS}) AND (
     (kind = 'notice' AND EXISTS (SELECT 1 FROM supervision_notices n WHERE n.id = inbox_lines.subject AND n.state = 'withdrawn'))
     OR (kind = 'card' AND EXISTS (SELECT 1 FROM supervision_cards c
           WHERE c.id = inbox_lines.subject AND c.state IN ('withdrawn', 'dismissed', 'revoked'))))`,
  ['messages'],
  () => [],
)
const putLines = /* @__PURE__ */ handwritten<never, Composed>(
  () => `UPDATE inbox_lines SET message = (SELECT m.value ->> 'id' FROM json_each(?) AS m WHERE m.value ->> 'receiver' = inbox_lines.receiver)
   WHERE rowid IN (SELECT line FROM (
     SELECT rowid AS line, row_number() OVER (PARTITION BY receiver ORDER BY true_at, subject) AS nth
     FROM inbox_lines WHERE message IS NULL AND receiver IN (${RECEIVERS})) WHERE nth <= ?)`,
  ['messages', 'messages', 'mostLines'],
  () => [],
)
const putMessages = /* @__PURE__ */ handwritten<never, Composed>(
  `INSERT INTO inbox_messages (id, receiver, counts, lines, earliest_at, made_at)
   SELECT message, receiver, json_group_object(stage, many), sum(many), min(earliest), ? FROM (
     SELECT message, receiver, stage, count(*) AS many, min(true_at) AS earliest FROM inbox_lines
     WHERE message IN (SELECT value ->> 'id' FROM json_each(?)) GROUP BY message, receiver, stage)
   GROUP BY message, receiver`,
  ['now', 'messages'],
  () => [],
)
const OF_A_MESSAGE = `WHERE EXISTS (SELECT 1 FROM inbox_messages WHERE id = r.value ->> 'message')`
const putOutbox = /* @__PURE__ */ handwritten<never, Composed>(
  () => `INSERT INTO outbox (id, kind, case_number, payload_enc, state, attempts, created_at, next_at)
   SELECT r.value ->> 'id', r.value ->> 'kind', '', r.value ->> 'payloadEnc', 'waiting', 0, r.value ->> 'createdAt', r.value ->> 'nextAt'
   FROM json_each(?) AS r ${OF_A_MESSAGE}`,
  ['outbox'],
  () => [],
)
const putDeliveries = /* @__PURE__ */ handwritten<never, Composed>(
  () => `INSERT INTO supervision_deliveries (id, message, endpoint, channel, state, created_at, replays)
   SELECT r.value ->> 'id', r.value ->> 'message', r.value ->> 'endpoint', r.value ->> 'channel', 'waiting', r.value ->> 'createdAt', 0
   FROM json_each(?) AS r ${OF_A_MESSAGE}`,
  ['deliveries'],
  () => [],
)

/** One message to each of these receivers, with what carries it out. One batch; a receiver without a line gets none. */
export const composeMessages = (composed: Composed): readonly Statement[] => [
  dropWithdrawn(composed),
  putLines(composed),
  putMessages(composed),
  putOutbox(composed),
  putDeliveries(composed),
]

const decodeMessage = (row: Cells): InboxMessageRow => ({
  id: String(row.id),
  receiver: String(row.receiver),
  counts: String(row.counts),
  lines: Number(row.lines),
  earliestAt: Number(row.earliest_at),
  madeAt: Number(row.made_at),
  readAt: numberOrNull(row.read_at),
  readBy: textOrNull(row.read_by),
})

export const inboxMessageById = /* @__PURE__ */ handwritten<InboxMessageRow, { readonly id: string }>(
  'SELECT * FROM inbox_messages WHERE id = ?',
  ['id'],
  (rows) => rows.map(decodeMessage),
)

/** Whose messages: these receivers, and those of the posts of one department, from and before. */
type Mailboxes = { readonly receivers: string; readonly postsFrom: string; readonly postsBefore: string }
const MINE = `(receiver IN (SELECT value FROM json_each(?)) OR (receiver >= ? AND receiver < ?))`
const MAILBOXES = ['receivers', 'postsFrom', 'postsBefore'] as const

/** Messages of these mailboxes before a place, the newest first. */
export const inboxPage = /* @__PURE__ */ handwritten<
  InboxMessageRow,
  Mailboxes & {
    readonly beforeAt: number
    readonly beforeId: string
    readonly unreadOnly: 0 | 1
    readonly limit: number
  }
>(
  () => `SELECT * FROM inbox_messages WHERE ${MINE} AND (made_at, id) < (?, ?) AND (? = 0 OR read_at IS NULL)
   ORDER BY made_at DESC, id DESC LIMIT ?`,
  [...MAILBOXES, 'beforeAt', 'beforeId', 'unreadOnly', 'limit'],
  (rows) => rows.map(decodeMessage),
)

export const inboxUnread = /* @__PURE__ */ handwritten<{ readonly unread: number }, Mailboxes>(
  () => `SELECT count(*) AS unread FROM inbox_messages WHERE read_at IS NULL AND ${MINE}`,
  MAILBOXES,
  (rows) => rows.map((row) => ({ unread: Number(row.unread) })),
)

/** The first who reads it; whoever reads it again changes nothing. */
export const markInboxRead = /* @__PURE__ */ handwritten<
  never,
  { readonly id: string; readonly at: number; readonly by: string }
>(
  'UPDATE inbox_messages SET read_at = ?, read_by = ? WHERE id = ? AND read_at IS NULL',
  ['at', 'by', 'id'],
  () => [],
)

const noticesTold = /* @__PURE__ */ select<NoticeRow, { readonly message: string }>(STATEMENTS.noticesTold)
const cardsTold = /* @__PURE__ */ select<CardRow, { readonly message: string }>(STATEMENTS.cardsTold)

/** Why those of them were sent that somebody sent by hand. */
export const sentOfMessage = /* @__PURE__ */ handwritten<NoticeStepRow, { readonly message: string }>(
  `SELECT s.* FROM inbox_lines l CROSS JOIN notice_steps s ON s.notice = l.subject AND s.seq = 1 AND s.type = 'send'
   WHERE l.message = ? AND l.kind = 'notice' ORDER BY s.notice LIMIT 1000`,
  ['message'],
  (rows) =>
    rows.map((row) => ({
      notice: String(row.notice),
      seq: Number(row.seq),
      type: String(row.type),
      at: Number(row.at),
      actorIndex: String(row.actor_index),
      textsEnc: row.texts_enc === null ? null : String(row.texts_enc),
    })),
)

/** What the lines of a message are about, as it stands now: notices and cards, a thousand at most. */
export const linesOfMessage = (message: string) => [noticesTold({ message }), cardsTold({ message })] as const
