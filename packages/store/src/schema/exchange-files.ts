import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Files that travel beside messages between regions: one row for each file a message has named, and how far it is. What
 * they hold lies in `files` of either region, under that region's own keys.
 */
export const exchangeFiles = sqliteTable(
  'exchange_files',
  {
    caseNumber: text('case_number').notNull(),
    partner: text('partner').notNull(),
    /** `out` or `in`. */
    direction: text('direction').notNull(),
    /** SHA-256 of the plain bytes, hex, as the message names it. */
    digest: text('digest').notNull(),
    /** Code of the material it belongs to; empty: none. */
    material: text('material').notNull(),
    size: integer('size').notNull(),
    mediaType: text('media_type').notNull(),
    /** JSON list of SHA-256 of the plain parts, hex; null: the message has not told them. */
    parts: text('parts'),
    /** The message that has named it first. */
    messageId: text('message_id').notNull(),
    /** out: `waiting`, `carried`, `dead`, `dropped`. in: `underway`, `here`, `refused`. */
    state: text('state').notNull(),
    attempts: integer('attempts').notNull(),
    /** The instant from which it may be taken; while leased, the end of the lease. */
    nextAt: integer('next_at').notNull(),
    leasedBy: text('leased_by'),
    lastReason: text('last_reason'),
    createdAt: integer('created_at').notNull(),
    doneAt: integer('done_at'),
    /** When an official last had it sent again: its time to arrive is reckoned from then. */
    replayedAt: integer('replayed_at'),
  },
  (table) => [
    primaryKey({ columns: [table.caseNumber, table.partner, table.direction, table.digest, table.material] }),
    index('exchange_files_waiting').on(table.partner, table.nextAt).where(sql`state = 'waiting'`),
    index('exchange_files_underway').on(table.createdAt).where(sql`state = 'underway'`),
  ],
)

/**
 * Originals on paper 纸质原件 on their way between two regions, in either direction: what was posted, and what was found on
 * opening. Both sides have signed it by the deliveries of their messages.
 */
export const exchangeShipments = sqliteTable(
  'exchange_shipments',
  {
    partner: text('partner').notNull(),
    /** UUID given by whoever posts it. */
    shipmentId: text('shipment_id').notNull(),
    caseNumber: text('case_number').notNull(),
    /** `out`: posted here; `in`: posted there. */
    direction: text('direction').notNull(),
    /** `planned`: to be posted; `sent`; `received`. */
    state: text('state').notNull(),
    /** JSON list of `{ code, count }`. */
    papers: text('papers').notNull(),
    carrier: text('carrier'),
    trackingNumber: text('tracking_number'),
    /** Last day by which it is to be posted under the agreement; null where nothing is agreed. */
    postDueOn: text('post_due_on'),
    sentOn: text('sent_on'),
    receivedOn: text('received_on'),
    /** JSON list of `{ code, count }` as counted on opening, and of `{ code, sent, received }` where that differs. */
    counted: text('counted'),
    differences: text('differences'),
    /** Until when the next step is due: that it is posted, then that it is confirmed; null: none is. */
    dueAt: integer('due_at'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.partner, table.shipmentId] }),
    index('exchange_shipments_by_case').on(table.caseNumber, table.createdAt),
    index('exchange_shipments_open').on(table.dueAt).where(sql`due_at is not null`),
  ],
)
