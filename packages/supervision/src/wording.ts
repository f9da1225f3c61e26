/** Days and instants as Chinese documents write them; legal time of China. */
import { addDays, civilDateAt, startOfDayAt } from '@tongban/calendar'
import type { CivilDate, EpochMs } from '@tongban/kernel'

/** 2026年11月3日. */
export function inWords(on: CivilDate): string {
  const [year = '', month = '', day = ''] = on.split('-')
  return `${year}年${Number(month)}月${Number(day)}日`
}

/** 2026年11月3日9时05分; the first instant of a day is the end of the day before it, 24时. */
export function instantInWords(at: EpochMs): string {
  const on = civilDateAt(at)
  const minutes = Math.floor((at - startOfDayAt(on)) / 60_000)
  if (minutes === 0) return `${inWords(addDays(on, -1))}24时`
  return `${inWords(on)}${Math.floor(minutes / 60)}时${String(minutes % 60).padStart(2, '0')}分`
}

/** What a reader does not see, and what would break a line or turn the order of its characters. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069]/u
export const isOneVisibleLine = (text: string): boolean => !UNSEEN.test(text)
