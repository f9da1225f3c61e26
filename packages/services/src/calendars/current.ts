import { type Calendar, nationalCalendar } from '@tongban/calendar'
import type { EpochMs } from '@tongban/kernel'
import { type ArrangementRow, allArrangements, type Database, type Statement } from '@tongban/store'
import { openComposed } from './compose.ts'

/**
 * The calendar an isolate reckons by. What the region publishes is in its database; an isolate looks again once a
 * minute, so that a new arrangement holds everywhere within that time and without a deployment. The look rides in the
 * first read of a request and costs no round trip of its own; whatever is reckoned, is reckoned after a read.
 */
export interface Calendars {
  /** The calendar as last read; ask for it when it is needed and do not keep it. */
  readonly held: Calendar
  /** The database of one request, whose reads bring the arrangements along when it is time. */
  riding(database: Database, now: () => EpochMs): Database
}

/** An isolate never reckons by a calendar older than this. */
export const CALENDAR_KEPT_MS = 60_000

export function openCalendars(): Calendars {
  let held: Calendar = nationalCalendar
  let readAt = Number.NEGATIVE_INFINITY
  const take = (rows: readonly ArrangementRow[], at: EpochMs) => {
    const calendar = openComposed(rows)
    // Each was checked together with the others before it was published.
    if (!calendar.ok) throw new Error('a published calendar cannot be opened')
    if (calendar.value.version !== held.version) held = calendar.value
    readAt = at
  }
  return {
    get held() {
      return held
    },
    riding: (database, now) => ({
      get roundTrips() {
        return database.roundTrips
      },
      write: (statements) => database.write(statements),
      async read(statements) {
        const at = now()
        if (Math.abs(at - readAt) < CALENDAR_KEPT_MS) return database.read(statements)
        const [arrangements, asked] = await together(database, statements)
        take(arrangements, at)
        return rowsOf<typeof statements>(asked)
      },
    }),
  }
}

/** One batch: the arrangements, and what was asked for. */
async function together(database: Database, statements: readonly Statement<unknown>[]) {
  const looked: readonly Statement<unknown>[] = [allArrangements({}), ...statements]
  const [arrangements = [], ...asked] = await database.read(looked)
  return [asArrangements(arrangements), asked] as const
}

/** Guarantee: the rows were decoded by `allArrangements`. */
const asArrangements = (rows: readonly unknown[]) => rows as readonly ArrangementRow[]

type RowsOf<S extends readonly Statement<unknown>[]> = {
  readonly [K in keyof S]: S[K] extends Statement<infer Row> ? readonly Row[] : never
}

/** Guarantee: row list k was decoded by statement k, as `Database.read` gives them. */
const rowsOf = <S extends readonly Statement<unknown>[]>(rows: readonly (readonly unknown[])[]) =>
  rows as unknown as RowsOf<S>
