/**
 * A calendar as a versioned value: the days that differ from the plain week, each with the notice that says so.
 * Plain JSON, so that a region can store and publish versions; `openCalendar` checks and reads it.
 */
import { type FieldError, fail, ok, type Result } from '@tongban/kernel'
import { civilDate, dayNumber } from './civil-date.ts'

/** The document that orders the days 放假安排通知. */
export type Notice = {
  readonly title: string
  /** 发文字号, or null where it is not known for certain. */
  readonly number: string | null
  readonly issuedOn: string
  readonly url: string | null
}

/** Days off and 调休 working days of one notice, as YYYY-MM-DD. */
export type Arrangement = {
  readonly notice: Notice
  readonly rest: readonly string[]
  readonly work: readonly string[]
}

export type CalendarData = {
  /** Recorded with every deadline that was computed from it. */
  readonly version: string
  /** Division code of the region whose own holidays it holds, null for the national calendar. */
  readonly region: string | null
  /**
   * By year, the State Council's notices in order of issue: a later one overrules an earlier day by day.
   * A year with at least one notice is published. A notice may also set the last days of the year before.
   */
  readonly years: { readonly [year: string]: readonly Arrangement[] }
  /** The region's own arrangements (民族自治地方等), laid over the national ones; they publish no year. */
  readonly local: readonly Arrangement[]
}

/** Day number → whether work is done, for every day some notice names. */
export type Overrides = ReadonlyMap<number, boolean>

/** The dated overrides, or every place where the data cannot be a calendar. */
export function readOverrides(data: CalendarData): Result<Overrides, readonly FieldError[]> {
  const overrides = new Map<number, boolean>()
  const errors: FieldError[] = []
  for (const { pointer, year, arrangement } of arrangementsOf(data)) {
    for (const [kind, isWork] of [
      ['rest', false],
      ['work', true],
    ] as const) {
      for (const [index, text] of arrangement[kind].entries()) {
        const at = `${pointer}/${kind}/${index}`
        const date = civilDate(text)
        if (date === undefined) errors.push({ pointer: at, ...NOT_A_DATE })
        else if (year !== null && !belongsTo(text, year)) errors.push({ pointer: at, ...OUTSIDE_YEAR })
        else if (isWork && arrangement.rest.includes(text)) errors.push({ pointer: at, ...REST_AND_WORK })
        else overrides.set(dayNumber(date), isWork)
      }
    }
  }
  errors.push(...noticeErrors(data))
  return errors.length === 0 ? ok(overrides) : fail(errors)
}

/** National notices by year and order of issue, then the region's own: the order in which later overrules. */
function arrangementsOf(data: CalendarData) {
  // Keys that are whole numbers are enumerated in ascending order.
  const national = Object.entries(data.years).flatMap(([year, list]) =>
    list.map((arrangement, index) => ({ pointer: `/years/${year}/${index}`, year, arrangement })),
  )
  const local = data.local.map((arrangement, index) => ({
    pointer: `/local/${index}`,
    year: null,
    arrangement,
  }))
  return [...national, ...local]
}

/** New Year's holiday may begin in December of the year before (元旦 of 2019 and of 2023 did). */
const belongsTo = (date: string, year: string) =>
  date.startsWith(year) || date.startsWith(`${Number(year) - 1}-12-`)

/** Faults of the years and of the notices' dates of issue. */
function noticeErrors(data: CalendarData): FieldError[] {
  return Object.entries(data.years).flatMap(([year, list]) => {
    if (!isYear(year)) return [{ pointer: `/years/${year}`, ...NOT_A_YEAR }]
    return list.flatMap(({ notice }, index) => {
      const pointer = `/years/${year}/${index}/notice/issuedOn`
      if (civilDate(notice.issuedOn) === undefined) return [{ pointer, ...NOT_A_DATE }]
      const before = list[index - 1]
      return before !== undefined && before.notice.issuedOn > notice.issuedOn
        ? [{ pointer, ...OUT_OF_ORDER }]
        : []
    })
  })
}

const isYear = (text: string) => civilDate(`${text}-01-01`) !== undefined

const NOT_A_YEAR = {
  zh: '不是有效年份。请按四位数字填写 1900–2199 年。',
  en: 'Not a year. Write four digits, 1900–2199.',
}

const NOT_A_DATE = {
  zh: '不是有效日期。请按 YYYY-MM-DD 填写 1900–2199 年间真实存在的一天。',
  en: 'Not a date. Write a real day of 1900–2199 as YYYY-MM-DD.',
}
const OUTSIDE_YEAR = {
  zh: '日期不在通知所属年份（或上一年 12 月）内。请放到相应年份下。',
  en: 'The date is not in the year of the notice, nor in December before it. Put it under its own year.',
}
const REST_AND_WORK = {
  zh: '同一通知把这一天既列为放假又列为上班。请核对通知原文。',
  en: 'One notice lists this day both as a day off and as a working day. Check the notice.',
}
const OUT_OF_ORDER = {
  zh: '同一年的通知须按发文日期先后排列，后者优先。请调整顺序。',
  en: 'Notices of one year must stand in order of issue; the later one prevails. Reorder them.',
}
