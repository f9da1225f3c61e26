import type { CivilDate } from '@tongban/kernel'
import fc from 'fast-check'
import { civilDate, dayNumber, fromDayNumber } from '../src/civil-date.ts'

/** A date written in a test; throws where the test itself is wrong. */
export function day(text: string): CivilDate {
  const date = civilDate(text)
  if (date === undefined) throw new Error(`not a date: ${text}`)
  return date
}

/** Any day from `first` to `last`. */
export const dayFrom = (first: string, last: string) =>
  fc.integer({ min: dayNumber(day(first)), max: dayNumber(day(last)) }).map(fromDayNumber)
