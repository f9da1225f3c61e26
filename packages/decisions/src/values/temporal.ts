/** Times, instants and durations: their texts, both ways. Milliseconds are the finest grain; zone names are not supported. */
import { dateFromText, dateToText } from './civil.ts'
import { DateTime, DaysDuration, MonthsDuration, Time } from './value.ts'

export const DAY_MS = 86_400_000
const TIME = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3})0*)?(Z|[+-]\d{2}:\d{2}(?::\d{2})?)?$/
const DAYS = /^(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,3})0*)?S)?)?$/
const MONTHS = /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?$/

const pad = (value: number, digits = 2) => String(value).padStart(digits, '0')
const wholeNumber = (text: string | undefined) => (text === undefined ? 0 : Number(text))

export function timeOf(hour: number, minute: number, second: number, offset: number | null): Time | null {
  const whole = [hour, minute].every(Number.isInteger)
  const within = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60
  const ms = Math.round(second * 1000)
  return whole && within ? new Time((hour * 60 + minute) * 60_000 + ms, offset) : null
}

function offsetFromText(text: string | undefined): number | null | undefined {
  if (text === undefined) return null
  if (text === 'Z') return 0
  const [hours = 0, minutes = 0, seconds = 0] = text.slice(1).split(':').map(Number)
  if (hours > 14 || minutes > 59 || seconds > 59) return undefined
  return (text.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds)
}

export function timeFromText(text: string): Time | null {
  const parts = TIME.exec(text)
  if (parts === null) return null
  const offset = offsetFromText(parts[5])
  if (offset === undefined) return null
  const second = Number(parts[3]) + wholeNumber(parts[4]?.padEnd(3, '0')) / 1000
  return timeOf(Number(parts[1]), Number(parts[2]), second, offset)
}

export function dateTimeFromText(text: string): DateTime | null {
  const at = text.indexOf('T')
  if (at < 0) return null
  const date = dateFromText(text.slice(0, at))
  const time = timeFromText(text.slice(at + 1))
  return date === null || time === null ? null : new DateTime(date.day, time.ms, time.offset)
}

export function durationFromText(text: string): DaysDuration | MonthsDuration | null {
  if (/[PT]$/.test(text)) return null
  const months = MONTHS.exec(text)
  if (months !== null) {
    const count = wholeNumber(months[2]) * 12 + wholeNumber(months[3])
    return Number.isSafeInteger(count) ? new MonthsDuration(months[1] === '-' ? 0 - count : count) : null
  }
  const days = DAYS.exec(text)
  if (days === null) return null
  const [, sign, day, hour, minute, second, fraction] = days
  const seconds = ((wholeNumber(day) * 24 + wholeNumber(hour)) * 60 + wholeNumber(minute)) * 60
  const ms = (seconds + wholeNumber(second)) * 1000 + wholeNumber(fraction?.padEnd(3, '0'))
  return Number.isSafeInteger(ms) ? new DaysDuration(sign === '-' ? 0 - ms : ms) : null
}

function offsetToText(offset: number | null): string {
  if (offset === null) return ''
  if (offset === 0) return 'Z'
  const size = Math.abs(offset)
  const seconds = size % 60 === 0 ? '' : `:${pad(size % 60)}`
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(size / 3600))}:${pad(Math.floor(size / 60) % 60)}${seconds}`
}

export function timeToText(ms: number, offset: number | null): string {
  const seconds = Math.floor(ms / 1000)
  const fraction = ms % 1000 === 0 ? '' : `.${pad(ms % 1000, 3).replace(/0+$/, '')}`
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) =>
    pad(part),
  )
  return `${clock.join(':')}${fraction}${offsetToText(offset)}`
}

export const dateTimeToText = (value: DateTime) =>
  `${dateToText(value.day)}T${timeToText(value.ms, value.offset)}`

export function durationToText(value: DaysDuration | MonthsDuration): string {
  const amount = value instanceof MonthsDuration ? value.months : value.ms
  const size = Math.abs(amount)
  const sign = amount < 0 ? '-' : ''
  if (value instanceof MonthsDuration) {
    const years = Math.floor(size / 12)
    const rest = size % 12
    return `${sign}P${years > 0 ? `${years}Y` : ''}${rest > 0 || years === 0 ? `${rest}M` : ''}`
  }
  const seconds = Math.floor(size / 1000)
  const part = (count: number, unit: string) => (count > 0 ? `${count}${unit}` : '')
  const fraction = size % 1000 === 0 ? '' : `.${pad(size % 1000, 3).replace(/0+$/, '')}`
  const tail = seconds % 60 > 0 || fraction !== '' ? `${seconds % 60}${fraction}S` : ''
  const time = part(Math.floor(seconds / 3600) % 24, 'H') + part(Math.floor(seconds / 60) % 60, 'M') + tail
  const text = part(Math.floor(seconds / 86_400), 'D') + (time === '' ? '' : `T${time}`)
  return `${sign}P${text === '' ? 'T0S' : text}`
}

/** Any temporal text, by its own shape, as FEEL's `@"…"` reads it. */
export function temporalFromText(text: string) {
  return dateFromText(text) ?? dateTimeFromText(text) ?? timeFromText(text) ?? durationFromText(text)
}

/** The instant in milliseconds, local when there is no offset. */
export const instant = (day: number, ms: number, offset: number | null) =>
  day * DAY_MS + ms - (offset ?? 0) * 1000

/** Days and milliseconds of day of a local instant. */
export function splitInstant(value: number): { day: number; ms: number } {
  const day = Math.floor(value / DAY_MS)
  return { day, ms: value - day * DAY_MS }
}
