/**
 * Reckons one limit with what stopped and what extended it, in whole civil days (行政许可法 42, 45, 82; 民法典
 * 201–203). A pause is the half-open span [fromOn, untilOn): the day it begins is not counted, the day work goes on is.
 * What was recorded when the limit was already over, or begins after its end, moves nothing: a pause never hides a
 * breach that has happened. The answer depends on the set of pauses and not on the order in which they came in.
 */
import {
  addDays,
  addMonths,
  addWorkdays,
  type Calendar,
  compareDates,
  type DueDay,
  type DueInstant,
  daysBetween,
  dueAt,
  dueOn,
  endOfDayAt,
  type Limit,
  workdaysBetween,
} from '@tongban/calendar'
import type { CivilDate, EpochMs } from '@tongban/kernel'

export type Pause = {
  readonly fromOn: CivilDate
  /** The first day that counts again; of an open pause the day it is expected to. */
  readonly untilOn: CivilDate
  readonly open: boolean
  readonly recordedOn: CivilDate
}
export type Extension = { readonly workdays: number; readonly recordedOn: CivilDate }

export type Span = {
  readonly fromOn: CivilDate
  /** Only for limits of hours, which run at once (民法典 201(2)) and are not stopped. */
  readonly fromAt: EpochMs
  readonly length: Limit
  readonly pauses: readonly Pause[]
  readonly extensions: readonly Extension[]
}

export type Reckoning = {
  readonly due: DueInstant
  /** The pauses that move the limit, earliest first. */
  readonly pauses: readonly Pause[]
  readonly extendedBy: number
  /** One of them is open: the limit stands, and `due` is only expected. */
  readonly stands: boolean
}

type Extendable = Limit & { readonly unit: 'workday' }
const isExtendable = (length: Limit): length is Extendable => length.unit === 'workday'

export function reckon(calendar: Calendar, span: Span): Reckoning {
  const { fromOn, fromAt, length } = span
  if (length.unit === 'hour' || length.unit === 'instant') {
    return { due: dueAt(calendar, fromAt, length), pauses: [], extendedBy: 0, stands: false }
  }
  let pauses: readonly Pause[] = []
  let extendedBy = 0
  let due = dueWith(calendar, fromOn, length, extendedBy, pauses)
  const stands = () => pauses.some(({ open }) => open)
  for (const { recordedOn, apply } of inOrder(span)) {
    if (recordedOn > due.on && !stands()) continue
    apply()
    due = dueWith(calendar, fromOn, length, extendedBy, pauses)
    pauses = pauses.filter((pause) => pause.fromOn <= due.on)
  }
  return { due: { ...due, at: endOfDayAt(due.on) }, pauses, extendedBy, stands: stands() }

  /** What bears on the limit, in the order it became known; on one day pauses come before the extension. */
  function inOrder({ pauses: all, extensions }: Span) {
    const moves = [
      ...[...all].sort(byStart).map((pause) => ({
        recordedOn: pause.recordedOn,
        apply: () => {
          pauses = [...pauses, pause].sort(byStart)
        },
      })),
      ...extensions.map(({ recordedOn, workdays }) => ({
        recordedOn,
        apply: () => {
          if (isExtendable(length)) extendedBy += workdays
        },
      })),
    ]
    return moves.sort((a, b) => compareDates(a.recordedOn, b.recordedOn))
  }
}

const byStart = (a: Pause, b: Pause) => compareDates(a.fromOn, b.fromOn) || compareDates(a.untilOn, b.untilOn)

type Days = Exclude<Limit, { unit: 'hour' } | { unit: 'instant' }>

/** The last day, when these pauses (in order of their start) count. */
function dueWith(
  calendar: Calendar,
  fromOn: CivilDate,
  length: Days,
  extra: number,
  pauses: readonly Pause[],
): DueDay {
  let due = dueAfter(calendar, fromOn, length, extra, 0)
  let paused = 0
  let countedTo = addDays(fromOn, 1)
  for (const pause of pauses) {
    if (pause.fromOn > due.on) break
    const start = pause.fromOn > countedTo ? pause.fromOn : countedTo
    if (pause.untilOn <= start) continue
    paused += daysIn(calendar, length.unit, start, pause.untilOn)
    countedTo = pause.untilOn
    due = dueAfter(calendar, fromOn, length, extra, paused)
  }
  return due
}

function dueAfter(calendar: Calendar, fromOn: CivilDate, length: Days, extra: number, paused: number) {
  if (length.unit === 'workday') return addWorkdays(calendar, fromOn, length.value + extra + paused)
  const unmoved = length.unit === 'month' ? addMonths(fromOn, length.value) : addDays(fromOn, length.value)
  return dueOn(calendar, addDays(unmoved, paused), { unit: 'calendarDay', value: 0, roll: length.roll })
}

/** Days of [start, end) as this unit counts them. */
function daysIn(calendar: Calendar, unit: Days['unit'], start: CivilDate, end: CivilDate): number {
  if (unit === 'workday') return workdaysBetween(calendar, addDays(start, -1), addDays(end, -1)).workdays
  return daysBetween(start, end)
}

/** Days counted in (fromOn, throughOn] in the unit of the limit, without those of the pauses; never negative. */
export function elapsedDays(
  calendar: Calendar,
  unit: Limit['unit'],
  fromOn: CivilDate,
  throughOn: CivilDate,
  pauses: readonly Pick<Pause, 'fromOn' | 'untilOn'>[],
): number {
  if (throughOn <= fromOn) return 0
  const counted = unit === 'workday' ? 'workday' : 'calendarDay'
  const end = addDays(throughOn, 1)
  let elapsed = daysIn(calendar, counted, addDays(fromOn, 1), end)
  let countedTo = addDays(fromOn, 1)
  for (const { fromOn: from, untilOn: until } of [...pauses].sort((a, b) =>
    compareDates(a.fromOn, b.fromOn),
  )) {
    const start = from > countedTo ? from : countedTo
    const stop = until < end ? until : end
    if (stop <= start) continue
    elapsed -= daysIn(calendar, counted, start, stop)
    countedTo = stop
  }
  return elapsed
}
