import { asc, eq, getTableColumns, sql } from 'drizzle-orm'
import { licenceTransfers } from '../schema/transfers.ts'
import { build, placeholdersOf } from './build.ts'

/** Statements of licences on their way between regions, as Drizzle builds them; see `definitions.ts`. */
const value = sql.placeholder
const columns = getTableColumns(licenceTransfers)

export const TRANSFER_DEFINITIONS = {
  insertTransfer: { query: build.insert(licenceTransfers).values(placeholdersOf(columns)) },
  transferById: {
    query: build
      .select()
      .from(licenceTransfers)
      .where(eq(licenceTransfers.id, value('id'))),
    fields: columns,
  },
  transfersOfLicence: {
    query: build
      .select()
      .from(licenceTransfers)
      .where(eq(licenceTransfers.identifier, value('identifier')))
      .orderBy(asc(licenceTransfers.offeredAt), asc(licenceTransfers.seq)),
    fields: columns,
  },
  // Two that answer at once are kept apart by the number of the message that tells the answer, in the same batch.
  setTransfer: {
    query: build
      .update(licenceTransfers)
      .set({
        state: sql`${value('state')}`,
        answeredAt: sql`${value('answeredAt')}`,
        answerCode: sql`${value('answerCode')}`,
        successor: sql`${value('successor')}`,
        updatedAt: sql`${value('updatedAt')}`,
      })
      .where(eq(licenceTransfers.id, value('id'))),
  },
} as const
