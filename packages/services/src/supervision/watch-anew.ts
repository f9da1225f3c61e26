import { addWorkdays, type Calendar, civilDateAt, endOfDayAt, workdaysBetween } from '@tongban/calendar'
import type { CivilDate, EpochMs } from '@tongban/kernel'
import {
  type CardTermsRow,
  cardsInTerm,
  lengthenCardTerms,
  moveAnswerDays,
  movePostingDays,
  moveRectificationDays,
  othersWatched,
  publishedPolicies,
  type WatchedRow,
} from '@tongban/store'
import {
  type DatedPolicy,
  planStages,
  type ResolvedPolicy,
  resolvePolicy,
  STANDARD,
  WATCHED_BASES,
  WATCHED_KINDS,
  type WatchedClock,
} from '@tongban/supervision'
import type { Context } from '../context.ts'
import { cardTerms } from './given-stages.ts'
import { datedPolicies } from './held-policies.ts'
import { type ReadClock, watchAgain } from './watch.ts'

/**
 * What is watched beside cases, by a calendar that has changed: receipts, replies, parcels, rectifications and whatever else
 * counts working days from the day its row holds. A day that moved opens an epoch and withdraws what is no longer true, as
 * with cases; a day that somebody named stays, with its stages reckoned anew. Done again it changes nothing.
 */
const PAGE = 200
/** More than a region will ever have in force. */
const MOST_POLICIES = 1_000

export type Change = { readonly before: Calendar; readonly after: Calendar }
/** Where the next page begins; null: there is none. */
export type Replanned = {
  readonly place: readonly string[] | null
  readonly moved: number
  /** How many could not be read. */
  readonly failed?: number
}

export async function watchOthersAnew(
  ctx: Pick<Context, 'clock' | 'database'>,
  change: Change,
  [kind = '', subject = '', key = '']: readonly string[],
): Promise<Replanned> {
  const [published, rows] = await ctx.database.read([
    publishedPolicies({ limit: MOST_POLICIES }),
    othersWatched({ kind, subject, key, limit: PAGE }),
  ])
  const policies = datedPolicies(published)
  const now = ctx.clock.now()
  const moved = rows.flatMap((row) => {
    const read = readClock(row, policies, change, now)
    return isAsPlanned(row, read, change.after) ? [] : [read]
  })
  if (moved.length > 0) {
    const { statements, rows: list } = watchAgain({ clock: ctx.clock, calendar: change.after }, moved)
    const follow = [moveAnswerDays, movePostingDays, moveRectificationDays].map((move) =>
      move({ rows: list }),
    )
    await ctx.database.write([...statements, ...follow])
    // Somebody may have signed at the same moment: the page is looked at once more, until nothing in it is to be changed.
    return { place: [kind, subject, key], moved: moved.length }
  }
  const last = rows.at(-1)
  return {
    place: last === undefined || rows.length < PAGE ? null : [last.kind, last.subject, last.clockKey],
    moved: 0,
  }
}

function readClock(
  row: WatchedRow,
  policies: readonly DatedPolicy[],
  { before, after }: Change,
  now: EpochMs,
): ReadClock {
  const under = underOf(row.policy, policies, { ...row, fromOn: asDay(row.fromOn) })
  const was = clockOf(row)
  const is = { ...was, ...dayBy(after, was) }
  const isSpared =
    is.dueAt <= now && (was.dueAt > now || isWithoutCards(row, planStages(under.policy, was, before)))
  return {
    clock: { ...is, overByCalendarOnly: isSpared },
    under,
    post: row.post,
    epoch: row.epoch,
    readAt: row.changedAt,
  }
}

/** The policy it began under; of an id that is not kept, that of the day. */
const underOf = (
  id: string | null,
  policies: readonly DatedPolicy[],
  subject: Parameters<typeof resolvePolicy>[1],
): ResolvedPolicy =>
  id === STANDARD.id
    ? STANDARD
    : (policies.find((each) => each.id === id) ?? resolvePolicy(policies, subject))

/** It was over by a calendar alone already, and its cards were left out. */
function isWithoutCards({ stages }: WatchedRow, planned: ReturnType<typeof planStages>): boolean {
  return planned.some(({ cause }) => cause !== undefined) && !stages.includes('"cause"')
}

function dayBy(
  calendar: Calendar,
  { unit, fromOn, length, dueOn, dueAt, provisional }: WatchedClock,
): Pick<WatchedClock, 'dueOn' | 'dueAt' | 'provisional'> {
  if (unit === 'workday') {
    const { on, provisional: mayMove } = addWorkdays(calendar, fromOn, length)
    return { dueOn: on, dueAt: endOfDayAt(on), provisional: mayMove }
  }
  return { dueOn, dueAt, provisional: provisional && workdaysBetween(calendar, fromOn, dueOn).provisional }
}

function isAsPlanned(row: WatchedRow, { clock, under }: ReadClock, calendar: Calendar): boolean {
  return (
    clock.dueAt === row.dueAt &&
    clock.provisional === (row.provisional === 1) &&
    JSON.stringify(planStages(under.policy, clock, calendar)) === row.stages
  )
}

/** Cards that can still be looked at or appealed, by state and then in order of their proposal. */
const IN_TERM = ['proposed', 'standing'] as const

export async function lengthenCards(
  ctx: Pick<Context, 'clock' | 'database'>,
  { after }: Change,
  [state = IN_TERM[0], afterAt = '0', afterId = '']: readonly string[],
): Promise<Replanned> {
  const [published, rows] = await ctx.database.read([
    publishedPolicies({ limit: MOST_POLICIES }),
    cardsInTerm({ state, afterAt: Number(afterAt), afterId, now: ctx.clock.now(), limit: PAGE }),
  ])
  const policies = datedPolicies(published)
  const longer = rows.flatMap((row) => {
    const terms = termsOf(row, policies, after)
    const isLonger = terms.standsAt > row.standsAt && row.state === 'proposed'
    return isLonger || terms.appealBy > row.appealBy ? [{ id: row.id, ...terms }] : []
  })
  if (longer.length > 0) await ctx.database.write([lengthenCardTerms({ rows: JSON.stringify(longer) })])
  const last = rows.length < PAGE ? undefined : rows.at(-1)
  const next = state === IN_TERM[0] ? IN_TERM[1] : undefined
  return {
    place:
      last !== undefined
        ? [state, String(last.proposedAt), last.id]
        : next === undefined
          ? null
          : [next, '0', ''],
    moved: longer.length,
  }
}

function termsOf(row: CardTermsRow, policies: readonly DatedPolicy[], calendar: Calendar) {
  const { policy } = underOf(row.policy, policies, { ...row, fromOn: civilDateAt(row.trueAt) })
  return cardTerms({ calendar }, policy, row.proposedAt)
}

/** Guarantee: rows are written from a `WatchedClock` only. */
const asDay = (text: string) => text as CivilDate
const asUnit = (text: string) => text as WatchedClock['unit']
const asScope = (text: string) => text as WatchedClock['scope']
const asStatus = (text: string) => text as WatchedClock['status']

function clockOf(row: WatchedRow): WatchedClock {
  const kind = WATCHED_KINDS.find((each) => each === row.kind)
  const basis = WATCHED_BASES.find((each) => each === row.basis)
  if (kind === undefined || basis === undefined)
    throw new Error(`a clock of no known kind: ${row.kind} ${row.basis}`)
  return {
    kind,
    subject: row.subject,
    key: row.clockKey,
    step: row.step,
    basis,
    law: row.law,
    scope: asScope(row.scope),
    itemCode: row.itemCode,
    department: row.department,
    person: row.person,
    fromAt: row.fromAt,
    fromOn: asDay(row.fromOn),
    unit: asUnit(row.unit),
    length: row.length,
    dueOn: asDay(row.dueOn),
    dueAt: row.dueAt,
    provisional: row.provisional === 1,
    status: asStatus(row.status),
    stoppedAt: row.stoppedAt,
  }
}
