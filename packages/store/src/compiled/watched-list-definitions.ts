import { and, asc, eq, getTableColumns, lte, type SQL, sql } from 'drizzle-orm'
import { watchedClocks } from '../schema/supervision.ts'
import { build } from './build.ts'

/**
 * Lists of watched clocks for supervisors and departments, as Drizzle builds them. Each reads a span of one partial index
 * by the day that is due, from where the page before ended; the other filters only leave rows out.
 */
const value = sql.placeholder
const columns = getTableColumns(watchedClocks)

/** The index is partial: its condition stands in the text. */
const running = sql`${watchedClocks.status} = 'running'`
const stands = sql`${watchedClocks.status} = 'stands'`
const department = eq(watchedClocks.department, value('department'))

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
} as const
