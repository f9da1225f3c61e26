import { civilDateAt } from '@tongban/calendar'
import { type CivilDate, type Failure, fail, ok, type Result } from '@tongban/kernel'
import { type ShipmentRow, shipmentReceived } from '@tongban/store'
import type { Context } from '../context.ts'
import { again, tellBeside } from '../handovers/tell-beside.ts'
import { caseForPapers } from './case.ts'
import { differencesOf, type Paper, type ShipmentView, shipmentView } from './view.ts'

/**
 * Confirms 签收 what was found on opening a shipment, counted piece by piece. What differs from what was posted is told with
 * it: both sides have it in their evidence, and nobody has to prove a loss later.
 */
export type Opened = { readonly receivedOn: string; readonly papers: readonly Paper[] }

export const receivePapers = (
  ctx: Context,
  caseNumber: string,
  shipmentId: string,
  { receivedOn, papers }: Opened,
): Promise<Result<ShipmentView, Failure>> =>
  again(async () => {
    const found = await caseForPapers(ctx, caseNumber)
    if (!found.ok) return found
    const { loaded, shipments } = found.value
    const row = shipments.find((each) => each.shipmentId === shipmentId && each.direction === 'in')
    if (row === undefined || row.sentOn === null) return fail({ code: 'notFound', what: 'shipment' })
    const now = ctx.clock.now()
    const view = shipmentView(row, now)
    // Confirmed again it is answered again; what was told stands.
    if (row.state !== 'sent') return ok(view)
    const today = civilDateAt(now)
    if (receivedOn < row.sentOn || receivedOn > today)
      return fail({ code: 'invalidInput', errors: [wrongDay(row.sentOn, today)] })
    const differences = differencesOf(view.papers, papers)
    const counted = papers.map(({ code, count }) => ({ code, count }))
    const data = {
      at: now,
      shipment: shipmentId,
      receivedOn,
      papers: counted,
      differences: differences.map(({ code, sent, received }) => ({ code, sent, received })),
    }
    const changed = { receivedOn, counted: JSON.stringify(counted), differences: JSON.stringify(differences) }
    const { partner } = row
    const isWritten = await tellBeside(
      ctx,
      loaded,
      partner,
      { type: 'case.papers-received', data, personal: null },
      [shipmentReceived({ partner, shipmentId, ...changed, updatedAt: now })],
    )
    const received: ShipmentRow = { ...row, ...changed, state: 'received', dueAt: null, updatedAt: now }
    return isWritten ? ok(shipmentView(received, now)) : 'beaten'
  })

const wrongDay = (sentOn: string, today: CivilDate) => ({
  pointer: '/receivedOn',
  zh: `签收日期应在寄出日 ${sentOn} 至今天 ${today} 之间。`,
  en: `The day of receipt lies between that of posting, ${sentOn}, and today, ${today}.`,
})
