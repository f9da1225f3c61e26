import { type Failure, ok, type Result } from '@tongban/kernel'
import { allArrangements } from '@tongban/store'
import type { Context } from '../context.ts'
import { composeData } from './compose.ts'
import { type ArrangementView, arrangementView } from './view.ts'

/** The calendar deadlines are reckoned by, for anyone: its version, which years are published, and by which notices. */
export type CalendarView = {
  readonly version: string
  readonly publishedYears: readonly number[]
  readonly years: readonly {
    readonly year: number
    readonly notices: readonly {
      readonly title: string
      readonly number: string | null
      readonly issuedOn: string
    }[]
  }[]
  readonly arrangements: readonly ArrangementView[]
}

export async function readCalendar(ctx: Context): Promise<Result<CalendarView, Failure>> {
  const [rows] = await ctx.database.read([allArrangements({})])
  const { version, years } = composeData(rows)
  const published = Object.entries(years).filter(([, list]) => list.length > 0)
  return ok({
    version,
    publishedYears: published.map(([year]) => Number(year)),
    years: published.map(([year, list]) => ({
      year: Number(year),
      notices: list.map(({ notice: { title, number, issuedOn } }) => ({ title, number, issuedOn })),
    })),
    arrangements: rows.map(arrangementView),
  })
}
