import * as STATEMENTS from './compiled/statements.ts'
import { inOrderOfCases, number, numberOrNull, text, textOrNull } from './exchange-row.ts'
import type { exchangeDeliveries, exchangeMessages } from './schema/index.ts'
import { command, handwritten, select } from './statement.ts'

/** Statements of messages between regions, and of what goes out: outbox, inbox and log of a case are one table. Leases as in the outbox. */

export type ExchangeMessageRow = typeof exchangeMessages.$inferSelect
export type ExchangeDeliveryRow = typeof exchangeDeliveries.$inferSelect

type OfPartner = { readonly partner: string }
type Lease = { readonly holder: string; readonly until: number; readonly now: number }

export const insertExchangeMessage = /* @__PURE__ */ command<ExchangeMessageRow>(
  STATEMENTS.insertExchangeMessage,
)
/** Of one case and direction those above a number, in order. */
export const exchangeMessagesAfter = /* @__PURE__ */ select<
  ExchangeMessageRow,
  Pick<ExchangeMessageRow, 'caseNumber' | 'partner' | 'direction'> & {
    readonly after: number
    readonly limit: number
  }
>(STATEMENTS.exchangeMessagesAfter)
/** What this region has told of a case, in order: before it is taken over this is nothing, but for what came back. */
export const toldOfCase = /* @__PURE__ */ handwritten<
  Pick<ExchangeMessageRow, 'seq' | 'type' | 'digest'>,
  Pick<ExchangeMessageRow, 'caseNumber' | 'partner'>
>(
  `SELECT seq, type, digest FROM exchange_messages WHERE case_number = ? AND partner = ? AND direction = 'out'
   ORDER BY seq`,
  ['caseNumber', 'partner'],
  (rows) => rows.map((row) => ({ seq: number(row.seq), type: text(row.type), digest: text(row.digest) })),
)
export const insertExchangeDelivery = /* @__PURE__ */ command<ExchangeDeliveryRow>(
  STATEMENTS.insertExchangeDelivery,
)
export const setExchangeBreaker = /* @__PURE__ */ command<
  OfPartner & { readonly failures: number; readonly openUntil: number | null }
>(STATEMENTS.setExchangeBreaker)
export const setExchangeClock = /* @__PURE__ */ command<OfPartner & { readonly clockOffsetMs: number }>(
  STATEMENTS.setExchangeClock,
)

/** Active partners for whom something is due, and whose line is not open. */
export const exchangePartnersDue = /* @__PURE__ */ handwritten<
  { readonly region: string },
  { readonly now: number }
>(
  `SELECT p.region FROM exchange_partners p
   WHERE p.state = 'active' AND (p.open_until IS NULL OR p.open_until <= ?) AND (
     EXISTS (SELECT 1 FROM exchange_messages m WHERE m.direction = 'out' AND m.partner = p.region
       AND m.state = 'waiting' AND m.next_at <= ?)
     OR EXISTS (SELECT 1 FROM exchange_messages v INDEXED BY exchange_messages_untold WHERE v.partner = p.region
       AND v.direction = 'in' AND v.state <> 'waiting' AND v.verdict IS NULL AND v.next_at <= ?))
   ORDER BY p.region`,
  ['now', 'now', 'now'],
  (rows) => rows.map((row) => ({ region: text(row.region) })),
)

/** Takes the one probe of a line that was open and may be tried again; whoever comes later finds it open. */
export const takeExchangeProbe = /* @__PURE__ */ handwritten<never, OfPartner & Lease>(
  `UPDATE exchange_partners SET probe_by = ?, open_until = ?
   WHERE region = ? AND open_until IS NOT NULL AND open_until <= ?`,
  ['holder', 'until', 'partner', 'now'],
  () => [],
)

/** Of a message what is needed to send it, and to settle what becomes of it. */
export type LeasedRow = Pick<
  ExchangeMessageRow,
  'id' | 'caseNumber' | 'seq' | 'type' | 'digest' | 'body' | 'attempts' | 'createdAt' | 'replayedAt'
>

/**
 * Takes what is due for one partner under a lease, case by case in order: never a message whose forerunner somebody else
 * has in hand or that waits for its time. Nothing where the line is open and the probe is not this holder's.
 */
export const leaseOutMessages = /* @__PURE__ */ handwritten<
  LeasedRow,
  OfPartner & Lease & { readonly limit: number; readonly bytes: number }
>(
  `UPDATE exchange_messages SET leased_by = ?, next_at = ? WHERE rowid IN (
     SELECT cell FROM (
       SELECT cell, size, sum(size) OVER (ORDER BY case_number, seq) AS total FROM (
         SELECT m.rowid AS cell, m.case_number, m.seq, length(CAST(m.body AS BLOB)) AS size
         FROM exchange_messages m
         WHERE m.direction = 'out' AND m.partner = ? AND m.state = 'waiting' AND m.next_at <= ?
           AND NOT EXISTS (SELECT 1 FROM exchange_messages e WHERE e.direction = 'out' AND e.partner = m.partner
             AND e.state = 'waiting' AND e.case_number = m.case_number AND e.seq < m.seq AND e.next_at > ?)
           AND EXISTS (SELECT 1 FROM exchange_partners p WHERE p.region = m.partner AND p.state = 'active'
             AND (p.open_until IS NULL OR p.probe_by = ?))
         ORDER BY m.case_number, m.seq LIMIT ?))
     WHERE total <= ? OR total = size)
   RETURNING id, case_number, seq, type, digest, body, attempts, created_at, replayed_at`,
  ['holder', 'until', 'partner', 'now', 'now', 'holder', 'limit', 'bytes'],
  (rows) =>
    rows
      .map((row) => ({
        id: text(row.id),
        caseNumber: text(row.case_number),
        seq: number(row.seq),
        type: text(row.type),
        digest: text(row.digest),
        body: text(row.body),
        attempts: number(row.attempts),
        createdAt: number(row.created_at),
        replayedAt: numberOrNull(row.replayed_at),
      }))
      .toSorted(inOrderOfCases),
)

/** What a receipt lists is stored there, whoever had it in hand. `ids`: JSON list. */
export const settleStored = /* @__PURE__ */ handwritten<
  never,
  OfPartner & { readonly ids: string; readonly delivery: string; readonly now: number }
>(
  `UPDATE exchange_messages SET state = 'stored', attempts = attempts + 1, done_at = ?, delivery_id = ?,
     leased_by = NULL, last_reason = NULL
   WHERE partner = ? AND direction = 'out' AND state <> 'stored' AND id IN (SELECT value FROM json_each(?))`,
  ['now', 'delivery', 'partner', 'ids'],
  () => [],
)

/** One more attempt was made, or was due. `ids`: JSON list. Nothing changes where the lease has passed to somebody else. */
export const settleWaiting = /* @__PURE__ */ handwritten<
  never,
  OfPartner & {
    readonly holder: string
    readonly ids: string
    readonly nextAt: number
    readonly reason: string
  }
>(
  `UPDATE exchange_messages SET attempts = attempts + 1, next_at = ?, last_reason = ?, leased_by = NULL
   WHERE partner = ? AND direction = 'out' AND id IN (SELECT value FROM json_each(?))
     AND state = 'waiting' AND leased_by = ?`,
  ['nextAt', 'reason', 'partner', 'ids', 'holder'],
  () => [],
)

/** `reasons`: JSON object of them by id; looked up by id, so that each row is found by its key. */
export const settleDead = /* @__PURE__ */ handwritten<
  never,
  OfPartner & { readonly holder: string; readonly reasons: string; readonly now: number }
>(
  `UPDATE exchange_messages SET state = 'dead', attempts = attempts + 1,
     last_reason = json_extract(?, '$."' || id || '"'), done_at = ?, leased_by = NULL
   WHERE partner = ? AND direction = 'out' AND id IN (SELECT key FROM json_each(?))
     AND state = 'waiting' AND leased_by = ?`,
  ['reasons', 'now', 'partner', 'reasons', 'holder'],
  () => [],
)

/** A partner was heard: its line is closed. Written only where that says something new. */
export const closeExchangeBreaker = /* @__PURE__ */ handwritten<never, OfPartner & { readonly now: number }>(
  `UPDATE exchange_partners SET failures = 0, open_until = NULL, probe_by = NULL, last_heard_at = ?
   WHERE region = ? AND (failures <> 0 OR open_until IS NOT NULL OR last_heard_at IS NULL
     OR last_heard_at < ? - 60000)`,
  ['now', 'partner', 'now'],
  () => [],
)

export type UntoldRow = Pick<ExchangeMessageRow, 'id' | 'digest' | 'state' | 'lastReason'>

/** Takes what was applied or refused here and its sender was not told of under a lease, oldest first. */
export const leaseVerdicts = /* @__PURE__ */ handwritten<
  UntoldRow,
  OfPartner & Lease & { readonly limit: number }
>(
  `UPDATE exchange_messages SET leased_by = ?, next_at = ? WHERE rowid IN (
     SELECT v.rowid FROM exchange_messages v INDEXED BY exchange_messages_untold
     WHERE v.partner = ? AND v.direction = 'in' AND v.state <> 'waiting' AND v.verdict IS NULL AND v.next_at <= ?
       AND EXISTS (SELECT 1 FROM exchange_partners p WHERE p.region = v.partner AND p.state = 'active'
         AND (p.open_until IS NULL OR p.probe_by = ?))
     ORDER BY v.created_at LIMIT ?)
   RETURNING id, digest, state, last_reason`,
  ['holder', 'until', 'partner', 'now', 'holder', 'limit'],
  (rows) =>
    rows.map((row) => ({
      id: text(row.id),
      digest: text(row.digest),
      state: text(row.state),
      lastReason: textOrNull(row.last_reason),
    })),
)

/** `verdicts`: JSON object by id of `{ digest, verdict }`; of messages that came in (told) or went out (heard). The first stays. */
export const setVerdicts = /* @__PURE__ */ handwritten<
  never,
  OfPartner & { readonly direction: 'in' | 'out'; readonly verdicts: string }
>(
  `UPDATE exchange_messages SET verdict = json_extract(?, '$."' || id || '".verdict')
   WHERE partner = ? AND direction = ? AND id IN (SELECT key FROM json_each(?))
     AND digest = json_extract(?, '$."' || id || '".digest') AND verdict IS NULL`,
  ['verdicts', 'partner', 'direction', 'verdicts', 'verdicts'],
  () => [],
)

/** Their sender has forgotten these, and so what became of them: it is told again. `ids`: JSON list. */
export const untellVerdicts = /* @__PURE__ */ handwritten<
  never,
  OfPartner & { readonly ids: string; readonly now: number }
>(
  `UPDATE exchange_messages SET verdict = NULL, next_at = ?
   WHERE partner = ? AND direction = 'in' AND state <> 'waiting' AND verdict IS NOT NULL
     AND id IN (SELECT value FROM json_each(?))`,
  ['now', 'partner', 'ids'],
  () => [],
)
