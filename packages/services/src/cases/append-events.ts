import {
  type Appended,
  appendUnder,
  type CaseFold,
  clocksOf,
  type Happening,
  type HappeningFailure,
  nextDueAt,
} from '@tongban/cases'
import { canonicalJson, type Failure, fail, ok, type Result } from '@tongban/kernel'
import { insertEvent, type Statement, updateCase } from '@tongban/store'
import type { Context } from '../context.ts'
import { dueShown } from '../handovers/away.ts'
import { NO_PAPERS, type Paper, type Papers } from '../handovers/papers.ts'
import { sendTold, tellPartners, type Unsealed, whereSealed } from '../handovers/tell.ts'
import { partsTold } from '../joint/parts-told.ts'
import { watchStatements } from '../supervision/case-clocks.ts'
import { afterwards, type LoadedCase, loadCase } from './load.ts'
import { openApplication } from './open-application.ts'
import { recordedSilence } from './silence.ts'
import { stageStatements } from './stages.ts'
import { stepRefusal } from './step-refusal.ts'

/**
 * Appends events to a loaded case and writes its fold in the same batch. What the law has made of silence by now comes
 * first, whether or not the sweep has been by, and what it makes of the step itself comes with it. When somebody else appended first, the events' primary key rolls the
 * whole batch back, and the caller is told where the case stands now.
 */
export async function appendEvents(
  ctx: Context,
  loaded: LoadedCase,
  happenings: readonly Happening[],
  also: readonly Statement[] = [],
  papers: Papers = NO_PAPERS,
): Promise<Result<LoadedCase, Failure>> {
  const prepared = await prepareEvents(ctx, loaded, happenings)
  if (!prepared.ok) return fail(refusalOf(ctx, loaded, prepared.failure))
  if (prepared.value === null) return ok(loaded)
  const written = await writeEvents(ctx, loaded, prepared.value, also, papers)
  if (written.ok) return written
  if (written.failure.unsealed !== undefined) return fail(written.failure.unsealed)
  // What a partner is told is numbered as well: whoever told it something first came first.
  if (!['case_events', 'exchange_messages'].includes(written.failure.table))
    throw new Error(`conflict in ${written.failure.table}`)
  return lostRace(ctx, loaded.row.caseNumber)
}

/** Events with what goes with those of silence; `seq` is that of the last event that was asked for. */
export type Prepared = Appended & {
  readonly statements: readonly Statement[]
  readonly papers: readonly Paper[]
  readonly seq: number
}

/** The events as they would be appended; null when there is nothing to append. */
export async function prepareEvents(
  ctx: Context,
  loaded: LoadedCase,
  happenings: readonly Happening[],
): Promise<Result<Prepared | null, HappeningFailure>> {
  const before = await recordedSilence(ctx, loaded)
  if (happenings.length === 0) {
    const { fold } = before.loaded
    return ok(before.events.length === 0 ? null : { ...before, fold, seq: fold.seq })
  }
  const { policy, row } = loaded
  const taken = await appendUnder(policy, row.caseNumber, before.loaded.fold, happenings)
  if (!taken.ok) return taken
  // A licence found late: silence has long renewed it.
  const since = await recordedSilence(ctx, afterwards(before.loaded, taken.value.fold, taken.value.events))
  return ok({
    fold: since.loaded.fold,
    events: [...before.events, ...taken.value.events, ...since.events],
    statements: [...before.statements, ...since.statements],
    papers: [...before.papers, ...since.papers],
    seq: taken.value.fold.seq,
  })
}

/** `unsealed`: what partners are to be told could not be sealed, which is no table; nothing was written. */
export type NotWritten = { readonly table: string; readonly unsealed?: Unsealed }

/**
 * One batch: the events, the row that is their fold, whatever goes with them, and what the regions that have a part in the
 * case are told of them.
 */
export async function writeEvents(
  ctx: Context,
  loaded: LoadedCase,
  { fold, events, statements, papers: ofSilence }: Prepared,
  also: readonly Statement[],
  /** What partners are told in full and no row holds yet. */
  papers: Papers = NO_PAPERS,
): Promise<Result<LoadedCase, NotWritten>> {
  const { caseNumber } = loaded.row
  const changed = { caseNumber, ...rowOf(ctx, loaded, fold) }
  const documents = [...ofSilence, ...papers.documents]
  const telling = await whereSealed(async () => ({
    told: await tellPartners(ctx, loaded, events, fold, { ...papers, documents }),
    parts: await partsTold(
      ctx,
      { ...loaded, caseNumber, application: () => openApplication(ctx, loaded) },
      fold,
    ),
  }))
  if (!telling.ok) return fail({ table: 'none', unsealed: telling.failure })
  const { told, parts } = telling.value
  const written = await ctx.database.write([
    ...events.map((event) => insertEvent({ ...event, caseNumber, data: canonicalJson(event.data) })),
    updateCase(changed),
    ...stageStatements(ctx, loaded, fold),
    ...watchStatements(ctx, loaded, fold),
    ...statements,
    ...also,
    ...told.statements,
    ...parts.statements,
  ])
  if (!written.ok) return written
  sendTold(ctx, {
    partners: [...told.partners, ...parts.partners],
    inHand: [...(told.inHand ?? []), ...(parts.inHand ?? [])],
  })
  return ok(afterwards({ ...loaded, row: { ...loaded.row, ...changed } }, fold, events))
}

/** The columns of a case that are the fold of its events and the projection of its clocks. */
function rowOf({ clock }: Context, { row, policy, claim, handovers }: LoadedCase, fold: CaseFold) {
  const now = clock.now()
  const clocks = clocksOf(policy.plan, fold, policy.calendar, now)
  return {
    state: fold.state,
    seq: fold.seq,
    headHash: fold.headHash,
    outcome: row.outcome,
    acceptedOn: fold.acceptedOn,
    decidedOn: fold.decidedOn,
    closedOn: fold.closedOn,
    ...dueShown({ fold, handovers }, clocks),
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
