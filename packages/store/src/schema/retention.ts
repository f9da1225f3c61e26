import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * How long a closed case is kept and why, and what became of it. Beside the case and not on its row: the way of an
 * application through intake and decision never touches it.
 */
export const caseRetention = sqliteTable(
  'case_retention',
  {
    caseNumber: text('case_number').primaryKey(),
    /** Null while the case is open again. */
    closedOn: text('closed_on'),
    /** Last day it is kept; null where the item names no basis. */
    retainUntilOn: text('retain_until_on'),
    years: integer('years'),
    /** JSON: kind, zh, en of what the period rests on; null where the item names none. */
    basis: text('basis'),
    /** First day it is put into the archive; null when it is there, or may not go there. */
    archiveOn: text('archive_on'),
    archivedAt: integer('archived_at'),
    /** While it is 1 nothing is erased. The reason stands with the event that set it. */
    held: integer('held').notNull(),
    erasedOn: text('erased_on'),
    /** What was erased, by whose rule and under which key: a signed statement. */
    certificate: text('certificate'),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    index('case_retention_by_archive').on(table.archiveOn),
    index('case_retention_by_end').on(table.retainUntilOn),
  ],
)

/** The own key of an archived case, encrypted under the region's; AAD case_keys|key_enc|case number. Erasing it erases the case. */
export const caseKeys = sqliteTable('case_keys', {
  caseNumber: text('case_number').primaryKey(),
  keyEnc: text('key_enc').notNull(),
  /** SHA-256 of the key with a purpose, by which the certificate of erasure names it. */
  fingerprint: text('fingerprint').notNull(),
  at: integer('at').notNull(),
})
