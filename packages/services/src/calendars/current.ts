import { type Calendar, type CalendarData, nationalCalendar, openCalendar } from '@tongban/calendar'
import type { EpochMs } from '@tongban/kernel'
import {
  type ArrangementRow,
  allArrangements,
  type CalendarVersionRow,
  calendarVersion,
  type Database,
  lastDoneCalendarVersion,
  type Statement,
} from '@tongban/store'
import { openComposed } from './compose.ts'

/**
 * The calendar an isolate reckons by. What the region publishes is in its database; an isolate looks again once a
 * minute, so that a new arrangement holds everywhere within that time and without a deployment. The look rides in the
 * first read of a request and costs no round trip of its own; whatever is reckoned, is reckoned after a read.
 */
export interface Calendars {
  /** The calendar as last read; ask for it when it is needed and do not keep it. */
  readonly held: Calendar
  /** The calendar open deadlines were last reckoned by, while a job reckons them again by `held`. */
  readonly before: Before | null
  /** A calendar that deadlines were reckoned by once, by its version. */
  ofVersion(version: string, database: Database): Promise<Calendar>
  /** The database of one request, whose reads bring the arrangements along when it is time. */
  riding(database: Database, now: () => EpochMs): Database
}

export type Before = {
  readonly calendar: Calendar
  /** Whoever applied from then on was told of no other day. */
  readonly until: EpochMs
}

/** An isolate never reckons by a calendar older than this. */
export const CALENDAR_KEPT_MS = 60_000

export function openCalendars(): Calendars {
  let held: Calendar = nationalCalendar
  let before: Before | null = null
  let readAt = Number.NEGATIVE_INFINITY
  const opened = new Map<string, Calendar>()
  const openOnce = ({ version, data }: CalendarVersionRow): Calendar => {
    const calendar = opened.get(version) ?? openStored(data)
    opened.set(version, calendar)
    return calendar
  }
  const take = (rows: readonly ArrangementRow[], done: CalendarVersionRow | undefined, at: EpochMs) => {
    const calendar = openComposed(rows)
    // Each was checked together with the others before it was published.
    if (!calendar.ok) throw new Error('a published calendar cannot be opened')
    if (calendar.value.version !== held.version) held = calendar.value
    before =
      done === undefined || done.version === held.version
        ? null
        : { calendar: openOnce(done), until: publishedAt(rows) + CALENDAR_KEPT_MS }
    readAt = at
  }
  return {
    get held() {
      return held
    },
    get before() {
      return before
    },
    async ofVersion(version, database) {
      const known = opened.get(version)
      if (known !== undefined) return known
      const [[row]] = await database.read([calendarVersion({ version })])
      if (row === undefined) throw new Error(`no calendar ${version} is kept`)
      return openOnce(row)
    },
    riding: (database, now) =>
      new Riding(database, async (statements) => {
        const at = now()
        if (Math.abs(at - readAt) < CALENDAR_KEPT_MS) return database.read(statements)
        const [arrangements, done, asked] = await together(database, statements)
        take(arrangements, done, at)
        return asked
      }),
  }
}

type ReadWith = (statements: readonly Statement<unknown>[]) => Promise<readonly (readonly unknown[])[]>

/**
 * A database whose reads bring something along. A class, since every request makes some: a literal with a getter costs the
 * engine ten times as much.
 */
export class Riding implements Database {
  readonly #under: Database
  readonly #read: ReadWith

  constructor(under: Database, read: ReadWith) {
    this.#under = under
    this.#read = read
  }

  get roundTrips() {
    return this.#under.roundTrips
  }

  readonly write: Database['write'] = (statements) => this.#under.write(statements)

  readonly read: Database['read'] = async (statements) =>
    rowsOf<typeof statements>(await this.#read(statements))
}

/** One batch: the arrangements, and what was asked for. */
async function together(database: Database, statements: readonly Statement<unknown>[]) {
  const looked: readonly Statement<unknown>[] = [
    allArrangements({}),
    lastDoneCalendarVersion({}),
    ...statements,
  ]
  const [arrangements = [], done = [], ...asked] = await database.read(looked)
  return [asArrangements(arrangements), asVersions(done)[0], asked] as const
}

/** When the arrangement that made the calendar what it is was published; a calendar of the program has no such day. */
const publishedAt = (rows: readonly ArrangementRow[]): EpochMs =>
  rows.findLast(({ state }) => state === 'published')?.approvedAt ?? Number.POSITIVE_INFINITY

function openStored(data: string): Calendar {
  const calendar = openCalendar(asData(data))
  if (!calendar.ok) throw new Error('a calendar that was kept cannot be opened')
  return calendar.value
}

/** Guarantee: the text was written by the job that reckons deadlines again, from a calendar that was opened. */
const asData = (text: string) => JSON.parse(text) as CalendarData

/** Guarantee: the rows were decoded by `lastDoneCalendarVersion`. */
const asVersions = (rows: readonly unknown[]) => rows as readonly CalendarVersionRow[]

/** Guarantee: the rows were decoded by `allArrangements`. */
const asArrangements = (rows: readonly unknown[]) => rows as readonly ArrangementRow[]

type RowsOf<S extends readonly Statement<unknown>[]> = {
  readonly [K in keyof S]: S[K] extends Statement<infer Row> ? readonly Row[] : never
}

/** Guarantee: row list k was decoded by statement k, as `Database.read` gives them. */
const rowsOf = <S extends readonly Statement<unknown>[]>(rows: readonly (readonly unknown[])[]) =>
  rows as unknown as RowsOf<S>
