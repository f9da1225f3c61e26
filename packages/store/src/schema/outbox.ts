import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What must leave the region, a row in the same batch as its cause. Delivered at least once. */
export const outbox = sqliteTable(
  'outbox',
  {
    id: text('id').primaryKey(),
    kind: text('kind').notNull(),
    caseNumber: text('case_number').notNull(),
    /** The message, encrypted; AAD outbox|payload_enc|id. */
    payloadEnc: text('payload_enc').notNull(),
    state: text('state').notNull(),
    attempts: integer('attempts').notNull(),
    createdAt: integer('created_at').notNull(),
    /** The instant from which it may be taken; while leased, the end of the lease. */
    nextAt: integer('next_at').notNull(),
    leasedBy: text('leased_by'),
    lastReason: text('last_reason'),
    doneAt: integer('done_at'),
  },
  (table) => [
    index('outbox_waiting').on(table.nextAt).where(sql`state = 'waiting'`),
    /** Dead letters, for operators. */
    index('outbox_dead').on(table.doneAt, table.id).where(sql`state = 'dead'`),
  ],
)
