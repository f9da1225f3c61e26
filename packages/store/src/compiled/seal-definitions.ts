import { eq, getTableColumns, sql } from 'drizzle-orm'
import { documents } from '../schema/cases.ts'
import { documentSeals } from '../schema/seals.ts'
import { build, placeholdersOf } from './build.ts'

/** Statements of the seals as Drizzle builds them; see `definitions.ts`. */
const value = sql.placeholder
const columns = getTableColumns(documentSeals)

export const SEAL_DEFINITIONS = {
  /** A document sealed twice keeps its first seal: the outbox delivers at least once. */
  insertSeal: { query: build.insert(documentSeals).values(placeholdersOf(columns)).onConflictDoNothing() },
  sealsOfCase: {
    query: build
      .select()
      .from(documentSeals)
      .where(eq(documentSeals.caseNumber, value('caseNumber'))),
    fields: columns,
  },
  documentByNumber: {
    query: build
      .select()
      .from(documents)
      .where(eq(documents.documentNumber, value('documentNumber'))),
    fields: getTableColumns(documents),
  },
} as const
