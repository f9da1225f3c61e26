import { civilDateAt } from '@tongban/calendar'
import { type Failure, ok, type Result } from '@tongban/kernel'
import {
  type NoticeRow,
  noticePage,
  noticePageOfDepartment,
  noticePageOfState,
  noticePageOfSubject,
  type Statement,
} from '@tongban/store'
import type { NoticeState, Stage } from '@tongban/supervision'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { delegationsTo } from '../../delegations/in-force.ts'
import { latestPage, openBefore } from '../../lists/latest-first.ts'
import { departmentShown, supervised, takerOf } from '../supervised.ts'
import { type ListedNotice, listedNotice } from './view.ts'

/** One page of notices, the latest first, by one index: of a subject, of a department, in a state, or all. */
export type NoticeQuery = {
  readonly state?: NoticeState | undefined
  readonly stage?: Stage | undefined
  readonly department?: string | undefined
  readonly item?: string | undefined
  readonly subject?: string | undefined
  /** Those that wait for a receipt or a reply. */
  readonly unanswered?: boolean | undefined
  /** Of those the ones whose time is over. */
  readonly late?: boolean | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

export type NoticePage = {
  readonly asOf: number
  readonly notices: readonly ListedNotice[]
  readonly cursor: string | null
}

export async function listNotices(ctx: Context, query: NoticeQuery): Promise<Result<NoticePage, Failure>> {
  const official = supervised(ctx)
  if (!official.ok) return official
  const department = departmentShown(ctx, query.department)
  if (!department.ok) return department
  const now = ctx.clock.now()
  const { state = null, stage = null, item = null, subject = null, limit } = query
  const unanswered = query.unanswered === true ? 1 : 0
  const isLate = query.late === true
  const asked = JSON.stringify(['notices', department.value, state, stage, item, subject, unanswered, isLate])
  const before = await openBefore(ctx.keys, query.cursor, asked)
  if (!before.ok) return before
  const index = await actorIndex(ctx.keys, ctx.actor)
  const [rows, delegations] = await ctx.database.read([
    statementFor({
      state,
      stage,
      department: department.value,
      item,
      subject,
      unanswered,
      lateBefore: isLate ? now : null,
      ...before.value,
      limit: limit + 1,
    }),
    delegationsTo(index, civilDateAt(now)),
  ])
  const page = await latestPage(ctx.keys, rows, limit, ({ writtenAt: at, id }) => ({ at, id }), asked)
  const taker = await takerOf(ctx, official.value, delegations)
  return ok({
    asOf: now,
    notices: page.rows.map((row) => listedNotice(ctx, row, taker)),
    cursor: page.cursor,
  })
}

function statementFor(filters: Parameters<typeof noticePage>[0]): Statement<NoticeRow> {
  if (filters.subject !== null) return noticePageOfSubject(filters)
  if (filters.department !== null) return noticePageOfDepartment(filters)
  return filters.state === null ? noticePage(filters) : noticePageOfState(filters)
}
