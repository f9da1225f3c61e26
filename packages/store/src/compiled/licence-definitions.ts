import { and, asc, desc, eq, getTableColumns, gt, lte, ne, sql } from 'drizzle-orm'
import {
  licenceEvents,
  licences,
  licencesOwed,
  licenceUses,
  statusChanges,
  statusLists,
} from '../schema/index.ts'
import { build, placeholdersOf } from './build.ts'

/** Statements of e-licences, their status lists and the record of their use, as Drizzle builds them. */
const value = sql.placeholder
const licenceColumns = getTableColumns(licences)
const eventColumns = getTableColumns(licenceEvents)
const useColumns = getTableColumns(licenceUses)
const listColumns = getTableColumns(statusLists)
const { seq: _seq, ...newChange } = getTableColumns(statusChanges)
const changeColumns = {
  seq: statusChanges.seq,
  list: statusChanges.list,
  statusIndex: statusChanges.statusIndex,
  statusValue: statusChanges.statusValue,
}
const placeColumns = { statusIndex: licences.statusIndex, statusValue: licences.statusValue }

export const LICENCE_DEFINITIONS = {
  insertLicence: { query: build.insert(licences).values(placeholdersOf(licenceColumns)) },
  insertLicenceEvent: { query: build.insert(licenceEvents).values(placeholdersOf(eventColumns)) },
  insertLicenceUse: { query: build.insert(licenceUses).values(placeholdersOf(useColumns)) },
  insertStatusChange: { query: build.insert(statusChanges).values(placeholdersOf(newChange)) },
  updateLicence: {
    query: build
      .update(licences)
      .set({
        state: sql`${value('state')}`,
        statusValue: sql`${value('statusValue')}`,
        seq: sql`${value('seq')}`,
        headHash: sql`${value('headHash')}`,
        updatedAt: sql`${value('updatedAt')}`,
      })
      .where(eq(licences.identifier, value('identifier'))),
  },
  licenceByIdentifier: {
    query: build
      .select()
      .from(licences)
      .where(eq(licences.identifier, value('identifier'))),
    fields: licenceColumns,
  },
  licencesOfCase: {
    query: build
      .select()
      .from(licences)
      .where(eq(licences.caseNumber, value('caseNumber')))
      .orderBy(asc(licences.issuedAt), asc(licences.identifier)),
    fields: licenceColumns,
  },
  /** The newest first; of all types. */
  licencesOfHolder: {
    query: build
      .select()
      .from(licences)
      .where(eq(licences.holderIndex, value('holderIndex')))
      .orderBy(desc(licences.issuedAt), asc(licences.identifier))
      .limit(value('limit')),
    fields: licenceColumns,
  },
  /** Of whoever applied for this case, the newest first; of all types. */
  licencesOfApplicant: {
    query: build
      .select()
      .from(licences)
      .where(
        eq(
          licences.holderIndex,
          sql`(SELECT applicant_index FROM cases WHERE case_number = ${value('caseNumber')})`,
        ),
      )
      .orderBy(desc(licences.issuedAt), asc(licences.identifier))
      .limit(value('limit')),
    fields: licenceColumns,
  },
  insertLicenceOwed: {
    query: build.insert(licencesOwed).values(placeholdersOf(getTableColumns(licencesOwed))),
  },
  licencesOwedBy: {
    query: build
      .select()
      .from(licencesOwed)
      .where(lte(licencesOwed.nextAt, value('by')))
      .orderBy(asc(licencesOwed.nextAt), asc(licencesOwed.caseNumber))
      .limit(value('limit')),
    fields: getTableColumns(licencesOwed),
  },
  eventsOfLicence: {
    query: build
      .select()
      .from(licenceEvents)
      .where(eq(licenceEvents.identifier, value('identifier')))
      .orderBy(asc(licenceEvents.seq)),
    fields: eventColumns,
  },
  /** Of every licence a case issued, in the order they happened. */
  licenceEventsOfCase: {
    query: build
      .select()
      .from(licenceEvents)
      .where(
        sql`${licenceEvents.identifier} IN (SELECT identifier FROM licences WHERE case_number = ${value('caseNumber')})`,
      )
      .orderBy(asc(licenceEvents.at), asc(licenceEvents.identifier), asc(licenceEvents.seq)),
    fields: eventColumns,
  },
  /** The newest first. */
  usesOfLicence: {
    query: build
      .select()
      .from(licenceUses)
      .where(
        and(
          eq(licenceUses.identifier, value('identifier')),
          sql`(${licenceUses.at}, ${licenceUses.useId}) < (${value('beforeAt')}, ${value('before')})`,
        ),
      )
      .orderBy(desc(licenceUses.at), desc(licenceUses.useId))
      .limit(value('limit')),
    fields: useColumns,
  },
  /** What a shard is made from: every place of it that is not plainly valid. */
  notValidInList: {
    query: build
      .select(placeColumns)
      .from(licences)
      // Written out, so that the partial index serves.
      .where(and(eq(licences.statusList, value('list')), sql`status_value <> 0`)),
    fields: placeColumns,
  },
  statusChangesAfter: {
    query: build
      .select(changeColumns)
      .from(statusChanges)
      .where(gt(statusChanges.seq, value('seq')))
      .orderBy(asc(statusChanges.seq))
      .limit(value('limit')),
    fields: changeColumns,
  },
  allStatusLists: {
    query: build.select().from(statusLists).orderBy(asc(statusLists.list)),
    fields: listColumns,
  },
  statusListByNumber: {
    query: build
      .select()
      .from(statusLists)
      .where(and(eq(statusLists.list, value('list')), ne(statusLists.used, 0))),
    fields: listColumns,
  },
} as const
