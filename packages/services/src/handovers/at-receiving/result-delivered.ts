import type { Happening } from '@tongban/cases'
import type { Json } from '@tongban/kernel'
import type { CheckedLicence, ExpectedLicence } from '@tongban/licences'
import * as z from 'zod'
import type { LoadedCase } from '../../cases/load.ts'
import { openApplication } from '../../cases/open-application.ts'
import { partnerServiceStatement, servedThere } from '../../cases/service-events.ts'
import type { Context } from '../../context.ts'
import { endAlarms, raiseAlarm } from '../../exchange/alarms.ts'
import type { Applier } from '../applier.ts'
import { applyTold, dataOf, toldBy } from './apply-told.ts'

/**
 * The result comes back 送达结果: the case ends here when every licence in it is genuine, is the handling region's own, of
 * the type and the holder the case is of, and holds, as the Worker that knows whom this region trusts has found. Until then it stays with that region, and a
 * supervisor is told; the job asks again. A paper that comes later, or beside, has its place in the case and ends nothing.
 */
export const resultDelivered: Applier = async (ctx, incoming) => {
  const { opened, loaded, handover } = incoming
  const data = dataOf(opened, 'case.result-delivered')
  const { deliveredAt, licences: named } = data
  const told = { licences: [...named], ...servedThere(data) }
  const received = toldBy(ctx, opened, 'resultReceived', told, deliveredAt)
  const served = partnerServiceStatement(loaded, 'delivery', received)
  if (!isAwaited(loaded) || !isWhole(loaded, named))
    return applyTold(ctx, incoming, { happenings: [received], also: served })
  const checked = await checkLicences(ctx, loaded, {
    partner: handover.partner,
    named,
    personal: opened.personal,
  })
  if (checked === 'unreachable') return { state: 'later', reason: 'the licences Worker cannot be reached' }
  const { partner, caseNumber } = handover
  if (!checked.holds)
    return applyTold(ctx, incoming, {
      happenings: [received],
      also: [
        ...served,
        raiseAlarm(
          { kind: 'unverified', partner, subject: caseNumber, facts: { reasons: [...checked.reasons] } },
          ctx.clock.now(),
        ),
      ],
    })
  return applyTold(ctx, incoming, {
    happenings: [received, closing(ctx, opened, named, deliveredAt)],
    notice: 'grantedElsewhere',
    also: [
      ...served,
      endAlarms('unverified', partner, [caseNumber], { by: 'exchange', now: ctx.clock.now() }),
    ],
  })
}

export const closing = (
  ctx: Context,
  opened: Parameters<typeof toldBy>[1],
  licences: readonly string[],
  at: number,
): Happening => toldBy(ctx, opened, 'grantedElsewhere', { licences: [...licences] }, at)

/** Granted there, and still open here. */
export const isAwaited = ({ fold }: Pick<LoadedCase, 'fold'>): boolean =>
  fold.state === 'transferred' && fold.handover?.outcome === 'granted'

/** Where the item issues a licence, the result is not here before it is. */
export const isWhole = ({ item }: Pick<LoadedCase, 'item'>, named: readonly string[]): boolean =>
  named.length > 0 || item.issues === undefined

const contentSchema = z.object({
  licences: z.array(z.object({ identifier: z.string(), credential: z.string() })).optional(),
})

type LicencesChecked = { readonly holds: boolean; readonly reasons: readonly string[] } | 'unreachable'

/** Each licence that is named has come, is the one that is named, and holds for whoever applied; no other has come. */
export async function checkLicences(
  { checker, keys, log, requestId }: Pick<Context, 'checker' | 'keys' | 'log' | 'requestId'>,
  loaded: Pick<LoadedCase, 'item' | 'row' | 'events'>,
  {
    partner,
    named,
    personal,
  }: { readonly partner: string; readonly named: readonly string[]; readonly personal: Json },
): Promise<LicencesChecked> {
  const content = contentSchema.safeParse(personal ?? {})
  const came = content.success ? (content.data.licences ?? []) : []
  if (came.length === 0 && named.length === 0) return { holds: true, reasons: [] }
  if (named.length !== came.length || !came.every(({ identifier }) => named.includes(identifier)))
    return { holds: false, reasons: ['licences:notThoseNamed'] }
  if (checker === null) return { holds: false, reasons: ['licences:noChecker'] }
  const { idKind, idNumber } = (await openApplication({ keys }, loaded)).applicant
  const expected: ExpectedLicence = { type: loaded.item.issues?.type ?? null, holder: { idKind, idNumber } }
  const credentials = came.map(({ credential }) => credential)
  let verdicts: readonly CheckedLicence[]
  try {
    verdicts = await checker.check(credentials, expected)
  } catch (error) {
    log('licencesUnchecked', { requestId, why: error instanceof Error ? error.name : 'unknown' })
    return 'unreachable'
  }
  const wrong = came.flatMap(({ identifier }, at) => against(verdicts[at], identifier, partner))
  return { holds: wrong.length === 0, reasons: wrong }
}

function against(
  verdict: CheckedLicence | undefined,
  identifier: string,
  partner: string,
): readonly string[] {
  if (verdict === undefined) return ['licences:notAnswered']
  if (!verdict.valid) return verdict.reasons.length > 0 ? verdict.reasons : ['licences:invalid']
  if (verdict.identifier !== identifier) return ['licences:notThoseNamed']
  return verdict.issuer === partner ? [] : ['licences:otherIssuer']
}
