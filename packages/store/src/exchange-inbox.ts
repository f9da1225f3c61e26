import * as STATEMENTS from './compiled/statements.ts'
import type { ExchangeMessageRow } from './exchange.ts'
import { asMessage, inOrder, number, text, textOrNull } from './exchange-row.ts'
import type { exchangeNonces } from './schema/index.ts'
import { command, handwritten } from './statement.ts'

/** Statements of what comes in from partner regions: stored once, applied in order. */
type OfPartner = { readonly partner: string }
type Lease = { readonly holder: string; readonly until: number; readonly now: number }

/** Fails where this partner has used it before. */
export const insertExchangeNonce = /* @__PURE__ */ command<typeof exchangeNonces.$inferSelect>(
  STATEMENTS.insertExchangeNonce,
)
export type KnownRow = Pick<
  ExchangeMessageRow,
  'id' | 'caseNumber' | 'seq' | 'digest' | 'deliveryId' | 'state'
>

type Known = OfPartner & { readonly asked: string }

const known = (direction: 'in' | 'out') =>
  handwritten<KnownRow, Known>(
    () => `SELECT id, case_number, seq, digest, delivery_id, state FROM exchange_messages
       WHERE partner = ? AND direction = '${direction}' AND id IN (SELECT value ->> 'id' FROM json_each(?))
     UNION
     SELECT m.id, m.case_number, m.seq, m.digest, m.delivery_id, m.state FROM json_each(?) j CROSS JOIN exchange_messages m
       ON m.case_number = j.value ->> 'case' AND m.partner = ? AND m.direction = '${direction}' AND m.seq = j.value ->> 'seq'`,
    ['partner', 'asked', 'asked', 'partner'],
    (rows) =>
      rows.map((row) => ({
        id: text(row.id),
        caseNumber: text(row.case_number),
        seq: number(row.seq),
        digest: text(row.digest),
        deliveryId: textOrNull(row.delivery_id),
        state: text(row.state),
      })),
  )
/**
 * What of a partner is stored under these ids or places; `asked`: JSON list of `{ id, case, seq }`. The direction stands in
 * the words: against a bound one SQLite plans anew, since a partial index depends on it.
 */
export const knownMessages = {
  in: /* @__PURE__ */ known('in'),
  out: /* @__PURE__ */ known('out'),
} as const

/**
 * Inserts messages as they are: `rows` is a JSON list of `{ id, case, seq, type, at, digest, body, state, doneAt }`. One
 * that is there already, by id or by number, fails the batch: whoever wrote has not seen it.
 */
export const insertMessages = /* @__PURE__ */ handwritten<
  never,
  OfPartner & {
    readonly direction: 'in' | 'out'
    readonly rows: string
    readonly now: number
    readonly delivery: string | null
  }
>(
  `INSERT INTO exchange_messages (partner, direction, id, case_number, seq, type, at, digest, body, state, attempts,
     next_at, created_at, done_at, delivery_id)
   SELECT ?, ?, value ->> 'id', value ->> 'case', value ->> 'seq', value ->> 'type', value ->> 'at',
     value ->> 'digest', value ->> 'body', value ->> 'state', 0, ?, ?, value ->> 'doneAt', ?
   FROM json_each(?)`,
  ['partner', 'direction', 'now', 'now', 'delivery', 'rows'],
  () => [],
)

/** What was parked for want of a forerunner may go on: `cases` is a JSON list of those that something came for. */
export const unparkMessages = /* @__PURE__ */ handwritten<
  never,
  OfPartner & { readonly cases: string; readonly now: number }
>(
  `UPDATE exchange_messages SET next_at = ? WHERE direction = 'in' AND partner = ? AND state = 'waiting'
     AND case_number IN (SELECT value FROM json_each(?)) AND leased_by IS NULL AND next_at > ?`,
  ['now', 'partner', 'cases', 'now'],
  () => [],
)

/** A message to apply, with the digest of the one before it where that is done. */
export type TakenRow = ExchangeMessageRow & { readonly before: string | null }

/**
 * Of a waiting row `m`: all before it in its case has been applied or refused, or waits in an unbroken row that begins
 * there. Counting back by those that wait before it leads to the number at which that row begins.
 */
const WAIT_BEFORE = `(SELECT count(*) FROM exchange_messages e WHERE e.direction = 'in' AND e.partner = m.partner
  AND e.state = 'waiting' AND e.case_number = m.case_number AND e.seq < m.seq)`
const DONE_AT = `EXISTS (SELECT 1 FROM exchange_messages d WHERE d.case_number = m.case_number
  AND d.partner = m.partner AND d.direction = 'in' AND d.state <> 'waiting' AND d.seq =`
const FOLLOWS = () => `(m.seq = 1 OR ${DONE_AT} m.seq - 1) OR m.seq = 1 + ${WAIT_BEFORE}
  OR ${DONE_AT} m.seq - 1 - ${WAIT_BEFORE}))`

/** How many wait here for what has not come, up to a limit. */
export const parkedMessages = /* @__PURE__ */ handwritten<
  { readonly count: number },
  OfPartner & { readonly limit: number }
>(
  () => `SELECT count(*) AS count FROM (SELECT 1 FROM exchange_messages m
     WHERE m.direction = 'in' AND m.partner = ? AND m.state = 'waiting' AND NOT ${FOLLOWS()} LIMIT ?)`,
  ['partner', 'limit'],
  (rows) => rows.map((row) => ({ count: number(row.count) })),
)

/** The first that waits of a case of which something before it is missing. */
export type ParkedRow = Pick<
  ExchangeMessageRow,
  'partner' | 'id' | 'caseNumber' | 'seq' | 'type' | 'attempts' | 'createdAt'
>

/** Takes these under a lease, so many of each active partner whose line is not open; each taking counts as an attempt. */
export const leaseParked = /* @__PURE__ */ handwritten<ParkedRow, Lease & { readonly limit: number }>(
  `UPDATE exchange_messages SET leased_by = ?, next_at = ?, attempts = attempts + 1 WHERE rowid IN (
     SELECT m.rowid FROM exchange_partners p CROSS JOIN exchange_messages m ON m.rowid IN (
       SELECT n.rowid FROM exchange_messages n
       WHERE n.direction = 'in' AND n.partner = p.region AND n.state = 'waiting' AND n.next_at <= ? AND n.seq > 1
         AND NOT EXISTS (SELECT 1 FROM exchange_messages e WHERE e.direction = 'in' AND e.partner = n.partner
           AND e.state = 'waiting' AND e.case_number = n.case_number AND e.seq < n.seq)
         AND NOT EXISTS (SELECT 1 FROM exchange_messages d WHERE d.case_number = n.case_number
           AND d.partner = n.partner AND d.direction = 'in' AND d.state <> 'waiting' AND d.seq = n.seq - 1)
       ORDER BY n.next_at LIMIT ?)
     WHERE p.state = 'active' AND (p.open_until IS NULL OR p.open_until <= ?))
   RETURNING partner, id, case_number, seq, type, attempts, created_at`,
  ['holder', 'until', 'now', 'limit', 'now'],
  (rows) =>
    rows.map((row) => ({
      partner: text(row.partner),
      id: text(row.id),
      caseNumber: text(row.case_number),
      seq: number(row.seq),
      type: text(row.type),
      attempts: number(row.attempts),
      createdAt: number(row.created_at),
    })),
)

/** Drops what has waited since before then for the beginning of a case that is not here and has no hand-over. */
export const dropParked = /* @__PURE__ */ handwritten<
  { readonly partner: string },
  { readonly before: number; readonly limit: number }
>(
  () => `DELETE FROM exchange_messages WHERE rowid IN (
     SELECT m.rowid FROM exchange_messages m WHERE m.direction = 'in' AND m.state = 'waiting' AND m.created_at < ?
       AND NOT EXISTS (SELECT 1 FROM handovers h WHERE h.case_number = m.case_number AND h.partner = m.partner)
       AND NOT ${FOLLOWS()} LIMIT ?)
   RETURNING partner`,
  ['before', 'limit'],
  (rows) => rows.map((row) => ({ partner: text(row.partner) })),
)

/**
 * Takes what has come in under a lease, case by case in order, as `leaseOutMessages` does what goes out; of what follows a
 * gap nothing, and of a partner that is not active nothing. The active ones take turns, so that what one of them sends
 * keeps nobody else's waiting. Each taking counts as an attempt: of the second one it is not known how the first one ended.
 */
export const leaseInMessages = /* @__PURE__ */ handwritten<
  TakenRow,
  Lease & { readonly limit: number; readonly bytes: number }
>(
  () => `UPDATE exchange_messages SET leased_by = ?, next_at = ?, attempts = attempts + 1 WHERE rowid IN (
     SELECT cell FROM (
       SELECT cell, size, sum(size) OVER (ORDER BY turn, partner) AS total FROM (
         SELECT t.rowid AS cell, t.partner, length(CAST(t.body AS BLOB)) AS size,
           row_number() OVER (PARTITION BY t.partner ORDER BY t.case_number, t.seq) AS turn
         FROM exchange_partners p CROSS JOIN exchange_messages t ON t.rowid IN (
           SELECT m.rowid FROM exchange_messages m
           WHERE m.direction = 'in' AND m.partner = p.region AND m.state = 'waiting' AND m.next_at <= ?
             AND NOT EXISTS (SELECT 1 FROM exchange_messages e WHERE e.direction = 'in' AND e.partner = m.partner
               AND e.state = 'waiting' AND e.case_number = m.case_number AND e.seq < m.seq AND e.next_at > ?)
             AND ${FOLLOWS()}
           ORDER BY m.case_number, m.seq LIMIT ?)
         WHERE p.state = 'active' ORDER BY turn, t.partner LIMIT ?))
     WHERE total <= ? OR total = size)
   RETURNING *, (SELECT d.digest FROM exchange_messages d WHERE d.case_number = exchange_messages.case_number
     AND d.partner = exchange_messages.partner AND d.direction = 'in' AND d.seq = exchange_messages.seq - 1
     AND d.state <> 'waiting') AS before`,
  ['holder', 'until', 'now', 'now', 'limit', 'limit', 'bytes'],
  (rows) => rows.map((row) => ({ ...asMessage(row), before: textOrNull(row.before) })).toSorted(inOrder),
)

/** What became of a message that came in; `reason`: why, of one that was refused. */
export const finishInMessage = /* @__PURE__ */ handwritten<
  never,
  OfPartner & {
    readonly id: string
    readonly state: 'applied' | 'refused'
    readonly reason: string | null
    readonly now: number
  }
>(
  `UPDATE exchange_messages SET state = ?, last_reason = ?, done_at = ?, next_at = ?, leased_by = NULL
   WHERE partner = ? AND direction = 'in' AND id = ? AND state = 'waiting'`,
  ['state', 'reason', 'now', 'now', 'partner', 'id'],
  () => [],
)

/** The last message taken in of this direction; refused ones count, so that the next can be applied. */
export const moveHandoverIn = /* @__PURE__ */ handwritten<
  never,
  OfPartner & {
    readonly caseNumber: string
    readonly seq: number
    readonly digest: string
    readonly now: number
  }
>(
  `UPDATE handovers SET in_seq = ?, in_head = ?, updated_at = ? WHERE case_number = ? AND partner = ? AND in_seq < ?`,
  ['seq', 'digest', 'now', 'caseNumber', 'partner', 'seq'],
  () => [],
)

/** Not now; nothing changes where the lease has passed on. */
export const postponeInMessage = /* @__PURE__ */ handwritten<
  never,
  OfPartner & {
    readonly id: string
    readonly holder: string
    readonly nextAt: number
    readonly reason: string
  }
>(
  `UPDATE exchange_messages SET next_at = ?, last_reason = ?, leased_by = NULL
   WHERE partner = ? AND direction = 'in' AND id = ? AND leased_by = ? AND state = 'waiting'`,
  ['nextAt', 'reason', 'partner', 'id', 'holder'],
  () => [],
)

/** Forgets nonces whose time is over, so many at once; answers how many there were. */
export const forgetExchangeNonces = /* @__PURE__ */ handwritten<
  { readonly forgotten: number },
  { readonly before: number; readonly limit: number }
>(
  `DELETE FROM exchange_nonces WHERE rowid IN (SELECT rowid FROM exchange_nonces WHERE expires_at < ? LIMIT ?)
   RETURNING 1`,
  ['before', 'limit'],
  (rows) => [{ forgotten: rows.length }],
)
