import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/**
 * What is reported to the superior platform 上级平台 of each case: receipt, acceptance, process, result. What a report
 * says waits encrypted in the outbox under the same id; here is how far it has come.
 */
export const superiorReports = sqliteTable(
  'superior_reports',
  {
    /** Also the id of its row in the outbox, and what the platform knows it by. */
    id: text('id').primaryKey(),
    caseNumber: text('case_number').notNull(),
    /** `receipt`, `acceptance`, `process`, `result`. */
    form: text('form').notNull(),
    /** Number of the event of the case it is made from. */
    seq: integer('seq').notNull(),
    itemCode: text('item_code').notNull(),
    department: text('department').notNull(),
    /** `waiting`; `sent` and not answered; `received`, `refused`; `dead`: no longer tried. */
    state: text('state').notNull(),
    /** Number of the platform's receipt 回执. */
    receiptNumber: text('receipt_number'),
    /** Why it was refused or not delivered: the platform's code or ours. */
    reason: text('reason'),
    madeAt: integer('made_at').notNull(),
    /** Last attempt. */
    sentAt: integer('sent_at'),
    answeredAt: integer('answered_at'),
    /** When an operator last had it sent again, and who. */
    replayedAt: integer('replayed_at'),
    replayedBy: text('replayed_by'),
  },
  (table) => [
    uniqueIndex('superior_reports_once').on(table.caseNumber, table.form, table.seq),
    index('superior_reports_listed').on(table.madeAt, table.id),
    index('superior_reports_open').on(table.state, table.madeAt, table.id).where(sql`state <> 'received'`),
  ],
)
