import { and, asc, eq, getTableColumns, isNotNull, lt, sql } from 'drizzle-orm'
import { caseRetention, licenceKeys, licenceRetention, licences } from '../schema/index.ts'
import { build, placeholdersOf } from './build.ts'

/** Statements of licences that have ended, as Drizzle builds them. */
const value = sql.placeholder
const keyColumns = getTableColumns(licenceKeys)
const retentionColumns = getTableColumns(licenceRetention)
const licenceColumns = getTableColumns(licences)

export const LICENCE_RETENTION_DEFINITIONS = {
  insertLicenceKey: { query: build.insert(licenceKeys).values(placeholdersOf(keyColumns)) },
  licenceKeyOf: {
    query: build
      .select()
      .from(licenceKeys)
      .where(eq(licenceKeys.identifier, value('identifier'))),
    fields: keyColumns,
  },
  licenceRetentionOfCase: {
    query: build
      .select(retentionColumns)
      .from(licences)
      .innerJoin(licenceRetention, eq(licenceRetention.identifier, licences.identifier))
      .where(eq(licences.caseNumber, value('caseNumber')))
      .orderBy(asc(licenceRetention.identifier)),
    fields: retentionColumns,
  },
  /** Filed as it stands now, and behind its case: nothing of a case that is held goes before the case. */
  licencesToErase: {
    query: build
      .select(licenceColumns)
      .from(licenceRetention)
      .innerJoin(licences, eq(licences.identifier, licenceRetention.identifier))
      .innerJoin(caseRetention, eq(caseRetention.caseNumber, licences.caseNumber))
      .where(
        and(
          lt(licenceRetention.retainUntilOn, value('on')),
          // Written out, so that the partial index serves.
          sql`${licenceRetention.erasedOn} is null`,
          eq(licenceRetention.seq, licences.seq),
          isNotNull(caseRetention.erasedOn),
          eq(caseRetention.held, 0),
        ),
      )
      .orderBy(asc(licenceRetention.retainUntilOn))
      .limit(value('limit')),
    fields: licenceColumns,
  },
} as const
