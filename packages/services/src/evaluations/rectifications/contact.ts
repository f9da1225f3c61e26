import { mask } from '@tongban/privacy'
import { openApplicationOf } from '../../cases/open-application.ts'
import type { Context } from '../../context.ts'
import { type ReviewWords, reviewWords } from '../reviews/words.ts'
import type { LoadedOrder } from './load.ts'
import { isOfDepartment, orderActor } from './standing.ts'

/**
 * Whom to contact about what was said under a name, and at what number: told to who mends it and to who calls back, as long as
 * there is something to do. Of what was said anonymously it is opened with a reason, and recorded, in `open-identity.ts`.
 */
export type OrderContact = NonNullable<ReviewWords['contact']>

export function mayContact({ row, taker }: LoadedOrder): boolean {
  if (row.anonymous === 1 || row.closedAt !== null) return false
  return isOfDepartment(row, taker)
    ? orderActor(row, taker, 'replied').ok
    : orderActor(row, taker, 'calledBack').ok
}

/** As a review left it; of a rating the name masked, and the number its case was handed in with. Null: there is none, or it is erased. */
export async function contactOf(
  ctx: Pick<Context, 'keys'>,
  { row, subject, application }: LoadedOrder,
): Promise<OrderContact | null> {
  if (row.source !== 'rating') {
    const [review] = subject
    return review === undefined ? null : (await reviewWords(ctx, review)).contact
  }
  if (application === undefined || application.applicationEnc === '') return null
  const { caseNumber, applicationEnc, digest } = application
  const { applicant, contact } = await openApplicationOf(ctx, caseNumber, applicationEnc, digest)
  return { name: mask('name', applicant.name), phone: contact.phone ?? null }
}
