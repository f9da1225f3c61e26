import { type Calendar, type CalendarData, openCalendar } from '@tongban/calendar'
import { type ClockPlan, clocksOf, nextDueAt, type Recomputed, recompute, type Untold } from '@tongban/cases'
import {
  allArrangements,
  calendarVersion,
  casesEndedProvisional,
  casesWithOpenClocks,
  finishCalendarVersion,
  insertCalendarChange,
  insertCalendarVersion,
  lastDoneCalendarVersion,
  moveDue,
  type Statement,
} from '@tongban/store'
import { composeData } from '../calendars/compose.ts'
import { CALENDAR_KEPT_MS } from '../calendars/current.ts'
import { attemptEach } from '../cases/each-case.ts'
import { type LoadedCase, loadCase } from '../cases/load.ts'
import { stageStatements } from '../cases/stages.ts'
import { messageOf } from '../cases/step-notice.ts'
import type { Context } from '../context.ts'
import { dueShown } from '../handovers/away.ts'
import { sendTold, type Told, tellPartners, whereSealed } from '../handovers/tell.ts'
import { watchStatements } from '../supervision/case-clocks.ts'
import { type Change, lengthenCards, type Replanned, watchOthersAnew } from '../supervision/watch-anew.ts'

/**
 * Reckons every open deadline again when the calendar has changed, published by the region or brought by a new version
 * of the program, and keeps a list of each before and after. A day that moves to the harm of the applicant is told in
 * the same batch. Nothing else of a case changes: events hold no deadline. Resumable; done again it changes nothing.
 */
const PAGE = 25
/** Isolates look for a new calendar once a minute: by then nobody writes a case by the old one any more. */
const SETTLED_MS = 2 * CALENDAR_KEPT_MS

/** `rows`: how many clocks, cards and cases moved in it. */
export type Pass = { readonly cursor: string | null; readonly outcome: string; readonly rows: number }

export async function recomputeOpen(ctx: Context, cursor: string | null): Promise<Pass> {
  const [arrangements, [done]] = await ctx.database.read([allArrangements({}), lastDoneCalendarVersion({})])
  const data = composeData(arrangements)
  const { version } = data
  const now = ctx.clock.now()
  if (done === undefined) {
    // Nothing was reckoned by another calendar before this one.
    await ctx.database.write([first(data, now)])
    return { cursor: null, outcome: `calendar ${version}`, rows: 0 }
  }
  if (done.version === version) return { cursor: null, outcome: `calendar ${version}`, rows: 0 }
  const [[begun]] = await ctx.database.read([calendarVersion({ version })])
  if (begun === undefined) {
    await ctx.database.write([
      insertCalendarVersion({ version, data: JSON.stringify(data), firstUsedAt: now, doneAt: null }),
    ])
    return { cursor: null, outcome: `calendar ${version} found`, rows: 0 }
  }
  if (now - begun.firstUsedAt < SETTLED_MS)
    return { cursor: null, outcome: `calendar ${version} settles`, rows: 0 }
  const change = { before: opened(asData(done.data)), after: opened(data) }
  return follow(ctx, change, placeIn(cursor, version))
}

/** What follows a calendar, in this order, each in pages of its own. */
const FOLLOWERS = {
  open: openCases,
  /** What was over when it ended may have been so by a provisional day alone, and draws its card only now. */
  ended: endedCases,
  others: watchOthersAnew,
  cards: lengthenCards,
} as const satisfies Record<
  string,
  (ctx: Context, change: Change, place: readonly string[]) => Promise<Replanned>
>
type Follower = keyof typeof FOLLOWERS
const isFollower = (name: string): name is Follower => Object.hasOwn(FOLLOWERS, name)
const ORDER = Object.keys(FOLLOWERS).filter(isFollower)

/** One whole page of one of them; those that have no more are done at once. */
async function follow(
  ctx: Context,
  change: Change,
  { follower, place }: { readonly follower: Follower; readonly place: readonly string[] },
): Promise<Pass> {
  const { version } = change.after
  let moved = 0
  let failed = 0
  let from = place
  for (const name of ORDER.slice(ORDER.indexOf(follower))) {
    const page: Replanned = await FOLLOWERS[name](ctx, change, from)
    moved += page.moved
    failed += page.failed ?? 0
    const said = `calendar ${version}: ${moved} moved${failed === 0 ? '' : `, ${failed} cannot be read`}`
    if (page.place !== null)
      return { cursor: cursorOf(version, name, page.place), outcome: `${said}, more to come`, rows: moved }
    from = []
    if (name === ORDER.at(-1)) {
      // A case that cannot be read cannot be acted on either; once mended, its clocks follow this calendar by themselves.
      await ctx.database.write([finishCalendarVersion({ version, doneAt: ctx.clock.now() })])
      return { cursor: null, outcome: `${said}, all done`, rows: moved }
    }
  }
  throw new Error('nothing follows a calendar')
}

async function openCases(
  ctx: Context,
  { before, after }: Change,
  [from = '']: readonly string[],
): Promise<Replanned> {
  const [open] = await ctx.database.read([casesWithOpenClocks({ after: from, limit: PAGE })])
  const { done: moved, faults } = await attemptEach(ctx, open, async ({ caseNumber }) => {
    const loaded = await loadedCase(ctx, caseNumber)
    const { fold } = loaded
    const plan = toldPlan(loaded, after)
    const changes = recompute(plan, fold, before, after, ctx.clock.now())
    // Its days stay; what supervision says some working days before and after them may not.
    if (changes.length === 0) return rewatch(ctx, loaded, plan, after)
    const { statements, plan: kept } = await statementsOf(ctx, loaded, plan, changes, { before, after })
    const told = await toldOf(ctx, {
      ...loaded,
      policy: { ...loaded.policy, plan: kept, calendar: after },
    })
    const written = await ctx.database.write([...statements, ...told.statements])
    if (written.ok) sendTold(ctx, told)
    // A partner was told something at the same moment, by the calendar that is current now: the rest is this region's own.
    else await ctx.database.write(statements)
    return true
  })
  return pageOf(open, moved, faults.length)
}

async function endedCases(
  ctx: Context,
  { after }: Change,
  [from = '']: readonly string[],
): Promise<Replanned> {
  const [ended] = await ctx.database.read([casesEndedProvisional({ after: from, limit: PAGE })])
  const { done: moved, faults } = await attemptEach(ctx, ended, async ({ caseNumber }) => {
    const loaded = await loadedCase(ctx, caseNumber)
    return rewatch(ctx, loaded, toldPlan(loaded, after), after)
  })
  return pageOf(ended, moved, faults.length)
}

const pageOf = (
  rows: readonly { readonly caseNumber: string }[],
  moved: number,
  failed: number,
): Replanned => {
  const last = rows.length < PAGE ? undefined : rows.at(-1)
  return { place: last === undefined ? null : [last.caseNumber], moved, failed }
}

async function loadedCase(ctx: Context, caseNumber: string): Promise<LoadedCase> {
  const loaded = await loadCase(ctx, caseNumber)
  if (!loaded.ok) throw new Error(`a case with clocks cannot be loaded: ${loaded.failure.code}`)
  return loaded.value
}

/** As it would be if everybody had been told of this calendar; what is owed of earlier ones stays. */
const toldPlan = ({ policy: { plan } }: LoadedCase, after: Calendar): ClockPlan => ({
  ...plan,
  untold: (plan.untold ?? []).filter(({ by }) => by !== after.version),
})

/** What is watched of the case, by the new calendar; never counted as moved. */
async function rewatch(
  ctx: Context,
  loaded: LoadedCase,
  plan: ClockPlan,
  calendar: Calendar,
): Promise<boolean> {
  const { fold, policy, row } = loaded
  const statements = watchStatements(ctx, { ...loaded, policy: { ...policy, plan, calendar } }, fold, row.seq)
  if (statements.length > 0) await ctx.database.write(statements)
  return false
}

/**
 * The regions the case is handled with show the same day. One that cannot be told now hears of it with the next thing that
 * happens in the case: no calendar waits for that.
 */
async function toldOf(ctx: Context, loaded: LoadedCase): Promise<Told> {
  const telling = await whereSealed(() => tellPartners(ctx, loaded, [], loaded.fold))
  return telling.ok ? telling.value : { statements: [], partners: [] }
}

/** Before and after of each clock, the projection by the new calendar, and what is to be told. */
async function statementsOf(
  ctx: Context,
  loaded: LoadedCase,
  allTold: ClockPlan,
  changes: readonly Recomputed[],
  { before, after }: Change,
): Promise<{ readonly statements: readonly Statement[]; readonly plan: ClockPlan }> {
  const { row, fold, policy, handovers } = loaded
  const { caseNumber } = row
  const at = ctx.clock.now()
  const told = changes.filter(({ needsNotice }) => needsNotice)
  const notice = told.length === 0 ? null : await noticeOf(ctx, loaded, told)
  // Without a notice the better days stay.
  const kept: Untold = { by: after.version, calendar: before, keys: told.map(({ key }) => key) }
  const plan = notice === null ? { ...allTold, untold: [...(allTold.untold ?? []), kept] } : allTold
  const clocks = clocksOf(plan, fold, after, at)
  const moves = changes.map((change) => ({
    version: after.version,
    beforeVersion: before.version,
    caseNumber,
    clockKey: change.key,
    step: change.step,
    binds: change.binds,
    beforeOn: change.before.dueOn,
    afterOn: change.after.dueOn,
    moved: change.moved,
    needsNotice: change.needsNotice ? 1 : 0,
    noticeId: change.needsNotice ? (notice?.row.id ?? null) : null,
    overByCalendarOnly: change.overByCalendarOnly ? 1 : 0,
    at,
  }))
  const statements = [
    ...moves.map((move) => insertCalendarChange(move)),
    moveDue({
      ...dueShown({ fold, handovers }, clocks),
      nextDueAt: nextDueAt(clocks, at),
      caseNumber,
      seq: row.seq,
    }),
    ...stageStatements(ctx, { row, policy: { ...policy, plan, calendar: after } }, fold),
    ...watchStatements(
      ctx,
      {
        ...loaded,
        policy: { ...policy, plan, calendar: after },
        // With what is only now written: a card does not rest on it.
        calendarChanges: [...loaded.calendarChanges, ...moves],
      },
      fold,
      row.seq,
    ),
    ...(notice === null ? [] : [notice.statement]),
  ]
  return { statements, plan }
}

/** The message to the applicant, which tells no more than any other of the case. */
const noticeOf = (ctx: Context, loaded: LoadedCase, told: readonly Recomputed[]) =>
  messageOf(ctx, loaded, 'case.deadlineMoved', {
    moved: told.map(({ step, before, after }) => ({ step, before: before.dueOn, after: after.dueOn })),
  })

const first = (data: CalendarData, now: number) =>
  insertCalendarVersion({
    version: data.version,
    data: JSON.stringify(data),
    firstUsedAt: now,
    doneAt: now,
  })

/** The cursor names the calendar it belongs to and what follows it; one of an earlier calendar begins anew. */
const cursorOf = (version: string, follower: Follower, place: readonly string[]): string =>
  [version, follower, ...place.map(encodeURIComponent)].join(' ')

function placeIn(
  cursor: string | null,
  version: string,
): { readonly follower: Follower; readonly place: readonly string[] } {
  const [of = '', follower = '', ...place] = (cursor ?? '').split(' ')
  return of === version && isFollower(follower)
    ? { follower, place: place.map(decodeURIComponent) }
    : { follower: 'open', place: [] }
}

function opened(data: CalendarData): Calendar {
  const calendar = openCalendar(data)
  if (!calendar.ok) throw new Error(`calendar ${data.version} cannot be opened`)
  return calendar.value
}

/** Guarantee: the text was written by this job from a calendar that was opened. */
const asData = (text: string) => JSON.parse(text) as CalendarData
