import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * How long a licence that has ended is kept, and what became of it. Beside the licence and not on its row: neither issuing
 * one nor verifying one touches it. One in force has no row here.
 */
export const licenceRetention = sqliteTable(
  'licence_retention',
  {
    identifier: text('identifier').primaryKey(),
    /** Sequence number of its last event when it was filed: whatever happens to it later has it filed anew. */
    seq: integer('seq').notNull(),
    endedOn: text('ended_on').notNull(),
    /** Last day it is kept by its own end; never erased before the case that issued it. */
    retainUntilOn: text('retain_until_on').notNull(),
    erasedOn: text('erased_on'),
    /** What was erased, by whose rule and under which key: a signed statement, the case's where it went with the case. */
    certificate: text('certificate'),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [index('licence_retention_by_end').on(table.retainUntilOn).where(sql`erased_on is null`)],
)

/** The own key of a licence that has ended, encrypted under the region's; AAD licence_keys|key_enc|identifier. Erasing it erases the licence. */
export const licenceKeys = sqliteTable('licence_keys', {
  identifier: text('identifier').primaryKey(),
  keyEnc: text('key_enc').notNull(),
  /** SHA-256 of the key with a purpose, by which the certificate of erasure names it. */
  fingerprint: text('fingerprint').notNull(),
  at: integer('at').notNull(),
})
