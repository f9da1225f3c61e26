import { append, earliestRunning, type Happening, limitsOf } from '@tongban/cases'
import { canonicalJson, type Failure, fail, ok, type Result } from '@tongban/kernel'
import { insertEvent, type Statement, updateCase } from '@tongban/store'
import type { Context } from '../context.ts'
import { limitRulesOf } from './limit-rules.ts'
import type { LoadedCase } from './load.ts'

/**
 * Appends events to a loaded case and writes its fold in the same batch. When somebody else appended first, the
 * events' primary key rolls the whole batch back and the caller learns that the case has moved on.
 */
export async function appendEvents(
  ctx: Context,
  loaded: LoadedCase,
  happenings: readonly Happening[],
  also: readonly Statement[] = [],
): Promise<Result<LoadedCase, Failure>> {
  const { row, item, claim } = loaded
  const { caseNumber } = row
  const appended = await append(caseNumber, loaded.fold, happenings)
  if (!appended.ok) return appended
  const { fold, events } = appended.value
  const due = earliestRunning(limitsOf(limitRulesOf(item, claim), fold, ctx.calendar))
  const changed = {
    caseNumber,
    state: fold.state,
    seq: fold.seq,
    headHash: fold.headHash,
    outcome: row.outcome,
    acceptedOn: fold.acceptedOn,
    decidedOn: fold.decidedOn,
    closedOn: fold.closedOn,
    dueOn: due?.dueOn ?? null,
    dueAt: due?.dueAt ?? null,
    updatedAt: ctx.clock.now(),
  }
  const written = await ctx.database.write([
    ...events.map((event) => insertEvent({ ...event, caseNumber, data: canonicalJson(event.data) })),
    updateCase(changed),
    ...also,
  ])
  if (!written.ok) return fail({ code: 'stillRunning' })
  return ok({ ...loaded, row: { ...row, ...changed }, fold, events: [...loaded.events, ...events] })
}
