import { civilDateAt } from '@tongban/calendar'
import { agreementInForce } from '@tongban/exchange'
import { type EpochMs, type Failure, fail, ok, type Result } from '@tongban/kernel'
import { agreementsSigned } from '@tongban/store'
import type { TrustedRegion } from '@tongban/verifier'
import type { Context } from '../../context.ts'
import type { Issuer } from '../issuer.ts'
import { issuerOf } from '../issuer-of.ts'
import type { PublishedList } from './read-list.ts'

/**
 * The status lists of partners, handed on from this region's origin to whoever will verify offline: of regions that are
 * trusted and whose agreement is in force, no others. As its issuer signed it a list is handed on, and is kept no longer
 * than it says itself.
 */
export type PartnerListing = {
  readonly region: string
  readonly issuer: string
  /** False where the partner does not answer: there may be lists that are not named. */
  readonly isNewest: boolean
  readonly lists: readonly { readonly uri: string; readonly href: string }[]
}

export async function listPartnerLists(
  ctx: Context,
): Promise<Result<{ readonly partners: readonly PartnerListing[] }, Failure>> {
  const issuer = issuerOf(ctx)
  if (!issuer.ok) return issuer
  const { value } = issuer
  const agreed = await agreedRegions(ctx, value)
  const partners = await Promise.all(
    agreed.map(async (region): Promise<PartnerListing> => {
      const { uris, isNewest } = await value.relay.listsOf(ctx, region)
      return { region: region.region, issuer: region.issuer, isNewest, lists: uris.map(hrefOf(region)) }
    }),
  )
  return ok({ partners })
}

const hrefOf =
  ({ region, statusBase }: TrustedRegion) =>
  (uri: string) => ({ uri, href: `/licences/status/partners/${region}/${uri.slice(statusBase.length)}` })

export async function readPartnerList(
  ctx: Context,
  { region: code, list }: { readonly region: string; readonly list: string },
): Promise<Result<PublishedList, Failure>> {
  const issuer = issuerOf(ctx)
  if (!issuer.ok) return issuer
  const agreed = await agreedRegions(ctx, issuer.value)
  const region = agreed.find((each) => each.region === code)
  if (region === undefined) return fail({ code: 'notFound', what: 'statusList' })
  const signed = await issuer.value.relay.listOf(ctx, region, list)
  if (signed === 'missing') return fail({ code: 'notFound', what: 'statusList' })
  if (signed === 'away') return fail({ code: 'unavailable', what: 'partner' })
  const { token, asOf, ttl } = signed
  const age = Math.ceil((ctx.clock.now() - asOf) / 1000)
  return ok({
    token,
    etag: `"${token.slice(-43)}"`,
    maxAgeSeconds: Math.min(ttl, MOST_SECONDS, Math.max(0, ttl - age)),
  })
}

/** However long a partner lets its lists be kept, here they are asked for anew after this. */
const MOST_SECONDS = 60

/** More versions than all partners of a region sign in its life; the newest of them. */
const MOST_VERSIONS = 1_000
/** How long what was read of agreements serves, so that many who ask cost the database little. */
const READ_MS = 1_000
type Agreed = { readonly at: EpochMs; readonly regions: readonly TrustedRegion[] }
/** By issuer: one for an isolate. */
const known = new WeakMap<Issuer, Agreed>()

async function agreedRegions(ctx: Context, issuer: Issuer): Promise<readonly TrustedRegion[]> {
  const now = ctx.clock.now()
  const last = known.get(issuer)
  if (last !== undefined && last.at <= now && now - last.at < READ_MS) return last.regions
  const [rows] = await ctx.database.read([agreementsSigned({ limit: MOST_VERSIONS })])
  const today = civilDateAt(now)
  const regions = issuer.regions.filter(({ region }) => {
    const versions = rows.filter(({ partner }) => partner === region)
    return agreementInForce(versions, today) !== null
  })
  known.set(issuer, { at: now, regions })
  return regions
}
