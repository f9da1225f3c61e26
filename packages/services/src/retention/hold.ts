import { type Failure, fail, holdsRole, ok, type Result } from '@tongban/kernel'
import { holdCase } from '@tongban/store'
import { lostRace, prepareEvents, refusalOf, writeEvents } from '../cases/append-events.ts'
import { sealTexts, textsStatement } from '../cases/event-texts.ts'
import { type LoadedCase, loadCase } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { type RetentionView, retentionView } from './read.ts'

/**
 * Legal hold 暂缓销毁: a case that a review, a lawsuit or an inquiry needs is not erased until whoever may says so. By an
 * auditor, or by the head of the department the case is with; each time with a reason. Possible in every state, again
 * and again, and it changes nothing else. A repeated act changes nothing.
 */
export type HoldInput = { readonly held: boolean; readonly reason: string }

export async function setLegalHold(
  ctx: Context,
  caseNumber: string,
  { held, reason }: HoldInput,
): Promise<Result<RetentionView, Failure>> {
  const loaded = await loadCase(ctx, caseNumber)
  if (!loaded.ok) return loaded
  const role = roleOf(ctx, loaded.value)
  if (role === null)
    return fail({ code: 'notAllowed', need: '审计员 auditor、本部门负责人 head of its department' })
  if ((loaded.value.fold.heldOn !== null) === held) return ok(await retentionView(ctx, loaded.value))
  const { actor } = loaded.value
  const texts = await sealTexts(ctx, { reasons: [{ text: reason }] })
  const at = ctx.clock.now()
  const prepared = await prepareEvents(ctx, loaded.value, [
    {
      type: held ? 'legalHoldSet' : 'legalHoldLifted',
      at,
      actorKind: 'official',
      actorSubject: actor.index,
      data: { ...role, reasons: ['text/1'], textsDigest: texts.digest },
    },
  ])
  if (!prepared.ok) return fail(refusalOf(ctx, loaded.value, prepared.failure))
  if (prepared.value === null) throw new Error('a hold without an event')
  const written = await writeEvents(ctx, loaded.value, prepared.value, [
    await textsStatement(ctx, caseNumber, prepared.value.fold.seq, texts),
    holdCase({ caseNumber, held: held ? 1 : 0, at }),
  ])
  return written.ok ? ok(await retentionView(ctx, written.value)) : lostRace(ctx, caseNumber)
}

/** In which role, department and post; null for whoever may not. */
function roleOf({ actor }: Context, { row }: LoadedCase) {
  if (actor.kind !== 'official') return null
  const { department, post } = actor
  if (holdsRole(actor, 'auditor')) return { role: 'auditor', department, post }
  const isOwnHead = holdsRole(actor, 'head') && department === row.departmentCode
  return isOwnHead ? { role: 'head', department, post } : null
}
