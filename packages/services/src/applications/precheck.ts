import type { Failure, Result } from '@tongban/kernel'
import { ok } from '@tongban/kernel'
import { caseByNumber } from '@tongban/store'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { handedBy, materialsOf, sourceStates } from '../materials/held.ts'
import { type Answer, APPLY_NEXT, DEMONSTRATION, dueOf, outcomeOf, resultOf } from './answer.ts'
import { beginAssessment, prepare } from './assess.ts'
import type { Application } from './body.ts'
import { dueAfter } from './due-after.ts'
import { handOverAhead } from './hand-over.ts'
import { reasonsOf } from './reasons.ts'
import { writeStaffPrecheck } from './staff-precheck.ts'
import { checkSupersedes } from './supersedes.ts'
import { statedPlace, wayElsewhereOf, waysOf, wayTo } from './way-elsewhere.ts'

/**
 * What would happen if this application were handed in now. The same assessment as intake; no case, no document,
 * nothing stored, but for the trace of an official who asks about somebody else. One read batch. That facts were read for it is told to the log by the door, without personal data.
 */
export async function precheck(
  ctx: Context,
  input: Application,
  receivedAt: number,
): Promise<Result<Answer, Failure>> {
  const prepared = prepare(ctx, input, receivedAt)
  if (!prepared.ok) return prepared
  const { application } = prepared.value
  const place = ctx.courier === null ? null : statedPlace(ctx, prepared.value)
  const { rows, decide } = await beginAssessment(
    ctx,
    prepared.value,
    'precheck',
    [caseByNumber({ caseNumber: application.supersedes ?? '' }), waysOf(prepared.value)],
    place === null,
  )
  const [[superseded], ways] = rows
  const replaces = await checkSupersedes(ctx, application, superseded)
  if (!replaces.ok) return replaces
  const stated = place === null ? null : wayTo(ctx, prepared.value, place, ways)
  if (stated !== null) return handOverAhead(ctx, prepared.value, stated)
  const assessment = await decide()
  if (ctx.actor.kind === 'official') await writeStaffPrecheck(ctx, ctx.actor, assessment)
  const { decision, item, readings } = assessment
  const way = wayElsewhereOf(ctx, assessment, ways)
  const sources = Object.keys(readings).sort().join(',')
  ctx.log('factsRead', {
    requestId: ctx.requestId,
    item: item.code,
    case: null,
    by: (await actorIndex(ctx.keys, ctx.actor)).slice(0, 16),
    purpose: `precheck:${item.code}`,
    sources,
  })
  if (way !== null) return handOverAhead(ctx, prepared.value, way)
  return ok({
    caseNumber: null,
    state: null,
    outcome: outcomeOf(decision),
    reasons: reasonsOf(assessment),
    result: resultOf(decision),
    licences: [],
    ended: [],
    endedNote: null,
    documents: [],
    materials: materialsOf(item, handedBy(application), sourceStates(readings)),
    ...dueOf(await dueAfter(ctx, assessment)),
    next: APPLY_NEXT,
    evaluation: null,
    receipt: null,
    handedOverTo: null,
    notice: ctx.environment === 'development' ? DEMONSTRATION : null,
  })
}
