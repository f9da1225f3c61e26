import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Who is signed in at the pages. A row is found by the digest of what the browser's cookie holds, so that nobody who reads
 * this table can act as anybody; who it is and their token are under the session keys, a ring of their own. A session that is
 * over is no row: there is nothing of it that anybody would need.
 */
export const sessions = sqliteTable(
  'sessions',
  {
    /** SHA-256 of the cookie's random part, hexadecimal. */
    idHash: text('id_hash').primaryKey(),
    /** Keyed digest of the provider's subject: by it all sessions of somebody are ended. */
    subjectIndex: text('subject_index').notNull(),
    actorSealed: text('actor_sealed').notNull(),
    tokenSealed: text('token_sealed').notNull(),
    startedAt: integer('started_at').notNull(),
    /** Never later than the token ends. */
    expiresAt: integer('expires_at').notNull(),
  },
  (table) => [
    index('sessions_of_subject').on(table.subjectIndex),
    index('sessions_to_forget').on(table.expiresAt),
  ],
)

/** What somebody has filled in and not handed in yet: of one session, gone with it. */
export const sessionDrafts = sqliteTable(
  'session_drafts',
  {
    sessionHash: text('session_hash').notNull(),
    name: text('name').notNull(),
    contentSealed: text('content_sealed').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.sessionHash, table.name] })],
)
