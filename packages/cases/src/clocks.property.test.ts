import {
  addDays,
  addWorkdays,
  type CalendarData,
  nationalCalendar as calendar,
  fromDayNumber,
  isWorkday,
  NATIONAL_DATA,
  openCalendar,
  workdaysBetween,
} from '@tongban/calendar'
import type { CivilDate } from '@tongban/kernel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { elapsedDays, type Pause, reckon, type Span } from './reckon.ts'

// 2019–2028: published years and unpublished ones.
const day = fc.integer({ min: 17_897, max: 21_540 }).map(fromDayNumber)
const days = fc.integer({ min: 1, max: 60 })

const pause = (fromOn: CivilDate, untilOn: CivilDate, recordedOn = fromOn): Pause => ({
  fromOn,
  untilOn,
  open: false,
  recordedOn,
})
const workdays = (
  fromOn: CivilDate,
  value: number,
  pauses: readonly Pause[] = [],
  more: Partial<Span> = {},
) =>
  reckon(calendar, {
    fromOn,
    fromAt: 0,
    length: { unit: 'workday', value },
    pauses,
    extensions: [],
    ...more,
  })
const dueOf = (...given: Parameters<typeof workdays>) => workdays(...given).due.on
/** Pauses that begin within the first forty days and are told at once. */
const pausesAfter = (start: CivilDate, least = 0) =>
  fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: least, max: 15 }))
      .map(([offset, length]) => pause(addDays(start, offset), addDays(start, offset + length))),
    { maxLength: 5 },
  )
const spans = fc
  .tuple(day, days)
  .chain(([start, value]) => fc.tuple(fc.constant(start), fc.constant(value), pausesAfter(start)))

/** Day by day: the last of `value` working days after `start` that no pause covers, told from what is known. */
function slowDue(start: CivilDate, value: number, pauses: readonly Pause[]): CivilDate {
  let left = value
  let on = start
  while (left > 0) {
    on = addDays(on, 1)
    const isPaused = pauses.some((each) => each.fromOn <= on && on < each.untilOn)
    if (isWorkday(calendar, on).workday && !isPaused) left -= 1
  }
  return on
}

test('without pauses, is a limit the count of working days and nothing else?', () => {
  fc.assert(
    fc.property(day, days, (start, value) => {
      expect(dueOf(start, value)).toBe(addWorkdays(calendar, start, value).on)
    }),
  )
})

test('does the slow count day by day give the same, whatever pauses overlap?', () => {
  fc.assert(
    fc.property(spans, ([start, value, pauses]) => {
      const { due, pauses: counted } = workdays(start, value, pauses)
      expect(due.on).toBe(slowDue(start, value, counted))
    }),
  )
})

test('do pauses that were told in time and begin before the end all count, and later ones not?', () => {
  fc.assert(
    fc.property(spans, ([start, value, pauses]) => {
      const { due, pauses: counted } = workdays(start, value, pauses)
      for (const each of counted) expect(each.fromOn <= due.on).toBe(true)
      const left = pauses.filter((each) => !counted.includes(each))
      for (const each of left) expect(each.fromOn > dueOf(start, value, counted)).toBe(true)
    }),
  )
})

test('is a limit that is stopped for k working days k working days later?', () => {
  fc.assert(
    fc.property(day, days, fc.nat(), fc.integer({ min: 0, max: 30 }), (start, value, offset, length) => {
      const due = dueOf(start, value)
      const span = Math.max(1, Math.round((Date.parse(due) - Date.parse(start)) / 86_400_000))
      const from = addDays(start, 1 + (offset % span))
      const until = addDays(from, length)
      const k = workdaysBetween(calendar, addDays(from, -1), addDays(until, -1)).workdays
      expect(dueOf(start, value, [pause(from, until)])).toBe(addWorkdays(calendar, due, Math.max(0, k)).on)
    }),
  )
})

test('is a pause without working time, or with its dates reversed, none at all?', () => {
  fc.assert(
    fc.property(
      day,
      days,
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: -9, max: 9 }),
      (start, value, at, length) => {
        const from = addDays(start, at)
        const until = addDays(from, length)
        fc.pre(length <= 0 || workdaysBetween(calendar, addDays(from, -1), addDays(until, -1)).workdays === 0)
        expect(dueOf(start, value, [pause(from, until)])).toBe(dueOf(start, value))
      },
    ),
  )
})

test('does it not matter in which order the pauses came in?', () => {
  const shuffled = spans.chain(([start, value, pauses]) =>
    fc.tuple(
      fc.constant([start, value, pauses] as const),
      fc.shuffledSubarray(pauses, { minLength: pauses.length }),
    ),
  )
  fc.assert(
    fc.property(shuffled, ([[start, value, pauses], other]) => {
      expect(dueOf(start, value, other)).toBe(dueOf(start, value, pauses))
    }),
  )
})

test('nor in which order they are listed where some were told late?', () => {
  const told = fc.tuple(day, days).chain(([start, value]) => {
    const one = fc
      .tuple(fc.nat(40), fc.nat(15), fc.nat(25))
      .map(([at, length, late]) =>
        pause(addDays(start, at), addDays(start, at + length), addDays(start, at + late)),
      )
    const list = fc.array(one, { minLength: 2, maxLength: 5 })
    return list.chain((pauses) =>
      fc.tuple(
        fc.constant(start),
        fc.constant(value),
        fc.constant(pauses),
        fc.shuffledSubarray(pauses, { minLength: pauses.length }),
      ),
    )
  })
  fc.assert(
    fc.property(told, ([start, value, pauses, other]) => {
      const { due, pauses: counted } = workdays(start, value, pauses)
      expect(dueOf(start, value, other)).toBe(due.on)
      expect(due.on).toBe(slowDue(start, value, counted))
      for (const each of counted) expect(each.recordedOn <= due.on).toBe(true)
    }),
  )
})

test('is a pause cut in two, or told twice, the same pause?', () => {
  fc.assert(
    fc.property(
      day,
      days,
      fc.integer({ min: 0, max: 20 }),
      fc.nat(15),
      fc.nat(15),
      (start, value, at, a, b) => {
        const [one, two, three] = [addDays(start, at), addDays(start, at + a), addDays(start, at + a + b)]
        const whole = dueOf(start, value, [pause(one, three)])
        expect(dueOf(start, value, [pause(one, two), pause(two, three, one)])).toBe(whole)
        expect(dueOf(start, value, [pause(one, three), pause(one, three)])).toBe(whole)
      },
    ),
  )
})

test('does nothing recorded after the end move it, and so hide a breach?', () => {
  fc.assert(
    fc.property(spans, day, fc.integer({ min: 1, max: 90 }), ([start, value, pauses], from, late) => {
      const due = dueOf(start, value, pauses)
      const recordedOn = addDays(due, late)
      const hidden = pause(from, addDays(from, 30), recordedOn)
      expect(dueOf(start, value, [...pauses, hidden])).toBe(due)
      expect(dueOf(start, value, pauses, { extensions: [{ workdays: 10, recordedOn }] })).toBe(due)
    }),
  )
})

test('does an extension in time give exactly its working days, before or after a pause?', () => {
  fc.assert(
    fc.property(spans, fc.integer({ min: 1, max: 15 }), ([start, value, pauses], extra) => {
      const first = workdays(start, value, pauses)
      const extended = workdays(start, value, first.pauses, {
        extensions: [{ workdays: extra, recordedOn: start }],
      })
      expect(extended.due.on).toBe(slowDue(start, value + extra, extended.pauses))
      expect(extended.extendedBy).toBe(extra)
    }),
  )
})

test('is a limit later when it begins later or is longer, and never earlier for a pause more?', () => {
  fc.assert(
    fc.property(spans, fc.nat(20), fc.nat(20), ([start, value, pauses], later, more) => {
      const due = dueOf(start, value, [])
      expect(dueOf(addDays(start, later), value, []) >= due).toBe(true)
      expect(dueOf(start, value + more, []) >= due).toBe(true)
      expect(dueOf(start, value, pauses) >= due).toBe(true)
      expect(dueOf(start, value, pauses) >= dueOf(start, value, pauses.slice(1))).toBe(true)
    }),
  )
})

test('is the time elapsed at the end exactly the limit, and one less the working day before?', () => {
  fc.assert(
    fc.property(spans, ([start, value, pauses]) => {
      const { due, pauses: counted } = workdays(start, value, pauses)
      expect(elapsedDays(calendar, 'workday', start, due.on, counted)).toBe(value)
      expect(elapsedDays(calendar, 'workday', start, addDays(due.on, -1), counted)).toBe(value - 1)
    }),
  )
})

test('is the time elapsed over a split the sum of its parts, and that of the union without the pauses?', () => {
  fc.assert(
    fc.property(spans, fc.nat(60), fc.nat(60), ([start, , pauses], a, b) => {
      const [middle, end] = [addDays(start, a), addDays(start, a + b)]
      const elapsed = (from: CivilDate, to: CivilDate) => elapsedDays(calendar, 'workday', from, to, pauses)
      expect(elapsed(start, middle) + elapsed(middle, end)).toBe(elapsed(start, end))
      let slow = 0
      for (let on = addDays(start, 1); on <= end; on = addDays(on, 1))
        if (isWorkday(calendar, on).workday && !pauses.some((p) => p.fromOn <= on && on < p.untilOn))
          slow += 1
      expect(elapsed(start, end)).toBe(slow)
    }),
  )
})

test('is one more day of rest never an earlier end, and one more of work never a later one?', () => {
  const changed = (kind: 'rest' | 'work', date: string) => {
    const notice = { title: '地方放假安排', number: null, issuedOn: '2026-01-01', url: null }
    const local = [{ notice, rest: [], work: [], [kind]: [date] }]
    const data: CalendarData = { ...NATIONAL_DATA, version: 'local', region: '450000', local }
    const opened = openCalendar(data)
    if (!opened.ok) throw new Error('faulty test calendar')
    return opened.value
  }
  fc.assert(
    fc.property(day, days, fc.nat(40), (fromOn, value, at) => {
      const span: Span = { fromOn, fromAt: 0, length: { unit: 'workday', value }, pauses: [], extensions: [] }
      const date = addDays(fromOn, at)
      const due = dueOf(fromOn, value)
      expect(reckon(changed('rest', date), span).due.on >= due).toBe(true)
      expect(reckon(changed('work', date), span).due.on <= due).toBe(true)
    }),
    { numRuns: 40 },
  )
})

test('does a pause of a limit in days or months move it by its days, and of hours not at all?', () => {
  const from = fromDayNumber(20_700)
  const one = [pause(addDays(from, 3), addDays(from, 8))]
  const due = (length: Span['length'], pauses: readonly Pause[]) =>
    reckon(calendar, { fromOn: from, fromAt: 0, length, pauses, extensions: [] }).due
  const strict = { unit: 'calendarDay', value: 20, roll: 'none' } as const
  expect(due(strict, one).on).toBe(addDays(from, 25))
  const hours = { unit: 'hour', value: 90 } as const
  expect(due(hours, one)).toEqual(due(hours, []))
})
