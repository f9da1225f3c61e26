import type { LicenceAct, LicenceState } from '@tongban/licences'
import { groundsOfAct, LICENCE_ACTS, LICENCE_STATES } from '@tongban/licences'
import type { LicenceRow } from '@tongban/store'
import type { Notice } from '../applications/notice.ts'
import { loadCase } from '../cases/load.ts'
import { messageOf } from '../cases/step-notice.ts'
import type { Context } from '../context.ts'
import { remediesInWords } from './remedies.ts'
import { typeOfRow } from './type-of-row.ts'

/**
 * The message that an act was done to a licence, for the batch of the act: to the contact of the application the licence
 * was granted on, who learns no more than intake has settled. It names the act, its ground and where one can turn
 * against it; what was said in words stays in the licence. Null where the region has no notification gateway, or the
 * case is gone or erased.
 */
export type ToldAct = {
  readonly act: LicenceAct
  readonly after: LicenceState
  readonly ground: string | null
  readonly orderNumber: string | null
  /** The licence with which it fell. */
  readonly because: string | null
  /** Whose act it is. */
  readonly department: string
}

export async function licenceNotice(
  ctx: Context,
  licence: LicenceRow,
  { act, after, ground, orderNumber, because, department }: ToldAct,
): Promise<Notice | null> {
  if (ctx.notifier === null) return null
  // Whoever acts on a licence need not be one who may read its case.
  const loaded = await loadCase({ ...ctx, actor: CLOCK }, licence.caseNumber)
  if (!loaded.ok || loaded.value.fold.erasedOn !== null) return null
  const named = groundsOfAct(act).find(({ code }) => code === ground)
  return messageOf(
    ctx,
    loaded.value,
    'licence.act',
    {
      licence: licence.identifier,
      licenceName: typeOfRow(licence).name.zh,
      act: LICENCE_ACTS[act].zh,
      state: LICENCE_STATES[after].zh,
      ground: named === undefined ? null : `${named.zh}（${named.basis.zh}）`,
      orderNumber,
      because,
      remedies: ADVERSE.includes(act) ? (remediesInWords(ctx.region, department)?.zh ?? null) : null,
      more: `/licences/v1/licences/${licence.identifier}`,
    },
    ctx.requestId,
  )
}

const CLOCK = { kind: 'clock', subject: 'licences' } as const

/** Acts that take something from the holder. */
const ADVERSE: readonly LicenceAct[] = ['suspend', 'annul', 'cancel', 'revoke', 'lapse', 'other']
