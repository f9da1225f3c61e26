import { type EpochMs, type Failure, fail, ok, type Result } from '@tongban/kernel'
import { openApplicationOf } from '../../cases/open-application.ts'
import type { Context } from '../../context.ts'
import { reviewWords } from '../reviews/words.ts'
import { type LoadedOrder, loadOrder } from './load.ts'
import { moveOf, type OrderDeed, writeMove } from './take-step.ts'

/**
 * Opens who gave a sealed rating, for the body that sees to the mending and with a reason (国办发〔2019〕51号: 保护评价人信息). That
 * it was opened, why, when and by whom is a step, written before anything is shown; the evaluator reads it.
 */
export type OpenedIdentity = {
  readonly number: string
  readonly caseNumber: string | null
  readonly serviceNumber: number | null
  /** Null: nobody left a name, or it is erased. */
  readonly name: string | null
  readonly phone: string | null
  readonly openedAt: EpochMs
}

export async function openIdentity(
  ctx: Context,
  number: string,
  reason: string,
): Promise<Result<OpenedIdentity, Failure>> {
  const deed: OrderDeed = { act: { type: 'identityOpened' }, text: reason, files: [] }
  for (;;) {
    const found = await loadOrder(ctx, number)
    if (!found.ok) return found
    const loaded = found.value
    const move = moveOf(ctx, loaded, deed)
    if (!move.ok) return move
    const person = await personOf(ctx, loaded)
    // Opened first: an opening that shows nothing is none.
    if (person === null) return fail({ code: 'notFound', what: 'identity' })
    if ((await writeMove(ctx, loaded, move.value, deed)) === null) continue
    const { caseNumber, serviceNumber } = loaded.row
    return ok({ number, caseNumber, serviceNumber, ...person, openedAt: move.value.step.at })
  }
}

type Found = Pick<OpenedIdentity, 'name' | 'phone'>

async function personOf(
  ctx: Context,
  { row, subject, application: sealed }: LoadedOrder,
): Promise<Found | null> {
  const [review] = row.source === 'rating' ? [] : subject
  if (review !== undefined) return (await reviewWords(ctx, review)).contact
  if (sealed === undefined || sealed.applicationEnc === '') return null
  const { caseNumber, applicationEnc, digest } = sealed
  const { applicant, contact } = await openApplicationOf(ctx, caseNumber, applicationEnc, digest)
  return { name: applicant.name, phone: contact.phone ?? null }
}
