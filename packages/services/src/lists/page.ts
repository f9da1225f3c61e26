import { civilDate, civilDateAt } from '@tongban/calendar'
import { type CivilDate, type Failure, fail, ok, type Result } from '@tongban/kernel'
import {
  casesAssigned,
  casesByWork,
  casesClosed,
  casesForOpinion,
  casesHandedIn,
  casesStandingIn,
  casesSuspended,
  casesUnassigned,
  type EndedRow,
  type ListedRow,
  type Statement,
} from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { staffNames } from '../staff/names.ts'
import { dueSpan, receivedSpan } from './bounds.ts'
import { openCursor, type Place, sealCursor } from './cursor.ts'
import { departmentSeen } from './department-seen.ts'
import { LISTS, type ListName } from './names.ts'
import { type ListedCase, listedCase } from './view.ts'

/**
 * One page of a list of officials, by one index and in one read batch. Rows are the projections that were written with
 * the last event of each case; what is read when a case is opened is derived anew. No application is opened: a list
 * holds no name and no number of a person (个人信息保护法 6).
 */
export type ListQuery = {
  readonly list: ListName
  readonly department?: string | undefined
  /** With `mine`: the cases of whoever delegated to the actor by this delegation. */
  readonly delegation?: string | undefined
  readonly item?: string | undefined
  readonly state?: string | undefined
  /** Received on this day or later, on this day or earlier. */
  readonly from?: string | undefined
  readonly until?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

export type CasePage = {
  readonly list: { readonly code: ListName; readonly zh: string; readonly en: string }
  readonly department: string
  /** The instant the list was read. */
  readonly asOf: number
  readonly cases: readonly ListedCase[]
  /** Cursor of the page after this one; null on the last. */
  readonly cursor: string | null
}

export async function listCases(ctx: Context, query: ListQuery): Promise<Result<CasePage, Failure>> {
  const { list, limit } = query
  const department = departmentSeen(ctx, query.department)
  if (!department.ok) return department
  const days = daysOf(query)
  if (!days.ok) return days
  if (query.delegation !== undefined && list !== 'mine')
    return fail({ code: 'invalidInput', errors: [ONLY_MINE] })
  const me = await actorIndex(ctx.keys, ctx.actor)
  const asked = askedFor(query, department.value, me)
  const after = query.cursor === undefined ? ok(null) : await openCursor(ctx.keys, query.cursor, asked)
  if (!after.ok) return after
  const now = ctx.clock.now()
  const scope = { department: department.value, me, days: days.value, after: after.value, now }
  const [rows] = await ctx.database.read([statementOf(ctx, query, scope)])
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  const names = await staffNames(ctx, department.value)
  const today = civilDateAt(now)
  return ok({
    list: { code: list, ...LISTS[list] },
    department: department.value,
    asOf: now,
    cases: shown.map((row) => listedCase(ctx, row, { names, me, now, today })),
    cursor: last === undefined ? null : await sealCursor(ctx.keys, placeOf(list, last), asked),
  })
}

/** What a cursor belongs to: whose list, and every filter. */
const askedFor = (
  { list, delegation, item, state, from, until }: ListQuery,
  department: string,
  me: string,
): string =>
  JSON.stringify(
    [list, department, isOwn(list) ? me : '', delegation, item, state, from, until].map((each) => each ?? ''),
  )

const isOwn = (list: ListName) => list === 'mine' || list === 'handedIn'

type Days = { readonly from: CivilDate | undefined; readonly until: CivilDate | undefined }

function daysOf({ from, until }: ListQuery): Result<Days, Failure> {
  const days = { from: dayOf(from), until: dayOf(until) }
  const isInOrder = days.from === undefined || days.until === undefined || days.from <= days.until
  return isInOrder ? ok(days) : fail({ code: 'invalidInput', errors: [NOT_IN_ORDER] })
}

const dayOf = (text: string | undefined) => (text === undefined ? undefined : civilDate(text))

const ONLY_MINE = {
  pointer: '/query/delegation',
  zh: '委托编号只用于“我的办件”（list=mine）。',
  en: 'A delegation goes with one’s own cases only (list=mine).',
}
const NOT_IN_ORDER = {
  pointer: '/query/until',
  zh: '截止日期不能早于起始日期。',
  en: 'The last day is not before the first.',
}

type Scope = {
  readonly department: string
  readonly me: string
  readonly days: Days
  readonly after: Place | null
  readonly now: number
}

/** Sorts after, and before, every case number. */
const LAST = '~'
const FIRST = ''

/** The statement of the page; one row more than is shown tells whether there is another page. */
function statementOf(ctx: Context, query: ListQuery, scope: Scope): Statement<ListedRow | EndedRow> {
  const { list, item = null, state = null } = query
  const { department, me, days, after, now } = scope
  const { receivedFrom, receivedUntil } = receivedSpan(days.from, days.until)
  const { dueAfter, dueUntil } = dueSpan(list, ctx.calendar, now)
  const filters = { item, state, limit: query.limit + 1 }
  const from = (at: number, caseNumber: string) => ({
    afterAt: after?.at ?? at,
    afterCase: after?.caseNumber ?? caseNumber,
  })
  switch (list) {
    case 'mine': {
      const work = { ...from(dueAfter, LAST), dueUntil, receivedFrom, receivedUntil }
      const { delegation } = query
      return delegation === undefined
        ? casesAssigned({ ...filters, ...work, department, assignedTo: me })
        : casesStandingIn({ ...filters, ...work, department, me, delegation, on: civilDateAt(now) })
    }
    case 'department':
    case 'dueToday':
    case 'dueSoon':
    case 'overdue':
      return casesByWork({
        ...filters,
        ...from(dueAfter, LAST),
        dueUntil,
        receivedFrom,
        receivedUntil,
        department,
      })
    case 'unassigned':
      return casesUnassigned({ ...filters, ...from(receivedFrom - 1, LAST), receivedUntil, department })
    case 'opinions':
      return casesForOpinion({ ...filters, ...from(-1, LAST), receivedFrom, receivedUntil, department })
    case 'suspended':
      return casesSuspended({ ...filters, ...from(receivedFrom - 1, LAST), receivedUntil, department })
    case 'closed':
      return casesClosed({ ...filters, ...from(receivedUntil, FIRST), receivedFrom, department })
    case 'handedIn':
      return casesHandedIn({ ...filters, ...from(receivedUntil, FIRST), receivedFrom, submitter: me })
  }
}

const BY_WORK: readonly ListName[] = ['mine', 'department', 'dueToday', 'dueSoon', 'overdue', 'opinions']

function placeOf(list: ListName, { workAt, receivedAt, caseNumber }: ListedRow): Place {
  return { at: BY_WORK.includes(list) ? (workAt ?? 0) : receivedAt, caseNumber }
}
