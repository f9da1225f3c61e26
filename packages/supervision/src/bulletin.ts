/**
 * What a daily digest and a monthly 督查通报 say, put together from counts, cards and what is over. Pure: the same input
 * gives the same content, whose digest is what is signed. Nothing about a person is in it: cases by number, officials by
 * their post 责任岗位.
 */
import { addDays, type Calendar, civilDate, workdaysBetween } from '@tongban/calendar'
import type { CivilDate, EpochMs } from '@tongban/kernel'
import { type Count, type Figures, figuresOf, type Spread, spreadOf } from './figures.ts'
import { type Ranked, rankingOf } from './ranking.ts'

export const BULLETIN_KINDS = ['daily', 'monthly'] as const
export type BulletinKind = (typeof BULLETIN_KINDS)[number]

export type Period = {
  /** `2026-11-23`, `2026-11`. */
  readonly name: string
  readonly fromOn: CivilDate
  readonly untilOn: CivilDate
}

export type CardCount = {
  readonly department: string
  readonly step: string
  readonly colour: string
  readonly state: string
  readonly n: number
}
/** A promise that is or was broken, as it stands in a list. */
export type OverdueLine = {
  readonly kind: string
  readonly subject: string
  readonly step: string
  readonly basis: string
  readonly itemCode: string | null
  readonly department: string
  readonly post: string
  readonly dueOn: string
}
export type Overdue = OverdueLine & { readonly overdueWorkdays: number }

export type DepartmentFigures = {
  readonly department: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly figures: Figures
  readonly previous: Figures
  readonly cards: number
  readonly overdueNow: number
}
export type ExchangeLine = {
  readonly role: 'receiving' | 'handling'
  readonly region: string
  readonly push: Spread
  readonly total: Spread
}
export type BulletinContent = {
  readonly kind: BulletinKind
  readonly region: string
  readonly period: Period
  readonly previousPeriod: Period
  readonly version: number
  /** 截至: figures are of this instant. */
  readonly asOf: EpochMs
  /** 演示数据，不具效力. */
  readonly notice: string | null
  readonly corrects: { readonly id: string; readonly version: number; readonly reason: string } | null
  readonly all: Pick<DepartmentFigures, 'figures' | 'previous' | 'cards' | 'overdueNow'>
  readonly departments: readonly DepartmentFigures[]
  readonly ranking: readonly Ranked[]
  readonly cards: readonly CardCount[]
  /** Lines 通报 that became due in the period, without a reason that was accepted. */
  readonly lines: readonly Overdue[]
  /** The same, with one: listed apart 已说明理由, and held up to nobody. Bulletins of the first version have no such list. */
  readonly explained?: readonly Overdue[]
  /** Lines of earlier periods that were written only after their bulletins were out, with or without a reason as above. */
  readonly carried?: readonly Overdue[]
  /** How many more each of these lists has than are printed; the CSV has them all. */
  readonly more?: LineCounts
  /** What is over at that instant, the longest first; `more`: the list is cut, the figures are not. */
  readonly overdue: { readonly lines: readonly Overdue[]; readonly more: boolean }
  readonly exchange: readonly ExchangeLine[]
}

/** The lists of lines of a bulletin, and how many there are in each. */
export const LINE_LISTS = ['lines', 'explained', 'carried'] as const
export type LineList = (typeof LINE_LISTS)[number]
export type LineCounts = { readonly [L in LineList]: number }

/** `endedOn`: when it was given at last; null while it is owed. */
export type OwedLine = OverdueLine & { readonly endedOn: CivilDate | null }

export type ExchangeCount = Count & { readonly region: string }
export type BulletinInput = Omit<
  BulletinContent,
  'all' | 'departments' | 'ranking' | LineList | 'overdue' | 'exchange' | 'more'
> & {
  readonly departments: readonly {
    readonly department: string
    readonly name: DepartmentFigures['name']
    readonly counts: readonly ExchangeCount[]
    readonly previous: readonly ExchangeCount[]
    readonly overdueNow: number
  }[]
  readonly more: LineCounts
} & { readonly [L in LineList]: readonly OwedLine[] } & {
  readonly overdue: { readonly lines: readonly OverdueLine[]; readonly more: boolean }
}

/** Listed with what became of it, and held against nobody 不发、撤牌、撤回. */
const NO_CARD: readonly string[] = ['withdrawn', 'dismissed', 'revoked']

export function bulletinOf(input: BulletinInput, calendar: Calendar, today: CivilDate): BulletinContent {
  const { departments, lines, explained, carried, overdue, cards, ...head } = input
  const drawn = cards.filter(({ state }) => !NO_CARD.includes(state))
  const cardsOf = (department: string) =>
    drawn.reduce((n, each) => n + (each.department === department ? each.n : 0), 0)
  const figures = departments.map(({ department, name, counts, previous, overdueNow }) => ({
    department,
    name,
    figures: figuresOf(counts),
    previous: figuresOf(previous),
    cards: cardsOf(department),
    overdueNow,
  }))
  const late = (line: OwedLine): Overdue => lateLine(line, calendar, today)
  return {
    ...head,
    all: {
      figures: figuresOf(departments.flatMap(({ counts }) => counts)),
      previous: figuresOf(departments.flatMap(({ previous }) => previous)),
      cards: drawn.reduce((n, each) => n + each.n, 0),
      overdueNow: departments.reduce((n, each) => n + each.overdueNow, 0),
    },
    departments: figures,
    ranking: rankingOf(figures.map(({ department, figures: { onTime } }) => ({ department, onTime }))),
    cards,
    lines: lines.map(late),
    explained: explained.map(late),
    carried: carried.map(late),
    overdue: { lines: overdue.lines.map((line) => late({ ...line, endedOn: null })), more: overdue.more },
    exchange: exchangeOf(departments.flatMap(({ counts }) => counts)),
  }
}

/** What was given at last is no later for the days since. */
export const lateLine = ({ endedOn, ...line }: OwedLine, calendar: Calendar, today: CivilDate): Overdue => ({
  ...line,
  overdueWorkdays: overdueWorkdays(calendar, line.dueOn, endedOn ?? today),
})

/** Whole working days after the last day; none on the day it became over. */
function overdueWorkdays(calendar: Calendar, dueOn: string, today: CivilDate): number {
  const due = civilDate(dueOn)
  return due === undefined || due >= today ? 0 : workdaysBetween(calendar, due, today).workdays
}

function exchangeOf(counts: readonly ExchangeCount[]): readonly ExchangeLine[] {
  const regions = [...new Set(counts.map(({ region }) => region))].filter((region) => region !== '').sort()
  return regions.flatMap((region) =>
    (['receiving', 'handling'] as const).flatMap((role) => {
      const of = (measure: string) =>
        spreadOf(counts.filter((each) => each.region === region && each.measure === measure))
      const line = { role, region, push: of(`${role}Push`), total: of(`${role}Total`) }
      return line.total.n === 0 ? [] : [line]
    }),
  )
}

/** The day before; the month before. */
export const dayPeriod = (on: CivilDate): Period => ({ name: on, fromOn: on, untilOn: on })

/** The month in which a day lies. */
export function monthPeriod(on: CivilDate): Period {
  const fromOn = firstOfMonth(on)
  const next = firstOfMonth(addDays(fromOn, 31))
  return { name: fromOn.slice(0, 7), fromOn, untilOn: addDays(next, -1) }
}

function firstOfMonth(on: CivilDate): CivilDate {
  const first = civilDate(`${on.slice(0, 8)}01`)
  if (first === undefined) throw new Error('a day lies in no month')
  return first
}

/** The period before this one, of the same kind. */
export const periodBefore = (kind: BulletinKind, { fromOn }: Period): Period =>
  kind === 'daily' ? dayPeriod(addDays(fromOn, -1)) : monthPeriod(addDays(fromOn, -1))
