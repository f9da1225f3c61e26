import { and, asc, desc, eq, getTableColumns, gte, isNotNull, lte, sql } from 'drizzle-orm'
import { factFetches, fileParts, files, readings } from '../schema/index.ts'
import { build, placeholdersOf } from './build.ts'

/** The statements of the papers of a case, and of who read them, as Drizzle builds them; see `definitions.ts`. */
const value = sql.placeholder
const fileColumns = getTableColumns(files)
const partColumns = getTableColumns(fileParts)
const readingColumns = getTableColumns(readings)

export const FILE_DEFINITIONS = {
  filesOfCase: {
    query: build
      .select()
      .from(files)
      .where(eq(files.caseNumber, value('caseNumber')))
      .orderBy(asc(files.openedAt), asc(files.fileId)),
    fields: fileColumns,
  },
  fileOfCase: {
    query: build
      .select()
      .from(files)
      .where(and(eq(files.fileId, value('fileId')), eq(files.caseNumber, value('caseNumber')))),
    fields: fileColumns,
  },
  fileByAddress: {
    query: build
      .select()
      .from(files)
      .where(eq(files.address, value('address'))),
    fields: fileColumns,
  },
  partsOfFile: {
    query: build
      .select()
      .from(fileParts)
      .where(eq(fileParts.fileId, value('fileId')))
      .orderBy(asc(fileParts.partIndex)),
    fields: partColumns,
  },
  /** Which sources were asked for a case, and how they answered. */
  factFetchesOfCase: {
    query: build
      .select()
      .from(factFetches)
      .where(eq(factFetches.caseNumber, value('caseNumber')))
      .orderBy(asc(factFetches.fetchedAt), asc(factFetches.source)),
    fields: getTableColumns(factFetches),
  },
  completeFile: {
    query: build
      .update(files)
      .set({
        // What was given up meanwhile has no next state: the batch fails whole, and its event with it.
        state: sql`case when ${files.state} in ('open', 'underway') then 'complete' end`,
        type: sql`${value('type')}`,
        digest: sql`${value('digest')}`,
        completedAt: sql`${value('completedAt')}`,
        expiresAt: null,
      })
      .where(eq(files.fileId, value('fileId'))),
  },
  eraseFilesOfCase: {
    query: build
      .update(files)
      // Due at once to be cleared from the storage.
      .set({ state: 'erased', metaEnc: null, keyEnc: null, expiresAt: 0 })
      .where(eq(files.caseNumber, value('caseNumber'))),
  },
  expiredUploads: {
    query: build
      .select()
      .from(files)
      .where(and(isNotNull(files.expiresAt), lte(files.expiresAt, value('before'))))
      .orderBy(asc(files.expiresAt))
      .limit(value('limit')),
    fields: fileColumns,
  },
  insertReading: { query: build.insert(readings).values(placeholdersOf(readingColumns)) },
  readingsOfCase: {
    query: build
      .select()
      .from(readings)
      .where(eq(readings.caseNumber, value('caseNumber')))
      .orderBy(desc(readings.at), desc(readings.readingId))
      .limit(value('limit')),
    fields: readingColumns,
  },
  readingsBySubject: {
    query: build
      .select({ at: readings.at })
      .from(readings)
      .where(
        and(
          eq(readings.subjectIndex, value('subjectIndex')),
          eq(readings.what, value('what')),
          gte(readings.at, value('since')),
        ),
      )
      .orderBy(asc(readings.at)),
    fields: { at: readings.at },
  },
} as const
