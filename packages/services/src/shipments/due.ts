import { addWorkdays, civilDateAt } from '@tongban/calendar'
import type { Limits } from '@tongban/exchange'
import type { CivilDate } from '@tongban/kernel'
import { agreementsWith, type HandoverRow } from '@tongban/store'
import { versionOf } from '../agreements/version.ts'
import type { Context } from '../context.ts'

/**
 * Until when originals on paper 纸质原件 are to be posted: so many working days as the agreement gives, from the hand-over
 * for what the receiving region has taken in, from the decision for a result that goes back. The agreement says nothing of
 * the way itself: as many days again after posting is when a receipt is missed, so that a parcel that is lost is seen.
 */
type Of = Pick<
  HandoverRow,
  'partner' | 'agreementId' | 'agreementVersion' | 'role' | 'transferredAt' | 'decidedAt'
>

/** Null where the case has not come so far, or its agreement is not at hand. */
export async function postBy(ctx: Context, handover: Of): Promise<CivilDate | null> {
  const limits = await limitsOf(ctx, handover)
  if (limits === null) return null
  const { role, transferredAt, decidedAt } = handover
  if (role === 'receiving')
    return addWorkdays(ctx.calendar, civilDateAt(transferredAt), limits.paperPostWorkdays).on
  return decidedAt === null
    ? null
    : addWorkdays(ctx.calendar, civilDateAt(decidedAt), limits.resultPostWorkdays).on
}

export async function confirmBy(ctx: Context, handover: Of, sentOn: CivilDate): Promise<CivilDate> {
  const limits = await limitsOf(ctx, handover)
  return addWorkdays(ctx.calendar, sentOn, limits?.paperPostWorkdays ?? UNAGREED_WORKDAYS).on
}
/** As the agreement has it where nothing else is settled. */
const UNAGREED_WORKDAYS = 2

async function limitsOf(
  { database }: Pick<Context, 'database'>,
  { partner, agreementId, agreementVersion }: Of,
): Promise<Limits | null> {
  const [rows] = await database.read([agreementsWith({ partner })])
  const row = rows.find(({ id, version }) => id === agreementId && version === agreementVersion)
  return row === undefined ? null : versionOf(row).agreement.limits
}
