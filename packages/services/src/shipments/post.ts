import { civilDateAt, endOfDayAt } from '@tongban/calendar'
import { type CivilDate, type Failure, type FieldError, fail, ok, type Result } from '@tongban/kernel'
import { insertShipment, type ShipmentRow, shipmentSent } from '@tongban/store'
import { handoverNamed } from '../attachments/handover-named.ts'
import type { Context } from '../context.ts'
import { again, tellBeside } from '../handovers/tell-beside.ts'
import type { ToldMessage } from '../handovers/telling.ts'
import { endPosting, watchPosting } from '../supervision/shipment-clock.ts'
import { caseForPapers, type ShippedCase } from './case.ts'
import { confirmBy, postBy } from './due.ts'
import { type Paper, type ShipmentView, shipmentView } from './view.ts'

/**
 * Posts originals on paper to the other region (异地代收代办: the window sends on what it took in; the result goes back the
 * same way). They may be put down first and posted later: until then they are due by the agreement, and seen when overdue.
 */
export type Posting = {
  readonly carrier: string
  readonly trackingNumber: string
  readonly sentOn: string
}
export type PapersToPost = {
  readonly papers: readonly Paper[]
  readonly partner?: string | undefined
  /** Left out: they are still to be posted. */
  readonly posted?: Posting | undefined
}

export const postPapers = (
  ctx: Context,
  caseNumber: string,
  given: PapersToPost,
): Promise<Result<ShipmentView, Failure>> => again(() => post(ctx, caseNumber, given))

async function post(
  ctx: Context,
  caseNumber: string,
  { papers, partner, posted }: PapersToPost,
): Promise<Result<ShipmentView, Failure> | 'beaten'> {
  const found = await caseForPapers(ctx, caseNumber)
  if (!found.ok) return found
  const { loaded } = found.value
  const named = handoverNamed(loaded, partner)
  if (!named.ok) return named
  const errors = errorsOf(ctx, found.value, papers, posted)
  if (errors.length > 0) return fail({ code: 'invalidInput', errors })
  const now = ctx.clock.now()
  const handover = named.value
  const postDueOn = await postBy(ctx, handover)
  const row: ShipmentRow = {
    partner: handover.partner,
    shipmentId: ctx.ids.uuid(),
    caseNumber,
    direction: 'out',
    state: 'planned',
    papers: JSON.stringify(papers),
    carrier: null,
    trackingNumber: null,
    postDueOn,
    sentOn: null,
    receivedOn: null,
    counted: null,
    differences: null,
    dueAt: postDueOn === null ? null : endOfDayAt(postDueOn),
    createdAt: now,
    updatedAt: now,
  }
  if (posted === undefined) {
    const written = await ctx.database.write([
      insertShipment(row),
      ...watchPosting(ctx, loaded, handover, row, postDueOn),
    ])
    if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
    return ok(shipmentView(row, now))
  }
  const dueAt = endOfDayAt(await confirmBy(ctx, handover, asDay(posted.sentOn)))
  const sent: ShipmentRow = { ...row, ...posted, state: 'sent', dueAt }
  const isWritten = await tellBeside(ctx, loaded, handover.partner, sentMessage(sent, posted, papers, now), [
    insertShipment(sent),
  ])
  return isWritten ? ok(shipmentView(sent, now)) : 'beaten'
}

/** Those that were put down before are posted. */
export const postPlanned = (
  ctx: Context,
  caseNumber: string,
  shipmentId: string,
  posted: Posting,
): Promise<Result<ShipmentView, Failure>> =>
  again(async () => {
    const found = await caseForPapers(ctx, caseNumber)
    if (!found.ok) return found
    const { loaded, shipments } = found.value
    const row = shipments.find((each) => each.shipmentId === shipmentId && each.direction === 'out')
    if (row === undefined) return fail({ code: 'notFound', what: 'shipment' })
    const now = ctx.clock.now()
    const view = shipmentView(row, now)
    // Sent again it is answered again; what was told stands.
    if (row.state !== 'planned') return ok(view)
    const errors = errorsOf(ctx, found.value, view.papers, posted)
    if (errors.length > 0) return fail({ code: 'invalidInput', errors })
    const handover = handoverNamed(loaded, row.partner)
    if (!handover.ok) return handover
    const dueAt = endOfDayAt(await confirmBy(ctx, handover.value, asDay(posted.sentOn)))
    const sent: ShipmentRow = { ...row, ...posted, state: 'sent', dueAt, updatedAt: now }
    const message = sentMessage(sent, posted, view.papers, now)
    const isWritten = await tellBeside(ctx, loaded, row.partner, message, [
      shipmentSent({ partner: row.partner, shipmentId, ...posted, dueAt, updatedAt: now }),
      endPosting(ctx, row),
    ])
    return isWritten ? ok(shipmentView(sent, now)) : 'beaten'
  })

const sentMessage = (
  { shipmentId, postDueOn }: ShipmentRow,
  { sentOn, carrier, trackingNumber }: Posting,
  papers: readonly Paper[],
  at: number,
): ToldMessage => ({
  type: 'case.papers-sent',
  data: {
    at,
    shipment: shipmentId,
    sentOn,
    carrier,
    trackingNumber,
    papers: papers.map(({ code, count }) => ({ code, count })),
    dueOn: postDueOn,
  },
  personal: null,
})

function errorsOf(
  ctx: Context,
  { loaded: { item, row } }: ShippedCase,
  papers: readonly Paper[],
  posted: Posting | undefined,
): readonly FieldError[] {
  const errors: FieldError[] = []
  const known = item.materials.map(({ code }) => code)
  for (const [at, { code }] of papers.entries())
    if (!known.includes(code) && code !== RESULT)
      errors.push({
        pointer: `/papers/${at}/code`,
        zh: `本事项的材料代码为以下之一：${known.join('、')}；办理结果为 ${RESULT}。`,
        en: `The materials of this item are: ${known.join(', ')}; the result is ${RESULT}.`,
      })
  if (posted !== undefined) errors.push(...sentOnErrors(ctx, posted.sentOn, row.receivedAt))
  return errors
}
/** Posted today or before, and not before the case was received. */
function sentOnErrors(
  { clock }: Pick<Context, 'clock'>,
  sentOn: string,
  receivedAt: number,
): readonly FieldError[] {
  const today = civilDateAt(clock.now())
  const from = civilDateAt(receivedAt)
  if (sentOn >= from && sentOn <= today) return []
  return [
    {
      pointer: '/posted/sentOn',
      zh: `寄出日期应在收件日 ${from} 至今天 ${today} 之间。`,
      en: `The day of posting lies between the receipt of the case, ${from}, and today, ${today}.`,
    },
  ]
}

/** The result on paper that goes back 办理结果. */
export const RESULT = 'result'

/** Guarantee: the door takes days of the calendar alone. */
const asDay = (text: string) => text as CivilDate
