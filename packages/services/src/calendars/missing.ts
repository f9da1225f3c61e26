import { civilDate, civilDateAt, startOfDayAt, yearOf } from '@tongban/calendar'
import type { CivilDate } from '@tongban/kernel'
import { allArrangements, openCalendarFindings } from '@tongban/store'
import type { Context } from '../context.ts'
import { endMachineFinding, type MachineFinding, machineFindings } from '../jobs/finding.ts'
import { composeData } from './compose.ts'

/**
 * A year without a published calendar: its deadlines are provisional. The arrangement of a year is published in the
 * November before (国务院办公厅关于部分节假日安排的通知), so that from the 15th on its absence is a finding of supervision,
 * written once a year and ended when the calendar is there.
 */
const WARN_FROM = '-11-15'

/** The years whose calendar should be there on this day. */
export function yearsWanted(today: CivilDate): readonly number[] {
  const year = yearOf(today)
  return today >= `${year}${WARN_FROM}` ? [year, year + 1] : [year]
}

function firstWanted(year: number): CivilDate {
  const day = civilDate(`${year - 1}${WARN_FROM}`)
  if (day === undefined) throw new Error(`no such year: ${year}`)
  return day
}

export async function watchCalendar(ctx: Context) {
  const now = ctx.clock.now()
  const today = civilDateAt(now)
  const [arrangements, open] = await ctx.database.read([allArrangements({}), openCalendarFindings({})])
  const { years } = composeData(arrangements)
  const isPublished = (year: number) => (years[year] ?? []).length > 0
  const missing = yearsWanted(today).filter((year) => !isPublished(year))
  const found = missing.filter((year) => !open.some(({ subject }) => subject === String(year)))
  const over = open.filter(({ subject }) => isPublished(Number(subject)))
  if (found.length + over.length > 0) {
    const written = await ctx.database.write([
      machineFindings(ctx, found.map(findingOf), now),
      ...over.map(({ subject }) => calendarIsThere(subject, now)),
    ])
    if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
  }
  return {
    cursor: null,
    outcome: missing.length === 0 ? 'published' : `missing ${missing.join(', ')}`,
    rows: found.length + over.length,
  }
}

/** Ends the finding of a year. */
export const calendarIsThere = (year: number | string, at: number) =>
  endMachineFinding('calendarMissing', String(year), at)

const findingOf = (year: number): MachineFinding => ({
  cause: 'calendarMissing',
  subject: String(year),
  occasion: String(year),
  law: '全国年节及纪念日放假办法',
  fromAt: startOfDayAt(firstWanted(year)),
})
