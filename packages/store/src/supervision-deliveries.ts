import { numberOrNull, textOrNull } from './cells.ts'
import type { supervisionDeliveries } from './schema/index.ts'
import { handwritten, type SqlValue } from './statement.ts'

/** Statements of what became of each message on its way, and of the outbox's dead letters. */
export type MessageDeliveryRow = typeof supervisionDeliveries.$inferSelect

type Cells = Readonly<Record<string, SqlValue>>
const decode = (rows: readonly Cells[]): readonly MessageDeliveryRow[] =>
  rows.map((row) => ({
    id: String(row.id),
    message: String(row.message),
    endpoint: String(row.endpoint),
    channel: String(row.channel),
    state: String(row.state),
    providerId: textOrNull(row.provider_id),
    createdAt: Number(row.created_at),
    sentAt: numberOrNull(row.sent_at),
    endedAt: numberOrNull(row.ended_at),
    replays: Number(row.replays),
    replayedBy: textOrNull(row.replayed_by),
  }))

export const messageDeliveryById = /* @__PURE__ */ handwritten<MessageDeliveryRow, { readonly id: string }>(
  'SELECT * FROM supervision_deliveries WHERE id = ?',
  ['id'],
  decode,
)

/** By the id the provider of this channel gave it. */
export const messageDeliveryByProvider = /* @__PURE__ */ handwritten<
  MessageDeliveryRow,
  { readonly channel: string; readonly providerId: string }
>(
  `SELECT * FROM supervision_deliveries WHERE channel = ? AND provider_id = ? AND provider_id IS NOT NULL LIMIT 1`,
  ['channel', 'providerId'],
  decode,
)

/** It was taken, by the receiver’s own system or by a provider that is to deliver it; or there was nothing left to tell. */
export const markSent = /* @__PURE__ */ handwritten<
  never,
  {
    readonly id: string
    readonly state: 'sent' | 'withdrawn'
    readonly providerId: string | null
    readonly now: number
    readonly endedAt: number | null
  }
>(
  `UPDATE supervision_deliveries SET state = ?, provider_id = ?, sent_at = ?, ended_at = ? WHERE id = ? AND state = 'waiting'`,
  ['state', 'providerId', 'now', 'endedAt', 'id'],
  () => [],
)

/** What a receipt says; a final state stays as it is. */
export const takeReceipt = /* @__PURE__ */ handwritten<
  { readonly state: string },
  { readonly id: string; readonly state: 'delivered' | 'failed'; readonly now: number }
>(
  `UPDATE supervision_deliveries SET state = ?, ended_at = ? WHERE id = ? AND state = 'sent' RETURNING state`,
  ['state', 'now', 'id'],
  (rows) => rows.map((row) => ({ state: String(row.state) })),
)

/** What was sent before then and never confirmed is final. */
export const closeUnconfirmed = /* @__PURE__ */ handwritten<
  never,
  { readonly before: number; readonly now: number }
>(
  `UPDATE supervision_deliveries SET state = 'unconfirmed', ended_at = ? WHERE id IN
     (SELECT id FROM supervision_deliveries INDEXED BY supervision_deliveries_sent WHERE state = 'sent' AND sent_at <= ? ORDER BY sent_at LIMIT 1000)`,
  ['now', 'before'],
  () => [],
)

/** One row of the operators' list. */
export type ListedDelivery = {
  readonly id: string
  readonly kind: string
  readonly state: string
  readonly channel: string | null
  readonly endpoint: string | null
  readonly receiver: string | null
  readonly caseNumber: string | null
  readonly message: string | null
  readonly attempts: number
  readonly reason: string | null
  readonly createdAt: number
  readonly sentAt: number | null
  readonly endedAt: number | null
  readonly providerId: string | null
  readonly replays: number
}
const decodeListed = (rows: readonly Cells[]): readonly ListedDelivery[] =>
  rows.map((row) => ({
    id: String(row.id),
    kind: String(row.kind),
    state: String(row.state),
    channel: textOrNull(row.channel),
    endpoint: textOrNull(row.endpoint),
    receiver: textOrNull(row.receiver),
    caseNumber: row.case_number === '' ? null : textOrNull(row.case_number),
    message: textOrNull(row.message),
    attempts: Number(row.attempts),
    reason: textOrNull(row.last_reason),
    createdAt: Number(row.created_at),
    sentAt: numberOrNull(row.sent_at),
    endedAt: numberOrNull(row.ended_at),
    providerId: textOrNull(row.provider_id),
    replays: Number(row.replays),
  }))

type Page = { readonly beforeAt: number; readonly beforeId: string; readonly limit: number }
const FIELDS = `o.kind, o.case_number, o.attempts, o.last_reason, d.channel, d.endpoint, d.message, d.sent_at, d.provider_id,
  coalesce(d.replays, 0) AS replays, e.receiver`

/** Dead letters of every kind, the newest first: what supervision sends, what cases do, orders to seal. */
export const deadLetters = /* @__PURE__ */ handwritten<ListedDelivery, Page>(
  () => `SELECT o.id, 'dead' AS state, ${FIELDS}, o.created_at, o.done_at AS ended_at
   FROM outbox o LEFT JOIN supervision_deliveries d ON d.id = o.id LEFT JOIN supervision_endpoints e ON e.id = d.endpoint
   WHERE o.state = 'dead' AND (o.done_at, o.id) < (?, ?) ORDER BY o.done_at DESC, o.id DESC LIMIT ?`,
  ['beforeAt', 'beforeId', 'limit'],
  decodeListed,
)

/** Messages of supervision in one state, the newest first; what is dead is not among those that wait. */
export const deliveriesIn = /* @__PURE__ */ handwritten<ListedDelivery, Page & { readonly state: string }>(
  () => `SELECT d.id, d.state, ${FIELDS}, d.created_at, d.ended_at
   FROM supervision_deliveries d JOIN outbox o ON o.id = d.id LEFT JOIN supervision_endpoints e ON e.id = d.endpoint
   WHERE d.state = ? AND (d.created_at, d.id) < (?, ?) AND (d.state <> 'waiting' OR o.state = 'waiting')
   ORDER BY d.created_at DESC, d.id DESC LIMIT ?`,
  ['state', 'beforeAt', 'beforeId', 'limit'],
  decodeListed,
)

type Replay = { readonly id: string; readonly now: number; readonly by: string }
/** Given up, refused or never confirmed: it begins anew under its id, and has its three days again. */
const reviveDelivery = /* @__PURE__ */ handwritten<never, Replay>(
  `UPDATE supervision_deliveries SET state = 'waiting', provider_id = NULL, sent_at = NULL, ended_at = NULL,
     replays = replays + 1, replayed_by = ?
   WHERE id = ? AND (state IN ('failed', 'unconfirmed')
     OR EXISTS (SELECT 1 FROM outbox o WHERE o.id = supervision_deliveries.id AND o.state = 'dead'))`,
  ['by', 'id'],
  () => [],
)
/** After it: what is delivered there and waits here was revived by this very batch. */
const reviveOutbox = /* @__PURE__ */ handwritten<{ readonly id: string }, Replay>(
  `UPDATE outbox SET state = 'waiting', attempts = 0, created_at = ?, next_at = ?, done_at = NULL, leased_by = NULL
   WHERE id = ? AND (state = 'dead' OR (state = 'delivered' AND EXISTS (SELECT 1 FROM supervision_deliveries d
     WHERE d.id = outbox.id AND d.state = 'waiting'))) RETURNING id`,
  ['now', 'now', 'id'],
  (rows) => rows.map((row) => ({ id: String(row.id) })),
)
/** One batch; the second statement answers the id where there was something to send again. */
export const replayDelivery = (replay: Replay) => [reviveDelivery(replay), reviveOutbox(replay)] as const

/** Whether there is such a row at all, and how it stands. */
export const outboxState = /* @__PURE__ */ handwritten<{ readonly state: string }, { readonly id: string }>(
  'SELECT state FROM outbox WHERE id = ?',
  ['id'],
  (rows) => rows.map((row) => ({ state: String(row.state) })),
)
