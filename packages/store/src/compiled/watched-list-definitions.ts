import { and, asc, eq, getTableColumns, inArray, lte, type SQL, sql } from 'drizzle-orm'
import { watchedClocks } from '../schema/supervision.ts'
import { build } from './build.ts'
import { KINDS } from './notice-definitions.ts'

/**
 * Lists of watched clocks for supervisors and departments, as Drizzle builds them. Each reads a span of one partial index
 * by the day that is due, from where the page before ended: of the region, of a department, of a kind that is none of cases.
 * The other filters only leave rows out: a page of an item or a basis that is rare walks the span until it is full. All clocks
 * of one subject are found by the key of the table.
 */
const value = sql.placeholder
const columns = getTableColumns(watchedClocks)

/** The index is partial: its condition stands in the text. */
const running = sql`${watchedClocks.status} = 'running'`
const stands = sql`${watchedClocks.status} = 'stands'`
const department = eq(watchedClocks.department, value('department'))

/** Few rows beside those of cases, and in their own order. */
const ofKind = sql`${watchedClocks.kind} = ${value('kind')} and ${watchedClocks.kind} <> 'case'`
/** By each kind in turn, since the key of the table begins with it. */
const ofSubject = sql`${inArray(watchedClocks.kind, KINDS)} and ${watchedClocks.subject} = ${value('subject')}
  and ${watchedClocks.status} = ${value('status')} and ${watchedClocks.department} = coalesce(${value('department')}, ${watchedClocks.department})`

const page = (...where: SQL[]) => ({
  query: build
    .select()
    .from(watchedClocks)
    .where(
      and(
        ...where,
        sql`(${watchedClocks.dueAt}, ${watchedClocks.kind}, ${watchedClocks.subject}, ${watchedClocks.clockKey}) > (${value('afterAt')}, ${value('afterKind')}, ${value('afterSubject')}, ${value('afterKey')})`,
        lte(watchedClocks.dueAt, value('dueUntil')),
        sql`${watchedClocks.kind} = coalesce(${value('kind')}, ${watchedClocks.kind})`,
        sql`${watchedClocks.basis} = coalesce(${value('basis')}, ${watchedClocks.basis})`,
        sql`(${value('item')} is null or ${watchedClocks.itemCode} = ${value('item')})`,
        sql`${watchedClocks.step} = coalesce(${value('step')}, ${watchedClocks.step})`,
        // Of the case the clock is of: no other subject has either.
        sql`(${value('channel')} is null or exists (select 1 from cases c where c.case_number = ${watchedClocks.subject} and c.channel = ${value('channel')}))`,
        sql`(${value('partner')} is null or exists (select 1 from handovers h where h.case_number = ${watchedClocks.subject} and h.partner = ${value('partner')}))`,
      ),
    )
    .orderBy(
      asc(watchedClocks.dueAt),
      asc(watchedClocks.kind),
      asc(watchedClocks.subject),
      asc(watchedClocks.clockKey),
    )
    .limit(value('limit')),
  fields: columns,
})

export const WATCHED_LIST_DEFINITIONS = {
  runningWatched: page(running),
  runningWatchedOf: page(department, running),
  standingWatched: page(stands),
  standingWatchedOf: page(department, stands),
  runningWatchedOfKind: page(
    ofKind,
    running,
    sql`${watchedClocks.department} = coalesce(${value('department')}, ${watchedClocks.department})`,
  ),
  watchedOfSubject: page(ofSubject),
  /** The clock that is named, or of all that have not ended the one that is due first, those that run before the others. */
  clockToUrge: {
    query: build
      .select()
      .from(watchedClocks)
      .where(
        and(
          eq(watchedClocks.kind, value('kind')),
          eq(watchedClocks.subject, value('subject')),
          sql`${watchedClocks.clockKey} = coalesce(${value('key')}, ${watchedClocks.clockKey})`,
          sql`${watchedClocks.status} <> 'ended'`,
        ),
      )
      .orderBy(asc(watchedClocks.status), asc(watchedClocks.dueAt), asc(watchedClocks.clockKey))
      .limit(1),
    fields: columns,
  },
} as const
