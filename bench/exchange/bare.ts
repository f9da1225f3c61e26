/**
 * What the two bare Workers say to each other, and their tables: as few columns and indexes as the work needs. They sign,
 * digest and encrypt nothing, know no region, key or agreement, write no proof and no log, and believe each other.
 */
export const BARE_TABLES = {
  sender: [
    `CREATE TABLE outbox (id TEXT PRIMARY KEY, case_number TEXT NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL,
       state TEXT NOT NULL, next_at INTEGER NOT NULL, leased_by TEXT, done_at INTEGER)`,
    `CREATE INDEX outbox_waiting ON outbox (case_number, seq, next_at) WHERE state = 'waiting'`,
  ],
  receiver: [
    `CREATE TABLE inbox (id TEXT PRIMARY KEY, case_number TEXT NOT NULL, seq INTEGER NOT NULL, type TEXT NOT NULL,
       body TEXT NOT NULL, at INTEGER NOT NULL)`,
    `CREATE TABLE cases (case_number TEXT PRIMARY KEY, state TEXT NOT NULL, at INTEGER NOT NULL)`,
  ],
} as const

export const DELIVER = '/messages'

/** Of a message what the receiver stores; whatever else stands in it goes with its body. */
export type BareDelivery = {
  readonly messages: readonly {
    readonly id: string
    readonly subject: string
    readonly seq: number
    readonly type: string
  }[]
}
export type BareAnswer = { readonly stored: readonly string[] }
