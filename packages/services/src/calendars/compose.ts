import {
  type Arrangement,
  type Calendar,
  type CalendarData,
  NATIONAL_DATA,
  openCalendar,
} from '@tongban/calendar'
import type { FieldError, Result } from '@tongban/kernel'
import type { ArrangementRow } from '@tongban/store'
import { asArrangement } from './view.ts'

/**
 * The calendar of a region: the program's national data with every arrangement the region has published, in the order
 * in which they were. One that a later version of the program holds itself is left out, so that it is not laid over it
 * twice. The version names both parts.
 */
export function composeData(
  rows: readonly ArrangementRow[],
  base: CalendarData = NATIONAL_DATA,
): CalendarData {
  const published = rows.filter(({ state }) => state === 'published')
  const years: Record<string, readonly Arrangement[]> = { ...base.years }
  const local = [...base.local]
  for (const row of published) {
    const arrangement = asArrangement(row.arrangement)
    if (row.year === null) local.push(arrangement)
    else if (!(years[row.year] ?? []).some((held) => isSame(held, arrangement)))
      years[row.year] = [...(years[row.year] ?? []), arrangement]
  }
  const last = published.at(-1)
  return { ...base, version: last === undefined ? base.version : `${base.version}+${last.seq}`, years, local }
}

export const openComposed = (rows: readonly ArrangementRow[]): Result<Calendar, readonly FieldError[]> =>
  openCalendar(composeData(rows))

/** Two copies of one notice: its title and day of issue say which it is. */
const isSame = ({ notice: a }: Arrangement, { notice: b }: Arrangement) =>
  a.title === b.title && a.issuedOn === b.issuedOn
