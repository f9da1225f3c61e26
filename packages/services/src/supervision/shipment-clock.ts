import { type Calendar, civilDateAt, endOfDayAt, startOfDayAt, workdaysBetween } from '@tongban/calendar'
import type { CivilDate } from '@tongban/kernel'
import type { HandoverRow, ShipmentRow, Statement } from '@tongban/store'
import type { WatchedClock } from '@tongban/supervision'
import type { LoadedCase } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { endWatch, watchFirst } from './watch.ts'

/**
 * Originals on paper that this region still has to post 纸质原件: by the agreement it owes them to its partner within some
 * working days. A parcel that is on its way is the carrier's time, and nobody's here.
 */
const SHIPMENT_STEP = 'paperPost'
const keyOf = (shipmentId: string) => `${SHIPMENT_STEP}/${shipmentId}`

export function watchPosting(
  ctx: Pick<Context, 'clock' | 'calendar' | 'policies'>,
  loaded: Pick<LoadedCase, 'row' | 'claim' | 'fold'>,
  handover: Pick<HandoverRow, 'agreementId' | 'agreementVersion' | 'role' | 'transferredAt' | 'decidedAt'>,
  shipment: Pick<ShipmentRow, 'caseNumber' | 'shipmentId'>,
  postDueOn: CivilDate | null,
): readonly Statement[] {
  const { role, transferredAt, decidedAt } = handover
  const began = role === 'receiving' ? transferredAt : decidedAt
  // Without a day by the agreement nothing is owed by it.
  return postDueOn === null || began === null
    ? []
    : watchFirst(ctx, [
        postingClock(
          loaded,
          handover,
          shipment,
          { fromOn: civilDateAt(began), dueOn: postDueOn },
          ctx.calendar,
        ),
      ])
}

export const endPosting = (
  ctx: Pick<Context, 'clock'>,
  { caseNumber, shipmentId }: Pick<ShipmentRow, 'caseNumber' | 'shipmentId'>,
): Statement => endWatch(ctx, { kind: 'shipment', subject: caseNumber, keys: [keyOf(shipmentId)] })

function postingClock(
  { row, claim, fold }: Pick<LoadedCase, 'row' | 'claim' | 'fold'>,
  { agreementId, agreementVersion }: Pick<HandoverRow, 'agreementId' | 'agreementVersion'>,
  { caseNumber, shipmentId }: Pick<ShipmentRow, 'caseNumber' | 'shipmentId'>,
  { fromOn, dueOn }: { readonly fromOn: CivilDate; readonly dueOn: CivilDate },
  calendar: Calendar,
): WatchedClock {
  const { workdays, provisional } = workdaysBetween(calendar, fromOn, dueOn)
  return {
    kind: 'shipment',
    subject: caseNumber,
    key: keyOf(shipmentId),
    step: SHIPMENT_STEP,
    basis: 'agreement',
    law: `跨域通办协同协议 ${agreementId}@${agreementVersion}`,
    scope: 'whole',
    itemCode: row.itemCode,
    department: fold.forwardedTo ?? claim.department,
    person: fold.assignedTo,
    fromAt: startOfDayAt(fromOn),
    fromOn,
    unit: 'workday',
    length: workdays,
    dueOn,
    dueAt: endOfDayAt(dueOn),
    provisional,
    status: 'running',
    stoppedAt: null,
  }
}
