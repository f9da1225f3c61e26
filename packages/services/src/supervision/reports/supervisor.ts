import { addDays, civilDate, civilDateAt, endOfDayAt, startOfDayAt } from '@tongban/calendar'
import { type CivilDate, type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import {
  type Counted,
  confirmedThenRevoked,
  lapsedByDepartment,
  revokedBySupervisor,
  unansweredByDepartment,
} from '@tongban/store'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { type Coded, departmentOf } from '../notices/coded.ts'
import { allStaff, type By, byOf } from '../supervised.ts'

/**
 * Supervision of the supervisor 对监察的监督: notices nobody has answered in time, cards nobody looked at before they stood,
 * cards that were revoked, by department and by whoever put them into force or revoked them. Each with the address of its list.
 */
export type ReportLine = {
  readonly department: Coded
  /** Null where no person did it. */
  readonly by: By | null
  readonly count: number
}
export type ReportPart = {
  readonly count: number
  readonly lines: readonly ReportLine[]
  readonly list: string
}
export type SupervisorReport = {
  readonly asOf: number
  readonly fromOn: CivilDate
  readonly untilOn: CivilDate
  /** As they stand now, whenever they were written. */
  readonly unanswered: ReportPart
  /** Of the cards proposed from the first to the last day. */
  readonly lapsed: ReportPart
  readonly revoked: ReportPart
  /** Cards a supervisor confirmed and that were revoked afterwards, by whoever had confirmed them. */
  readonly confirmedInError: ReportPart
}

const DAYS = 30
const MOST_DAYS = 400
const MOST_LINES = 1_000

export async function supervisorReport(
  ctx: Context,
  asked: { readonly from?: string | undefined; readonly until?: string | undefined },
): Promise<Result<SupervisorReport, Failure>> {
  if (!holdsRole(ctx.actor, 'supervisor', 'auditor', 'governmentHead'))
    return fail({ code: 'notAllowed', need: '监察员 supervisor、审计员 auditor、政府负责人 governmentHead' })
  const now = ctx.clock.now()
  const untilOn = asked.until === undefined ? civilDateAt(now) : civilDate(asked.until)
  if (untilOn === undefined || untilOn < EARLIEST)
    return fail({ code: 'invalidInput', errors: [NO_SUCH_DAY] })
  const fromOn = asked.from === undefined ? addDays(untilOn, 1 - DAYS) : civilDate(asked.from)
  if (fromOn === undefined || fromOn > untilOn || fromOn < addDays(untilOn, -MOST_DAYS))
    return fail({ code: 'invalidInput', errors: [WRONG_SPAN] })
  const span = { from: startOfDayAt(fromOn), until: endOfDayAt(untilOn), limit: MOST_LINES }
  const [unanswered, lapsed, revoked, confirmed] = await ctx.database.read([
    unansweredByDepartment({ now, limit: MOST_LINES }),
    lapsedByDepartment(span),
    revokedBySupervisor(span),
    confirmedThenRevoked(span),
  ])
  const [names, me] = await Promise.all([allStaff(ctx), actorIndex(ctx.keys, ctx.actor)])
  const part = (rows: readonly Counted[], list: string): ReportPart => ({
    count: rows.reduce((sum, { n }) => sum + n, 0),
    lines: rows.map(({ department, by, n }) => ({
      department: departmentOf(ctx, department),
      by: by === '' || by === 'clock' ? null : byOf(names, by, me),
      count: n,
    })),
    list,
  })
  return ok({
    asOf: now,
    fromOn,
    untilOn,
    unanswered: part(unanswered, '/supervision/v1/notices?late=true'),
    lapsed: part(lapsed, '/supervision/v1/cards?lapsed=true'),
    revoked: part(revoked, '/supervision/v1/cards?state=revoked'),
    confirmedInError: part(confirmed, '/supervision/v1/cards?state=revoked'),
  })
}

/** Long before any of this was kept; a span that ends earlier holds nothing. */
const EARLIEST = '2000-01-01'
const NO_SUCH_DAY = {
  pointer: '/query/until',
  zh: '应为 2000 年至 2199 年之间的日期。',
  en: 'Must be a day of the years 2000 to 2199.',
}
const WRONG_SPAN = {
  pointer: '/query/from',
  zh: `起始日期不能晚于截止日期，期间至多 ${MOST_DAYS} 日。`,
  en: `The first day is not after the last, and the span has at most ${MOST_DAYS} days.`,
}
