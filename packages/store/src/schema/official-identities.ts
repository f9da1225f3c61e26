import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * By which index an official is known as a citizen, where the identity provider tells it: so that whoever rates their own
 * service under their own identity number is found. Indexes alone, nothing readable.
 */
export const officialIdentities = sqliteTable(
  'official_identities',
  {
    /** Blind index of the official, as events carry it. */
    official: text('official').notNull(),
    /** Blind index of the person, as cases carry applicants. */
    identity: text('identity').notNull(),
    /** Where they were when they were seen last. */
    department: text('department').notNull(),
    seenAt: integer('seen_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.official, table.identity] }),
    index('official_identities_identity').on(table.identity, table.seenAt),
    index('official_identities_seen').on(table.seenAt),
  ],
)
