/**
 * Civil days of the demonstration: ages are counted from the day of its first start (first-day.ts), terms and what registers hold
 * from today, so that they are right whenever that is. Births lie on the first of a month.
 */

/** The civil day in Asia/Shanghai. */
export function todayInShanghai(now: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(now)
}

/** The first of the month so many years and months from `today`. */
export function firstOfMonth(
  today: string,
  { years = 0, months = 0 }: { years?: number; months?: number },
): string {
  const [year, month] = partsOf(today)
  return isoDay(Date.UTC(year + years, month - 1 + months, 1))
}

/** The last day of the month before the one of `today`. */
export function endOfLastMonth(today: string): string {
  const [year, month] = partsOf(today)
  return isoDay(Date.UTC(year, month - 1, 0))
}

/** The latest 30 June that has passed: when a class graduates. */
export function latestGraduation(today: string): string {
  const [year] = partsOf(today)
  return today > `${year}-06-30` ? `${year}-06-30` : `${year - 1}-06-30`
}

const isoDay = (at: number) => new Date(at).toISOString().slice(0, 10)

function partsOf(day: string): readonly [number, number] {
  const [year, month] = day.split('-').map(Number)
  if (year === undefined || month === undefined) throw new Error(`not a civil day: ${day}`)
  return [year, month]
}
