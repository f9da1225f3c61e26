import type { Happening } from '@tongban/cases'
import type { EpochMs } from '@tongban/kernel'
import { type HandoverRow, type Statement, updateReceiving } from '@tongban/store'
import { prepareEvents, writeEvents } from '../../cases/append-events.ts'
import { type LoadedCase, loadCase } from '../../cases/load.ts'
import type { Context } from '../../context.ts'
import { handoverAway } from './deadline-told.ts'
import { passedIn } from './passed.ts'

/**
 * A hand-over that the other region could not even take in, as its verdict or its own answer says: the case is this region's
 * again, with a person, as if it had been given back. False where there is nothing to take back: it was taken over, or
 * taken back before.
 */
export async function takeBack(
  ctx: Context,
  {
    caseNumber,
    partner,
    code,
  }: { readonly caseNumber: string; readonly partner: string; readonly code: string },
  also: readonly Statement[] = [],
): Promise<boolean> {
  const acting: Context = { ...ctx, actor: { kind: 'partner', subject: partner } }
  const loaded = await loadCase(acting, caseNumber)
  if (!loaded.ok) return false
  const handover = handoverAway(loaded.value)
  if (handover?.partner !== partner || loaded.value.fold.handover?.takenOverOn !== null) return false
  const at = ctx.clock.now()
  const happening: Happening = {
    type: 'returnedByPartner',
    at,
    actorKind: 'partner',
    actorSubject: partner,
    data: { code, kind: 'notTakenIn', happenedAt: at },
  }
  const happenings = [happening, ...withdrawnMeanwhile(loaded.value, at)]
  const prepared = await prepareEvents(acting, loaded.value, happenings)
  if (!prepared.ok || prepared.value === null) return false
  const row = { ...handover, ...givenBackRow(handover, [], at) }
  const written = await writeEvents(acting, loaded.value, prepared.value, [
    updateReceiving({ ...row, at }),
    ...also,
  ])
  return written.ok
}

/**
 * A withdrawal that crossed the return finds nobody there to confirm it: here the case is undecided, and it is withdrawn as
 * it would have been had it never been away.
 */
export function withdrawnMeanwhile(
  { fold, events }: Pick<LoadedCase, 'fold' | 'events'>,
  at: EpochMs,
): readonly Happening[] {
  if (fold.handover === null || fold.handover.withdrawalSentOn === null) return []
  const sent = events.findLast(({ type }) => type === 'withdrawalForwarded')
  if (sent === undefined) throw new Error('a withdrawal was passed on by no event')
  const { actorKind, actorSubject } = sent
  return [{ type: 'withdrawn', at, actorKind, actorSubject, data: { forwarded: sent.seq } }]
}

/** The hand-over once the case is here again, not to be sent to any of these once more. */
export const givenBackRow = (
  row: Pick<HandoverRow, 'passed' | 'partner'>,
  path: readonly string[],
  at: number,
) => ({
  custody: 'here',
  closedAt: at,
  deadline: null,
  passed: JSON.stringify([...new Set([...passedIn(row.passed), ...path, row.partner])]),
})
