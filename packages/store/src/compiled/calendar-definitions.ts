import { and, asc, desc, eq, getTableColumns, isNotNull, sql } from 'drizzle-orm'
import { calendarArrangements, calendarChanges, calendarVersions } from '../schema/index.ts'
import { build, placeholdersOf } from './build.ts'

/** Statements of published calendars, as Drizzle builds them. */
const value = sql.placeholder
const arrangementColumns = getTableColumns(calendarArrangements)
const versionColumns = getTableColumns(calendarVersions)
const changeColumns = getTableColumns(calendarChanges)

export const CALENDAR_DEFINITIONS = {
  insertArrangement: { query: build.insert(calendarArrangements).values(placeholdersOf(arrangementColumns)) },
  approveArrangement: {
    query: build
      .update(calendarArrangements)
      .set({
        state: 'published',
        approvedBy: sql`${value('approvedBy')}`,
        approvedAt: sql`${value('approvedAt')}`,
      })
      .where(and(eq(calendarArrangements.seq, value('seq')), eq(calendarArrangements.state, 'proposed'))),
  },
  allArrangements: {
    query: build.select().from(calendarArrangements).orderBy(asc(calendarArrangements.seq)),
    fields: arrangementColumns,
  },
  insertCalendarVersion: {
    query: build.insert(calendarVersions).values(placeholdersOf(versionColumns)).onConflictDoNothing(),
  },
  finishCalendarVersion: {
    query: build
      .update(calendarVersions)
      .set({ doneAt: sql`${value('doneAt')}` })
      .where(eq(calendarVersions.version, value('version'))),
  },
  calendarVersion: {
    query: build
      .select()
      .from(calendarVersions)
      .where(eq(calendarVersions.version, value('version'))),
    fields: versionColumns,
  },
  lastDoneCalendarVersion: {
    query: build
      .select()
      .from(calendarVersions)
      .where(isNotNull(calendarVersions.doneAt))
      .orderBy(desc(calendarVersions.doneAt))
      .limit(1),
    fields: versionColumns,
  },
  insertCalendarChange: {
    query: build.insert(calendarChanges).values(placeholdersOf(changeColumns)).onConflictDoNothing(),
  },
  calendarChangesOfCase: {
    query: build
      .select()
      .from(calendarChanges)
      .where(eq(calendarChanges.caseNumber, value('caseNumber')))
      .orderBy(asc(calendarChanges.at), asc(calendarChanges.clockKey)),
    fields: changeColumns,
  },
  calendarChangesAfter: {
    query: build
      .select()
      .from(calendarChanges)
      .where(
        and(
          eq(calendarChanges.version, value('version')),
          sql`(${calendarChanges.caseNumber}, ${calendarChanges.clockKey}) > (${value('caseNumber')}, ${value('clockKey')})`,
        ),
      )
      .orderBy(asc(calendarChanges.caseNumber), asc(calendarChanges.clockKey))
      .limit(value('limit')),
    fields: changeColumns,
  },
} as const
