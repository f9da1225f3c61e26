import type { Message } from '@tongban/exchange'
import { messageSchema } from '@tongban/exchange/wire'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import {
  type AgreementRow,
  agreementsWith,
  type ExchangeDeliveryRow,
  type ExchangeMessageRow,
  exchangeDeliveriesBy,
  exchangeMessagesAfter,
  type HandoverRow,
  handoversOfCase,
  type PartnerRow,
  partnerByRegion,
} from '@tongban/store'
import type { Context } from '../context.ts'

/**
 * The log of a case between this region and one partner, for whoever may see it: the partner whose case it is too, and in
 * this region whoever may see the case. To everybody else a case that exists and one that does not look the same.
 */
/** Which hand-overs of a case the actor may see. */
export type HandoversSeen = (
  ctx: Context,
  caseNumber: string,
) => Promise<Result<readonly HandoverRow[], Failure>>

export type LoggedMessage = { readonly row: ExchangeMessageRow; readonly message: Message }
export type CaseLog = {
  readonly handover: HandoverRow
  readonly messages: readonly (LoggedMessage & { readonly digest: string })[]
}

export async function readCaseLog(
  ctx: Context,
  caseNumber: string,
  asked: string | null,
  seen: HandoversSeen = handoversOfPartner,
): Promise<Result<CaseLog, Failure>> {
  const handover = await handoverFor(ctx, caseNumber, asked, seen)
  if (!handover.ok) return handover
  const rows = await wholeLog(ctx, { caseNumber, partner: handover.value.partner })
  return ok({ handover: handover.value, messages: rows.map(opened) })
}

const PAGE = 200

/** Both directions, each in its order, so many at once: a case may have been told of for years. */
async function wholeLog(
  { database }: Pick<Context, 'database'>,
  of: { readonly caseNumber: string; readonly partner: string },
): Promise<readonly ExchangeMessageRow[]> {
  const log: Record<'in' | 'out', ExchangeMessageRow[]> = { in: [], out: [] }
  for (let open: readonly ('in' | 'out')[] = ['in', 'out']; open.length > 0; ) {
    const pages = await database.read(
      open.map((direction) =>
        exchangeMessagesAfter({ ...of, direction, after: log[direction].at(-1)?.seq ?? 0, limit: PAGE }),
      ),
    )
    for (const [at, direction] of open.entries()) log[direction].push(...(pages[at] ?? []))
    open = open.filter((_, at) => pages[at]?.length === PAGE)
  }
  return [...log.in, ...log.out]
}

/** What brought these messages, as it happened. */
async function deliveriesOf(
  { database }: Pick<Context, 'database'>,
  rows: readonly ExchangeMessageRow[],
): Promise<readonly ExchangeDeliveryRow[]> {
  const ids = [...new Set(rows.flatMap(({ deliveryId }) => deliveryId ?? []))]
  const found: ExchangeDeliveryRow[] = []
  for (let at = 0; at < ids.length; at += PAGE) {
    const [some] = await database.read([
      exchangeDeliveriesBy({ ids: JSON.stringify(ids.slice(at, at + PAGE)) }),
    ])
    found.push(...some)
  }
  return found.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
}

export type CaseProof = CaseLog & {
  readonly deliveries: readonly ExchangeDeliveryRow[]
  readonly agreements: readonly AgreementRow[]
  readonly partner: PartnerRow
}

/** The same with all that proves it. */
export async function readCaseProof(
  ctx: Context,
  caseNumber: string,
  asked: string | null,
  seen: HandoversSeen = handoversOfPartner,
): Promise<Result<CaseProof, Failure>> {
  const handover = await handoverFor(ctx, caseNumber, asked, seen)
  if (!handover.ok) return handover
  const { partner } = handover.value
  const [rows, [agreements, [row]]] = await Promise.all([
    wholeLog(ctx, { caseNumber, partner }),
    ctx.database.read([agreementsWith({ partner }), partnerByRegion({ region: partner })]),
  ])
  const deliveries = await deliveriesOf(ctx, rows)
  if (row === undefined) throw new Error('a case is shared with a region that is not among the partners')
  return ok({
    handover: handover.value,
    messages: rows.map(opened),
    deliveries,
    agreements,
    partner: row,
  })
}

/** The hand-over the actor may see: a partner its own; in this region the one that is named, or the only one. */
async function handoverFor(
  ctx: Context,
  caseNumber: string,
  asked: string | null,
  seen: HandoversSeen,
): Promise<Result<HandoverRow, Failure>> {
  const found = await seen(ctx, caseNumber)
  if (!found.ok) return found
  const named = found.value.filter(({ partner }) => asked === null || partner === asked)
  const [handover] = named
  if (handover === undefined) return fail({ code: 'notFound', what: 'case' })
  return named.length === 1 ? ok(handover) : fail({ code: 'invalidInput', errors: [WHICH] })
}

/** The partner's own; what is seen in this region is for the Worker that has the cases to say. */
async function handoversOfPartner({ actor, database }: Context, caseNumber: string) {
  const [rows] = await database.read([handoversOfCase({ caseNumber })])
  return ok(rows.filter(({ partner }) => actor.kind === 'partner' && partner === actor.subject))
}

/** Guarantee: what is stored has passed the schema once, when it was sealed or taken in. */
const opened = (row: ExchangeMessageRow) => ({
  row,
  digest: row.digest,
  message: messageSchema.parse(JSON.parse(row.body)),
})

const WHICH = {
  pointer: '/query/partner',
  zh: '本办件与多个地区有关，请指明协同地区。',
  en: 'Several regions have a part in this case; name the partner region.',
}
