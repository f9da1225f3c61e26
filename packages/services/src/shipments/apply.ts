import { addDays, civilDate, civilDateAt, endOfDayAt } from '@tongban/calendar'
import type { MessageData } from '@tongban/exchange/wire'
import type { CivilDate } from '@tongban/kernel'
import {
  insertShipment,
  type ShipmentRow,
  type Statement,
  shipmentReceived,
  shipmentsOfCase,
} from '@tongban/store'
import type { Context } from '../context.ts'
import { appliedStatements } from '../exchange/applied.ts'
import type { Applier, Appliers, Incoming } from '../handovers/applier.ts'
import { confirmBy } from './due.ts'

/**
 * What a partner tells of originals on paper: that it has posted them, and what it found on opening ours. Days are reckoned
 * from what it tells: one that lies far from today is nobody's day of posting, and is refused before anything is reckoned.
 */
const DAYS_FROM_TODAY = 60

function dayTold(ctx: Pick<Context, 'clock'>, text: string): CivilDate | undefined {
  const today = civilDateAt(ctx.clock.now())
  const day = civilDate(text)
  const isNear =
    day !== undefined && day >= addDays(today, -DAYS_FROM_TODAY) && day <= addDays(today, DAYS_FROM_TODAY)
  return isNear ? day : undefined
}

const papersSent: Applier = async (ctx, incoming) => {
  const { at, shipment, sentOn, carrier, trackingNumber, papers, dueOn } = sentData(incoming)
  const { caseNumber, partner } = incoming.handover
  const day = dayTold(ctx, sentOn)
  if (day === undefined) return NO_DAY
  const known = await shipmentOf(ctx, incoming, shipment)
  if (known !== undefined) return KNOWN
  return written(ctx, incoming, [
    insertShipment({
      partner,
      shipmentId: shipment,
      caseNumber,
      direction: 'in',
      state: 'sent',
      papers: JSON.stringify(papers),
      carrier,
      trackingNumber,
      postDueOn: dueOn,
      sentOn,
      receivedOn: null,
      counted: null,
      differences: null,
      dueAt: endOfDayAt(await confirmBy(ctx, incoming.handover, day)),
      createdAt: at,
      updatedAt: ctx.clock.now(),
    }),
  ])
}

const papersReceived: Applier = async (ctx, incoming) => {
  const { shipment, receivedOn, papers, differences } = receivedData(incoming)
  const { partner } = incoming.handover
  if (dayTold(ctx, receivedOn) === undefined) return NO_DAY
  const known = await shipmentOf(ctx, incoming, shipment)
  if (known?.direction !== 'out' || known.state === 'planned') return NEVER_SENT
  return written(ctx, incoming, [
    shipmentReceived({
      partner,
      shipmentId: shipment,
      receivedOn,
      counted: JSON.stringify(papers),
      differences: JSON.stringify(differences),
      updatedAt: ctx.clock.now(),
    }),
  ])
}

async function shipmentOf(
  ctx: Pick<Context, 'database'>,
  { handover: { caseNumber, partner } }: Incoming,
  shipmentId: string,
): Promise<ShipmentRow | undefined> {
  const [rows] = await ctx.database.read([shipmentsOfCase({ caseNumber })])
  return rows.find((row) => row.partner === partner && row.shipmentId === shipmentId)
}

async function written(ctx: Context, { opened }: Incoming, statements: readonly Statement[]) {
  const result = await ctx.database.write([
    ...statements,
    ...appliedStatements(opened, { state: 'applied' }, ctx.clock.now()),
  ])
  if (result.ok) return { state: 'applied' } as const
  // Its id stands for a shipment of another case: nobody may give it a second time.
  if (result.failure.table === 'exchange_shipments') return KNOWN
  return { state: 'later', reason: `conflict in ${result.failure.table}` } as const
}

const KNOWN = {
  state: 'refused',
  code: 'shipmentKnown',
  zh: '这一寄件编号已经告知过。',
  en: 'A shipment of this id was told before.',
} as const
const NO_DAY = {
  state: 'refused',
  code: 'noSuchDay',
  zh: `寄出或者收到的日期不存在，或者距今天超过${DAYS_FROM_TODAY}天。`,
  en: `The day of posting or receipt does not exist, or lies more than ${DAYS_FROM_TODAY} days from today.`,
} as const
const NEVER_SENT = {
  state: 'refused',
  code: 'unknownShipment',
  zh: '没有向贵方寄出过这一寄件。',
  en: 'No such shipment was posted to you.',
} as const

/** Guarantee of both: the exchange has checked the open part by the schema of its type. */
const sentData = ({ opened }: Incoming) => opened.message.data as MessageData<'case.papers-sent'>
const receivedData = ({ opened }: Incoming) => opened.message.data as MessageData<'case.papers-received'>

/** For both sides. */
export const PAPERS_TOLD: Appliers = {
  'case.papers-sent': papersSent,
  'case.papers-received': papersReceived,
}
