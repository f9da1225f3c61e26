import { addDays, type Calendar, civilDateAt, endOfDayAt, isWorkday, nextWorkday } from '@tongban/calendar'
import type { CivilDate } from '@tongban/kernel'
import {
  type BulletinRow,
  eventCursor,
  firstEventAt,
  insertBulletin,
  latestBulletin,
  redraftBulletin,
} from '@tongban/store'
import { type BulletinKind, dayPeriod, monthPeriod, type Period } from '@tongban/supervision'
import type { Context } from '../context.ts'
import { FIGURES, isCaughtUp } from '../figures/roll-up.ts'
import { collectBulletin } from './collect.ts'
import { contentIn, writtenOf } from './content.ts'

/**
 * Makes the digest of each day that is over and drafts the bulletin of the month from its first working day on, once the
 * roll-ups hold everything that was written in it. What was missed is made up. A draft nobody has published follows the
 * figures once a day; what is published stays. Cron may come twice: a version is written once.
 */
const DAYS_BACK = 7
const MONTHS_BACK = 3

export async function draftBulletins(ctx: Context): Promise<string> {
  const now = ctx.clock.now()
  const today = civilDateAt(now)
  const [[cursor], [first]] = await ctx.database.read([eventCursor({ name: FIGURES }), firstEventAt({})])
  if (first === undefined) return 'nothing to report'
  const due = [...daysOver(today), ...monthsOver(ctx.calendar, today)].filter(
    ({ period }) => endOfDayAt(period.untilOn) > first.at,
  )
  const found = await ctx.database.read(
    due.map(({ kind, period }) => latestBulletin({ kind, period: period.name })),
  )
  const said: string[] = []
  for (const [at, { kind, period }] of due.entries()) {
    const latest = found[at]?.[0]
    if (!isWanted(latest, today)) continue
    if (!isCaughtUp(ctx, cursor, endOfDayAt(period.untilOn))) return `${line(said)}, the figures are behind`
    if (await draft(ctx, kind, period, latest)) said.push(`${kind} ${period.name}`)
  }
  return line(said)
}

const line = (said: readonly string[]) => (said.length === 0 ? 'nothing new' : `drafted ${said.join(', ')}`)

/** None yet, or a draft of an earlier day. */
const isWanted = (latest: BulletinRow | undefined, today: CivilDate): boolean =>
  latest === undefined || (latest.state === 'draft' && civilDateAt(latest.draftedAt) < today)

type Due = { readonly kind: BulletinKind; readonly period: Period }

const daysOver = (today: CivilDate): readonly Due[] =>
  Array.from({ length: DAYS_BACK }, (_, back) => ({
    kind: 'daily',
    period: dayPeriod(addDays(today, back - DAYS_BACK)),
  }))

function monthsOver(calendar: Calendar, today: CivilDate): readonly Due[] {
  const due: Due[] = []
  let month = monthPeriod(today)
  const isBegun = today >= firstWorkday(calendar, month.fromOn)
  for (let back = 0; back < MONTHS_BACK; back += 1) {
    month = monthPeriod(addDays(month.fromOn, -1))
    if (back > 0 || isBegun) due.unshift({ kind: 'monthly', period: month })
  }
  return due
}

const firstWorkday = (calendar: Calendar, on: CivilDate): CivilDate =>
  isWorkday(calendar, on).workday ? on : nextWorkday(calendar, on).on

async function draft(
  ctx: Context,
  kind: BulletinKind,
  period: Period,
  before: BulletinRow | undefined,
): Promise<boolean> {
  const version = before?.version ?? 1
  const corrects = before === undefined ? null : contentIn(before.content).corrects
  const written = await writtenOf(await collectBulletin(ctx, { kind, period, version, corrects }))
  const draftedAt = ctx.clock.now()
  const state = kind === 'daily' ? 'made' : 'draft'
  const done = await ctx.database.write([
    before === undefined
      ? insertBulletin({
          id: ctx.ids.uuid(),
          kind,
          period: period.name,
          version,
          state,
          ...written,
          draftedAt,
          corrects: null,
        })
      : redraftBulletin({ id: before.id, ...written, draftedAt }),
  ])
  return done.ok
}
