import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Licences offered to another region 转出 and by another region 转入: a row for each offer, on both sides under the id of
 * the message that made it. How far the messages between the two have come stands in `handovers`, under the identifier
 * of the licence; what the offer says of its holder in `exchange_contents`, until it is answered.
 */
export const licenceTransfers = sqliteTable(
  'licence_transfers',
  {
    /** Id of the message `licence.transfer-offered`. */
    id: text('id').primaryKey(),
    /** `out`: offered here; `in`: offered to this region. */
    direction: text('direction').notNull(),
    partner: text('partner').notNull(),
    /** 电子证照标识 of the licence that is offered. */
    identifier: text('identifier').notNull(),
    type: text('type').notNull(),
    /** Whose it is here: the department that issued it (`out`), or that may take it (`in`). */
    department: text('department').notNull(),
    /** `offered`, `withdrawing`, `taken`, `declined`, `withdrawn`. */
    state: text('state').notNull(),
    /** Code of the reason it is transferred for. */
    ground: text('ground').notNull(),
    /** Number of the message of the offer. */
    seq: integer('seq').notNull(),
    /** The case on whose decision the licence stands. */
    caseNumber: text('case_number').notNull(),
    offeredAt: integer('offered_at').notNull(),
    answeredAt: integer('answered_at'),
    /** Code of the reason it was declined for. */
    answerCode: text('answer_code'),
    /** The licence that was issued in its place. */
    successor: text('successor'),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    index('licence_transfers_by_licence').on(table.identifier, table.offeredAt),
    index('licence_transfers_listed').on(table.offeredAt, table.id),
  ],
)
