import { type ToldRoute, toldOf } from '@tongban/exchange'
import { signRoutes } from '@tongban/exchange/wire'
import { canonicalJson, type Failure, fail, type Json, ok, type Result, sha256Hex } from '@tongban/kernel'
import { agreementsWith, routesWith } from '@tongban/store'
import { isSigned, versionOf } from '../agreements/version.ts'
import type { Context } from '../context.ts'
import { exchangeRegionOf } from '../exchange/seal.ts'
import { NO_EXCHANGE } from '../partners/refusals.ts'
import { dayOf, NO_DAY } from './list.ts'

/**
 * The routes between this region and the partner that asks, as of a day: signed, so that they can be shown to others, and
 * named by their digest, so that they need not be sent again. No partner is told of another's.
 */
export type RouteSnapshot = {
  readonly region: string
  readonly partner: string
  readonly on: string
  readonly routes: readonly (ToldRoute & { readonly version: string })[]
  /** SHA-256 of the canonical JSON of the four members above, hex. */
  readonly version: string
  /** Compact JWS over it. */
  readonly signature: string
}

export async function routeSnapshot(
  ctx: Context,
  query: { readonly on?: string | undefined },
): Promise<Result<RouteSnapshot, Failure>> {
  const { actor } = ctx
  if (actor.kind !== 'partner') return fail({ code: 'notAllowed', need: '协同地区 partner region' })
  const on = dayOf(ctx, query.on)
  if (on === undefined) return fail({ code: 'invalidInput', errors: [NO_DAY] })
  const partner = actor.subject
  const [agreements, rows] = await ctx.database.read([
    agreementsWith({ partner }),
    routesWith({ region: partner, on }),
  ])
  if (!agreements.map(versionOf).some(isSigned))
    return fail({ code: 'notAllowed', need: '双方签署的协议 an agreement signed by both' })
  const signer = ctx.exchange?.signer(Math.floor(ctx.clock.now() / 1000)) ?? null
  if (signer === null) return fail(NO_EXCHANGE)
  const region = exchangeRegionOf(ctx)
  const routes = rows
    .map((row) => ({ ...toldOf(row, region), version: row.version }))
    .toSorted((a, b) => (a.version < b.version ? -1 : 1))
  const content = { region, partner, on, routes }
  const version = await sha256Hex(canonicalJson(asJson(content)))
  return ok({
    ...content,
    version,
    signature: await signRoutes({ signer: region, partner, on, version }, signer),
  })
}

/** Guarantee: a snapshot holds texts and null only. */
const asJson = (content: object) => content as Json
