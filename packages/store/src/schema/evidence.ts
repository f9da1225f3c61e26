import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** One row per civil day that was sealed: the signed root over all records that were new. Append-only. */
export const evidenceDays = sqliteTable('evidence_days', {
  on: text('on_day').primaryKey(),
  size: integer('size').notNull(),
  root: text('root').notNull(),
  /** Digest of the statement of the day before. */
  previous: text('previous').notNull(),
  /** Digest of this day's statement, which the next day names. */
  digest: text('digest').notNull(),
  /** The statement as it was signed, a JWS. */
  statement: text('statement').notNull(),
  keyId: text('key_id').notNull(),
  sealedAt: integer('sealed_at').notNull(),
  /** JSON: of each kind of record, the last row that was taken. The next day goes on behind it. */
  through: text('through').notNull(),
})

/**
 * The leaves of a day, a page of at most 512 each, in the order of the tree. Written page by page while a day is
 * sealed, so that an interrupted run goes on where it stopped. Append-only.
 */
export const evidencePages = sqliteTable(
  'evidence_pages',
  {
    on: text('on_day').notNull(),
    page: integer('page').notNull(),
    root: text('root').notNull(),
    through: text('through').notNull(),
    /** JSON: kind, key and hash of each leaf. */
    leaves: text('leaves').notNull(),
  },
  (table) => [primaryKey({ columns: [table.on, table.page] })],
)

/** Which rows of a kind a page holds: the page of a row is the first that ends at or behind it. */
export const evidenceSpans = sqliteTable(
  'evidence_spans',
  {
    kind: text('kind').notNull(),
    throughRow: integer('through_row').notNull(),
    on: text('on_day').notNull(),
    page: integer('page').notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.throughRow] })],
)
