import {
  type Appended,
  appendUnder,
  type CaseEvent,
  type CaseFold,
  clocksOf,
  deemedHappenings,
  earliestOwed,
  type Happening,
  type HappeningFailure,
  nextDueAt,
} from '@tongban/cases'
import { canonicalJson, type Failure, fail, ok, type Result } from '@tongban/kernel'
import { insertEvent, type Statement, updateCase } from '@tongban/store'
import type { Context } from '../context.ts'
import { dueClockOf } from './due-clock.ts'
import { type LoadedCase, loadCase } from './load.ts'
import { stepRefusal } from './step-refusal.ts'

/**
 * Appends events to a loaded case and writes its fold in the same batch. What the law has made of silence by now comes
 * first, whether or not the sweep has been by. When somebody else appended first, the events' primary key rolls the
 * whole batch back, and the caller is told where the case stands now.
 */
export async function appendEvents(
  ctx: Context,
  loaded: LoadedCase,
  happenings: readonly Happening[],
  also: readonly Statement[] = [],
): Promise<Result<LoadedCase, Failure>> {
  const prepared = await prepareEvents(ctx, loaded, happenings)
  if (!prepared.ok) return fail(refusalOf(ctx, loaded, prepared.failure))
  if (prepared.value === null) return ok(loaded)
  const written = await writeEvents(ctx, loaded, prepared.value, also)
  if (written.ok) return written
  if (written.failure.table !== 'case_events') throw new Error(`conflict in ${written.failure.table}`)
  return lostRace(ctx, loaded.row.caseNumber)
}

/** Events that silence has made by now, before those of the step that is taken. */
export const deemedBefore = ({ clock }: Context, { policy, fold }: LoadedCase): readonly Happening[] =>
  deemedHappenings(policy.plan, fold, policy.calendar, clock.now())

/** The events as they would be appended; null when there is nothing to append. */
export async function prepareEvents(
  ctx: Context,
  loaded: LoadedCase,
  happenings: readonly Happening[],
): Promise<Result<Appended | null, HappeningFailure>> {
  const all = [...deemedBefore(ctx, loaded), ...happenings]
  if (all.length === 0) return ok(null)
  return appendUnder(loaded.policy, loaded.row.caseNumber, loaded.fold, all)
}

/** One batch: the events, the row that is their fold, and whatever goes with them. */
export async function writeEvents(
  ctx: Context,
  loaded: LoadedCase,
  { fold, events }: Appended,
  also: readonly Statement[],
): Promise<Result<LoadedCase, { readonly table: string }>> {
  const { caseNumber } = loaded.row
  const changed = { caseNumber, ...rowOf(ctx, loaded, fold) }
  const written = await ctx.database.write([
    ...events.map((event) => insertEvent({ ...event, caseNumber, data: canonicalJson(event.data) })),
    updateCase(changed),
    ...also,
  ])
  if (!written.ok) return written
  return ok(afterwards({ ...loaded, row: { ...loaded.row, ...changed } }, fold, events))
}

/** The case as it is once these events are appended; its row but for the fold is as before. */
export const afterwards = (loaded: LoadedCase, fold: CaseFold, events: readonly CaseEvent[]): LoadedCase => ({
  ...loaded,
  fold,
  events: [...loaded.events, ...events],
})

/** The columns of a case that are the fold of its events and the projection of its clocks. */
function rowOf({ clock }: Context, { row, policy, claim }: LoadedCase, fold: CaseFold) {
  const now = clock.now()
  const clocks = clocksOf(policy.plan, fold, policy.calendar, now)
  const due = earliestOwed(clocks)
  return {
    state: fold.state,
    seq: fold.seq,
    headHash: fold.headHash,
    outcome: row.outcome,
    acceptedOn: fold.acceptedOn,
    decidedOn: fold.decidedOn,
    closedOn: fold.closedOn,
    dueOn: due?.dueOn ?? null,
    dueAt: due?.dueAt ?? null,
    dueClock: dueClockOf(due),
    nextDueAt: nextDueAt(clocks, now),
    departmentCode: fold.forwardedTo ?? claim.department,
    assignedTo: fold.assignedTo,
    updatedAt: now,
  }
}

/** Somebody else took a step first: nothing was written, and this is where the case stands now. */
export async function lostRace(ctx: Context, caseNumber: string): Promise<Result<never, Failure>> {
  const now = await loadCase(ctx, caseNumber)
  return now.ok ? fail(stepRefusal(ctx, now.value, null)) : now
}

/** A refusal of the pure table as the caller is told it. */
export const refusalOf = (ctx: Context, loaded: LoadedCase, failure: HappeningFailure): Failure =>
  failure.code === 'stepNotPossible' ? stepRefusal(ctx, loaded, failure.because) : failure
