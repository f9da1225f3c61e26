import { type CaseEvent, isClosed } from '@tongban/cases'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import {
  deleteLicenceOwed,
  insertLicenceOwed,
  licencesOwedBy,
  postponeLicenceOwed,
  type Statement,
} from '@tongban/store'
import { prepareEvents, refusalOf, writeEvents } from '../cases/append-events.ts'
import { attemptEach } from '../cases/each-case.ts'
import { type LoadedCase, loadCase } from '../cases/load.ts'
import { openApplication } from '../cases/open-application.ts'
import type { Context } from '../context.ts'
import { NO_PAPERS } from '../handovers/papers.ts'
import { licenceActor } from './actor.ts'
import { STANDING } from './at-intake.ts'
import { issueInCase } from './at-step.ts'

/**
 * The licence of a renewal that the law has granted by silence (行政许可法 50(2)). Its effect comes on a day, whoever
 * records it, and cannot wait for a signer: the batch that records it enters a debt, and the job pays it in one batch
 * with an event of the case, the licence and the end of the one before. So a grant has its licence or is known to lack
 * it, and no licence is without its grant.
 */
export function owedStatements(
  { item, row }: Pick<LoadedCase, 'item' | 'row'>,
  { type, at }: Pick<CaseEvent, 'type' | 'at'>,
): readonly Statement[] {
  if (item.issues === undefined) return []
  const { caseNumber } = row
  if (type === 'deemedGranted') return [insertLicenceOwed({ caseNumber, since: at, nextAt: at })]
  // A grant that stands no more owes nothing.
  return type === 'annulled' ? [deleteLicenceOwed({ caseNumber })] : []
}

export type OwedPaid = { readonly issued: number; readonly failed: number; readonly more: boolean }

const PAGE = 25
/** One that could not be signed, or lacks something, is looked at again after this. */
const AGAIN_MS = 10 * 60_000

export async function issueOwed(ctx: Context): Promise<OwedPaid> {
  const now = ctx.clock.now()
  const [owed] = await ctx.database.read([licencesOwedBy({ by: now, limit: PAGE })])
  const { done, faults } = await attemptEach(ctx, owed, async ({ caseNumber }) => {
    const paid = await issueOne(ctx, caseNumber)
    if (paid.ok) return paid.value
    await ctx.database.write([postponeLicenceOwed({ nextAt: now + AGAIN_MS, caseNumber })])
    throw new Error(`a licence that is owed cannot be issued: ${paid.failure.code}`)
  })
  return { issued: done, failed: faults.length, more: owed.length === PAGE }
}

/** Whether one was issued; a debt that has lapsed is struck off. */
async function issueOne(ctx: Context, caseNumber: string): Promise<Result<boolean, Failure>> {
  const loaded = await loadCase(ctx, caseNumber, 'owners', 'granting')
  if (!loaded.ok) return loaded
  const { fold, licences } = loaded.value
  const stands = fold.state === 'granted' && fold.annulledOn === null && isClosed(fold.state)
  if (!stands || licences.some(({ state }) => STANDING.includes(state))) {
    await ctx.database.write([deleteLicenceOwed({ caseNumber })])
    return ok(false)
  }
  const at = ctx.clock.now()
  const issued = await issueInCase(ctx, loaded.value, {
    application: await openApplication(ctx, loaded.value),
    results: {},
    at,
    actor: await licenceActor(ctx),
    caseNumber,
  })
  if (!issued.ok) return issued
  const { data, statements, issued: fresh } = issued.value
  const prepared = await prepareEvents(ctx, loaded.value, [
    { type: 'licenceIssued', at, actorKind: 'clock', actorSubject: 'licences', data },
  ])
  if (!prepared.ok) return fail(refusalOf(ctx, loaded.value, prepared.failure))
  if (prepared.value === null) throw new Error('an event was asked for')
  const written = await writeEvents(
    ctx,
    loaded.value,
    prepared.value,
    [...statements, deleteLicenceOwed({ caseNumber })],
    { ...NO_PAPERS, licences: fresh },
  )
  // Somebody acted on the case or the licence at the same moment, or the place was taken: the next run looks again.
  return ok(written.ok)
}
