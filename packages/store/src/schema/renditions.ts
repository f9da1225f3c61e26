import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Sealed fixed-layout files 版式文件 of licences, one a format: where the region's service keeps each and its digest, never
 * the file. Without a row none was made.
 */
export const licenceRenditions = sqliteTable(
  'licence_renditions',
  {
    identifier: text('identifier').notNull(),
    /** `ofd` or `pdf`. */
    format: text('format').notNull(),
    mediaType: text('media_type').notNull(),
    /** SHA-256 of the file in hexadecimal. */
    digest: text('digest').notNull(),
    href: text('href').notNull(),
    sealedBy: text('sealed_by').notNull(),
    sealedAt: integer('sealed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.identifier, table.format] })],
)
