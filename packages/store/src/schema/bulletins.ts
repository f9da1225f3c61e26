import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/**
 * Bulletins 督查通报 and daily digests: what was drafted, and what was published with its signature. A published row is
 * never written again; a correction is a new version that names it.
 */
export const bulletins = sqliteTable(
  'bulletins',
  {
    id: text('id').primaryKey(),
    /** `daily` or `monthly`. */
    kind: text('kind').notNull(),
    /** `2026-11-23` or `2026-11`. */
    period: text('period').notNull(),
    /** From 1. */
    version: integer('version').notNull(),
    /** `made` for a daily digest; `draft`, then `published`. */
    state: text('state').notNull(),
    /** Canonical JSON of what it says; codes, numbers of cases and figures, nothing about a person. */
    content: text('content').notNull(),
    /** SHA-256 of the content in hexadecimal. */
    digest: text('digest').notNull(),
    draftedAt: integer('drafted_at').notNull(),
    /** Id of the version it corrects. */
    corrects: text('corrects'),
    /** JWS of the audit key over what was published; null until then, and for daily digests. */
    statement: text('statement'),
    publishedAt: integer('published_at'),
    /** Blind index of the supervisor. */
    publishedBy: text('published_by'),
  },
  (table) => [
    uniqueIndex('bulletins_once').on(table.kind, table.period, table.version),
    index('bulletins_listed').on(table.kind, table.draftedAt, table.id),
  ],
)
