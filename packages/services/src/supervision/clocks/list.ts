import { civilDateAt } from '@tongban/calendar'
import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import {
  runningWatched,
  runningWatchedOf,
  runningWatchedOfKind,
  type SaidRow,
  type Statement,
  standingWatched,
  standingWatchedOf,
  type WatchedRow,
  watchedOfSubject,
  withSaid,
} from '@tongban/store'
import type { WatchedBasis, WatchedKind } from '@tongban/supervision'
import { actorIndex } from '../../cases/identity.ts'
import { OVERSIGHT } from '../../cases/load.ts'
import type { Context } from '../../context.ts'
import { type DueSpan, dueSpan, NEVER } from '../../lists/bounds.ts'
import { NOT_OURS, openPlace, sealPlace } from '../../lists/cursor.ts'
import { departmentSeen } from '../../lists/department-seen.ts'
import { type StaffNames, staffNames } from '../../staff/names.ts'
import { type ClockView, clockView } from './view.ts'

/**
 * Watched clocks 监察时限 in pages, what is longest overdue first: for supervision those of the whole region, for everybody
 * else those of their own department. Rows are projections, written with the last change of what is watched; none holds
 * anything of an applicant.
 */
export type ClockQuery = {
  readonly department?: string | undefined
  readonly item?: string | undefined
  /** Number of a case, of a notice … */
  readonly subject?: string | undefined
  readonly kind?: WatchedKind | undefined
  readonly basis?: WatchedBasis | undefined
  readonly step?: string | undefined
  /** Of the case it is of: how it came in, and the region it is shared with. */
  readonly channel?: string | undefined
  readonly partner?: string | undefined
  /** Running, or lawfully stopped. */
  readonly status: 'running' | 'stands'
  readonly due?: 'overdue' | 'today' | 'soon' | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

export type ClockPage = {
  /** Null: all departments. */
  readonly department: string | null
  readonly asOf: number
  readonly clocks: readonly ClockView[]
  readonly cursor: string | null
}

export async function listClocks(ctx: Context, query: ClockQuery): Promise<Result<ClockPage, Failure>> {
  const seen = clocksSeen(ctx, query.department)
  if (!seen.ok) return seen
  const department = seen.value
  const now = ctx.clock.now()
  const span = spanOf(ctx, query, now)
  const asked = askedFor(query, department)
  const after =
    query.cursor === undefined ? ok(before(span.dueAfter)) : await placeIn(ctx, query.cursor, asked)
  if (!after.ok) return after
  const [rows] = await ctx.database.read([
    withSaid(statementOf(query, department, after.value, span.dueUntil)),
  ])
  const shown = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? shown.at(-1)?.row : undefined
  return ok({
    department,
    asOf: now,
    clocks: await clockViews(ctx, shown),
    cursor: last === undefined ? null : await sealPlace(ctx.keys, textOf(last), asked),
  })
}

/** As whoever asks sees them. */
export async function clockViews(
  ctx: Context,
  shown: readonly { readonly row: WatchedRow; readonly said: SaidRow }[],
): Promise<readonly ClockView[]> {
  const now = ctx.clock.now()
  const viewer = {
    names: await namesOf(
      ctx,
      shown.map(({ row }) => row),
    ),
    me: await actorIndex(ctx.keys, ctx.actor),
    now,
    today: civilDateAt(now),
  }
  return shown.map(({ row, said }) => clockView(ctx, row, viewer, said))
}

/** The department, or null for all of them. */
function clocksSeen(ctx: Context, asked: string | undefined): Result<string | null, Failure> {
  return asked === undefined && holdsRole(ctx.actor, ...OVERSIGHT) ? ok(null) : departmentSeen(ctx, asked)
}

const LISTS = { overdue: 'overdue', today: 'dueToday', soon: 'dueSoon' } as const

const spanOf = ({ calendar }: Context, { due }: ClockQuery, now: number): DueSpan =>
  dueSpan(due === undefined ? 'department' : LISTS[due], calendar, now)

const askedFor = (
  { item, kind, basis, status, due, subject, step, channel, partner }: ClockQuery,
  department: string | null,
): string =>
  JSON.stringify([
    'clocks',
    department ?? '',
    item ?? '',
    kind ?? '',
    basis ?? '',
    status,
    due ?? '',
    subject ?? '',
    step ?? '',
    channel ?? '',
    partner ?? '',
  ])

type Place = {
  readonly afterAt: number
  readonly afterKind: string
  readonly afterSubject: string
  readonly afterKey: string
}

/** After every clock due at that very instant, which is before the span. */
const before = (at: number): Place => ({ afterAt: at, afterKind: '~', afterSubject: '', afterKey: '' })

const textOf = ({ dueAt, kind, subject, clockKey }: WatchedRow) => `${dueAt} ${kind} ${subject} ${clockKey}`

async function placeIn(ctx: Context, cursor: string, asked: string): Promise<Result<Place, Failure>> {
  const place = await openPlace(ctx.keys, cursor, asked)
  if (!place.ok) return place
  const [at, afterKind, afterSubject, ...key] = place.value.split(' ')
  if (afterKind === undefined || afterSubject === undefined || key.length === 0)
    return fail({ code: 'invalidInput', errors: [NOT_OURS] })
  return ok({ afterAt: Number(at), afterKind, afterSubject, afterKey: key.join(' ') })
}

/** What is due first of the clocks that run, for an overview that shows the head of the list. */
export const worstClocks = (
  filters: {
    readonly department: string | null
    readonly item: string | null
    readonly channel: string | null
    readonly partner: string | null
  },
  limit: number,
) =>
  withSaid(
    statementOf(
      {
        kind: 'case',
        status: 'running',
        item: filters.item ?? undefined,
        channel: filters.channel ?? undefined,
        partner: filters.partner ?? undefined,
        limit: limit - 1,
      },
      filters.department,
      before(-1),
      NEVER,
    ),
  )

/** One row more than is shown tells whether there is another page. */
function statementOf(
  query: ClockQuery,
  department: string | null,
  place: Place,
  dueUntil: number,
): Statement<WatchedRow> {
  const { kind = null, basis = null, item = null, status, subject } = query
  const { step = null, channel = null, partner = null } = query
  const asked = { kind, basis, item, step, channel, partner, ...place, dueUntil, limit: query.limit + 1 }
  if (subject !== undefined) return watchedOfSubject({ ...asked, subject, status, department })
  if (kind !== null && kind !== 'case' && status === 'running')
    return runningWatchedOfKind({ ...asked, kind, department })
  if (department === null) return status === 'running' ? runningWatched(asked) : standingWatched(asked)
  const of = { ...asked, department }
  return status === 'running' ? runningWatchedOf(of) : standingWatchedOf(of)
}

/** Names of whoever is named in these rows. */
async function namesOf(ctx: Context, rows: readonly WatchedRow[]): Promise<StaffNames> {
  const departments = new Set(
    rows.filter(({ person }) => person !== null).map(({ department }) => department),
  )
  const lists = await Promise.all([...departments].map((department) => staffNames(ctx, department)))
  return new Map(lists.flatMap((list) => [...list]))
}
