import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { type CalendarChangeRow, calendarChangesAfter } from '@tongban/store'
import type { Context } from '../context.ts'

/** What a calendar did to open deadlines: each before and after, in pages; who is to be told, and whether it is on its way. */
export type CalendarChanges = {
  readonly version: string
  readonly changes: readonly CalendarChangeRow[]
  /** Where the next page begins; null after the last. */
  readonly next: string | null
}

export const CHANGES_PAGE = 100
/** The CSV list has longer pages. */
export const CHANGES_CSV_PAGE = 1000

export async function calendarChanges(
  ctx: Context,
  version: string,
  cursor: string,
  limit: number = CHANGES_PAGE,
): Promise<Result<CalendarChanges, Failure>> {
  if (!holdsRole(ctx.actor, 'supervisor', 'auditor', 'admin'))
    return fail({ code: 'notAllowed', need: '监察员 supervisor、审计员 auditor、系统管理员 admin' })
  const [caseNumber = '', clockKey = ''] = cursor.split(' ')
  const [changes] = await ctx.database.read([calendarChangesAfter({ version, caseNumber, clockKey, limit })])
  const last = changes.length === limit ? changes.at(-1) : undefined
  return ok({ version, changes, next: last === undefined ? null : `${last.caseNumber} ${last.clockKey}` })
}
