import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * Who the interested parties 利害关系人 of a case are: events name each by a key that means nothing outside the case, and
 * only here does it lead to the index of an identity or a name. Goes with the case's data, while its events stay.
 */
export const caseParties = sqliteTable(
  'case_parties',
  {
    caseNumber: text('case_number').notNull(),
    /** As events have it: `party/1`. */
    partyKey: text('party_key').notNull(),
    /** Blind index of an identity, or of a name within the case; one party may be known by both. */
    partyIndex: text('party_index').notNull(),
  },
  (table) => [primaryKey({ columns: [table.caseNumber, table.partyIndex] })],
)
