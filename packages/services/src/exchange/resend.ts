import type { Message, RegionCode } from '@tongban/exchange'
import {
  type DeliveryProof,
  officeKeyOf,
  openMessage,
  type PartnerKey,
  sealContent,
} from '@tongban/exchange/wire'
import { type Failure, fail, type Json, ok, type Result } from '@tongban/kernel'
import {
  carryAgain,
  type ExchangeMessageRow,
  exchangeDeliveriesBy,
  exchangeMessagesAfter,
  headsOfCases,
  untellVerdicts,
} from '@tongban/store'
import type { Context } from '../context.ts'
import { proofOf } from './delivery-proof.ts'
import { lineTo } from './partner-line.ts'
import { exchangeRegionOf } from './seal.ts'

/**
 * Gives a partner messages of a case above a number: those this region has sent, or those the partner has sent itself and
 * may have lost; what was personal in its own is sealed anew, to its own office. To whoever does not share the case it
 * looks as if there were none.
 */
const PAGE = 20
const PAGE_BYTES = 4_000_000

export type MessagesPage = {
  readonly messages: readonly Json[]
  readonly contents: { readonly [id: string]: string }
  /** What proves that they were sent, and stored there. */
  readonly deliveries: readonly DeliveryProof[]
  readonly next: number | null
}

export async function resendMessages(
  ctx: Context,
  asked: { readonly caseNumber: string; readonly sentBy: 'me' | 'you'; readonly after: number },
): Promise<Result<MessagesPage, Failure>> {
  const { actor } = ctx
  if (actor.kind !== 'partner') return fail({ code: 'notAllowed', need: '协同地区 partner region' })
  const { caseNumber, sentBy, after } = asked
  const partner = actor.subject
  const direction = sentBy === 'you' ? 'out' : 'in'
  const [rows, shared] = await ctx.database.read([
    exchangeMessagesAfter({ caseNumber, partner, direction, after, limit: PAGE + 1 }),
    headsOfCases({ partner, cases: JSON.stringify([caseNumber]) }),
  ])
  if (rows.length === 0 && shared.length === 0) return fail({ code: 'notFound', what: 'case' })
  const shown = withinBytes(rows.slice(0, PAGE))
  // Who has lost what it had receipted has lost what came with it.
  if (sentBy === 'you' && shown.some(({ state }) => state === 'stored'))
    await ctx.database.write([carryAgain({ caseNumber, partner, from: 'carried', now: ctx.clock.now() })])
  const messages = shown.map(({ body }) => asJson(JSON.parse(body)))
  const isTheirs = sentBy === 'me'
  const contents = isTheirs ? await sealedAnew(ctx, partner, shown) : {}
  // Whoever has forgotten what it sent has forgotten what became of it.
  if (isTheirs && shown.length > 0)
    await ctx.database.write([
      untellVerdicts({ partner, ids: JSON.stringify(shown.map(({ id }) => id)), now: ctx.clock.now() }),
    ])
  const next = rows.length > shown.length ? (shown.at(-1)?.seq ?? null) : null
  const deliveries = await deliveriesOf(ctx, shown)
  return ok({ messages, contents, deliveries, next })
}

async function deliveriesOf(
  ctx: Context,
  rows: readonly ExchangeMessageRow[],
): Promise<readonly DeliveryProof[]> {
  const ids = [...new Set(rows.flatMap(({ deliveryId }) => deliveryId ?? []))]
  if (ids.length === 0) return []
  const [found] = await ctx.database.read([exchangeDeliveriesBy({ ids: JSON.stringify(ids) })])
  return found.map((row) => proofOf(row, exchangeRegionOf(ctx)))
}

/** At least one. */
function withinBytes(rows: readonly ExchangeMessageRow[]): readonly ExchangeMessageRow[] {
  let bytes = 0
  return rows.filter(({ body }, at) => {
    bytes += body.length
    return at === 0 || bytes <= PAGE_BYTES
  })
}

async function sealedAnew(
  ctx: Context,
  partner: RegionCode,
  rows: readonly ExchangeMessageRow[],
): Promise<{ readonly [id: string]: string }> {
  const { exchange } = ctx
  const line = await lineTo(ctx, partner)
  const key = line === null ? undefined : anyOfficeKey(line.keys, Math.floor(ctx.clock.now() / 1000))
  if (exchange === null || key === undefined) return {}
  const contents = await Promise.all(
    rows.map(async ({ id, body }): Promise<[string, string][]> => {
      const message = asMessage(JSON.parse(body))
      if (message.sealed === undefined) return []
      const personal = await openMessage(exchange, message)
      return personal.ok ? [[id, await sealContent(personal.value, message, key)]] : []
    }),
  )
  return Object.fromEntries(contents.flat())
}

type OfficeKey = Extract<PartnerKey, { readonly use: 'open' }>

/** Which office of the partner wrote it is not known here: whichever has a key for any, else the newest. */
function anyOfficeKey(keys: readonly PartnerKey[], at: number): OfficeKey | undefined {
  const offices = keys.flatMap((key) => (key.use === 'open' ? [key.office] : []))
  return ['*', ...offices].map((office) => officeKeyOf(keys, office, at)).find((key) => key !== undefined)
}

/** Guarantee: it passed the schema of messages before it was stored. */
const asMessage = (value: unknown) => value as Message
/** Guarantee: it was read from JSON text. */
const asJson = (value: unknown) => value as Json
