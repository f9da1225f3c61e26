import { civilDateAt } from '@tongban/calendar'
import type { Json } from '@tongban/kernel'
import { ENDED_STATES } from '@tongban/licences'
import { insertRendition, type LicenceRow, licenceByIdentifier, renditionsOf } from '@tongban/store'
import * as z from 'zod'
import type { Context } from '../context.ts'
import { type LicenceContent, openContent, payloadOf } from '../licences/content.ts'
import { standingOf } from '../licences/in-force.ts'
import type { Delivery } from '../notices/notifier.ts'
import type { RenditionMaker, RenditionOrder } from './rendition.ts'

/**
 * Carries out the order for the fixed-layout files of a licence: the service is given what the licence says, and where it
 * keeps the files is stored beside the licence. Of one that has ended meanwhile none is made: no sealed file of it should
 * come into the world any more.
 */
const orderSchema = z.strictObject({ identifier: z.string() })
const DONE: Delivery = { state: 'delivered', status: 200 }

export async function makeRenditions(ctx: Context, maker: RenditionMaker, payload: Json): Promise<Delivery> {
  const order = orderSchema.safeParse(payload)
  if (!order.success) return { state: 'rejected', reason: 'not an order for a file' }
  const { identifier } = order.data
  const [[row], made] = await ctx.database.read([
    licenceByIdentifier({ identifier }),
    renditionsOf({ identifier }),
  ])
  if (row === undefined) return { state: 'rejected', reason: 'no such licence' }
  if (made.length > 0 || hasEnded(row, ctx.clock.now())) return DONE
  const making = await maker.make(orderOf(row, await openContent(ctx, row)))
  if (making.state !== 'made') return making
  const written = await ctx.database.write(
    making.renditions.map((rendition) => insertRendition({ identifier, ...rendition })),
  )
  return written.ok ? DONE : { state: 'retry', reason: 'database' }
}

const ENDED: readonly string[] = ENDED_STATES
const hasEnded = (row: LicenceRow, now: number) => ENDED.includes(standingOf(row, civilDateAt(now)))

/** What it says, in the words that were signed. */
function orderOf(row: LicenceRow, content: LicenceContent): RenditionOrder {
  const { identifier, type, typeVersion, issuedAt, validFrom, validUntil } = row
  const { typeCode, typeName, issuingAuthority, issuingAuthorityCode, demonstration } = payloadOf(content)
  return {
    identifier,
    type,
    typeVersion,
    typeCode,
    typeName,
    issuingAuthority,
    issuingAuthorityCode,
    issuedAt,
    validFrom,
    validUntil,
    claims: content.claims,
    paper: content.paper,
    demonstration: demonstration === true,
  }
}
