import * as STATEMENTS from './compiled/statements.ts'
import type { outbox } from './schema/index.ts'
import { command, handwritten } from './statement.ts'

/** Statements of the outbox. A row is taken under a lease: whoever holds an expired one has lost it. */

export type OutboxRow = typeof outbox.$inferSelect

export const insertOutbox = /* @__PURE__ */ command<OutboxRow>(STATEMENTS.insertOutbox)

const decodeRow = (row: Readonly<Record<string, string | number | null>>): OutboxRow => ({
  id: String(row.id),
  kind: String(row.kind),
  caseNumber: String(row.case_number),
  payloadEnc: String(row.payload_enc),
  state: String(row.state),
  attempts: Number(row.attempts),
  createdAt: Number(row.created_at),
  nextAt: Number(row.next_at),
  leasedBy: row.leased_by === null || row.leased_by === undefined ? null : String(row.leased_by),
  lastReason: row.last_reason === null || row.last_reason === undefined ? null : String(row.last_reason),
  doneAt: row.done_at === null || row.done_at === undefined ? null : Number(row.done_at),
})

type Lease = { readonly holder: string; readonly until: number; readonly now: number; readonly limit: number }

const leaseSql = (kinds: string): string =>
  `UPDATE outbox SET leased_by = ?, next_at = ? WHERE id IN
     (SELECT id FROM outbox WHERE state = 'waiting' AND next_at <= ? AND kind ${kinds} ORDER BY next_at LIMIT ?)
   RETURNING *`
const LEASE = ['holder', 'until', 'now', 'limit'] as const

/** Takes up to `limit` due rows under a lease and answers them; what supervision says is leased by its own desk. */
export const leaseOutbox = /* @__PURE__ */ handwritten<OutboxRow, Lease>(
  /* @__PURE__ */ leaseSql("NOT GLOB 'supervision.*'"),
  LEASE,
  (rows) => rows.map(decodeRow),
)

/** The same of what supervision says. */
export const leaseMessages = /* @__PURE__ */ handwritten<OutboxRow, Lease>(
  /* @__PURE__ */ leaseSql("GLOB 'supervision.*'"),
  LEASE,
  (rows) => rows.map(decodeRow),
)

/** Records one attempt; nothing changes when the lease has passed to somebody else. */
export const settleOutbox = /* @__PURE__ */ handwritten<
  never,
  {
    readonly id: string
    readonly holder: string
    readonly state: 'waiting' | 'delivered' | 'dead'
    readonly attempts: number
    readonly nextAt: number
    readonly reason: string | null
    readonly doneAt: number | null
  }
>(
  `UPDATE outbox SET state = ?, attempts = ?, next_at = ?, last_reason = ?, done_at = ?, leased_by = NULL
   WHERE id = ? AND leased_by = ? AND state = 'waiting'`,
  ['state', 'attempts', 'nextAt', 'reason', 'doneAt', 'id', 'holder'],
  () => [],
)

/** How many rows wait, are dead, and how old the oldest waiting one is. */
export const outboxFigures = /* @__PURE__ */ handwritten<
  { readonly waiting: number; readonly dead: number; readonly oldestAt: number | null },
  Record<never, never>
>(
  `SELECT count(*) FILTER (WHERE state = 'waiting') AS waiting, count(*) FILTER (WHERE state = 'dead') AS dead,
     min(created_at) FILTER (WHERE state = 'waiting') AS oldest_at FROM outbox WHERE state IN ('waiting', 'dead')`,
  [],
  (rows) =>
    rows.map((row) => ({
      waiting: Number(row.waiting),
      dead: Number(row.dead),
      oldestAt: row.oldest_at === null || row.oldest_at === undefined ? null : Number(row.oldest_at),
    })),
)
