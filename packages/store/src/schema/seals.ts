import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** The seal 印章 a sealing service put on a document's text, one a document; without a row it carries none (未加盖). */
export const documentSeals = sqliteTable(
  'document_seals',
  {
    documentNumber: text('document_number').primaryKey(),
    caseNumber: text('case_number').notNull(),
    /** Digest of the text that was sealed: that of the document. */
    documentDigest: text('document_digest').notNull(),
    /** `bytes`: the seal itself in base64. `reference`: where the sealing service keeps it. */
    form: text('form').notNull(),
    seal: text('seal').notNull(),
    /** SHA-256 of the seal, or of what the reference leads to. */
    sealDigest: text('seal_digest').notNull(),
    sealedBy: text('sealed_by').notNull(),
    sealedAt: integer('sealed_at').notNull(),
  },
  (table) => [index('document_seals_by_case').on(table.caseNumber)],
)
