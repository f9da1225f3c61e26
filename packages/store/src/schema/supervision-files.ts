import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Files that go with the reply to a notice of supervision. What a file holds is in the region's file storage, sealed; without
 * `key_enc` nobody can open it.
 */
export const supervisionFiles = sqliteTable(
  'supervision_files',
  {
    fileId: text('file_id').primaryKey(),
    notice: text('notice').notNull(),
    /** Number of the step it went in with; null while no reply names it. */
    seq: integer('seq'),
    size: integer('size').notNull(),
    /** Media type found in the content. */
    type: text('type').notNull(),
    /** JSON list of the seals of its parts, in their order. */
    seals: text('seals').notNull(),
    /** Name and SHA-256 of the content, encrypted; AAD supervision_files|meta_enc|file id. */
    metaEnc: text('meta_enc').notNull(),
    /** The file's own key, encrypted; AAD supervision_files|key_enc|file id. */
    keyEnc: text('key_enc').notNull(),
    addedBy: text('added_by').notNull(),
    addedAt: integer('added_at').notNull(),
  },
  (table) => [index('supervision_files_notice').on(table.notice, table.addedAt)],
)
