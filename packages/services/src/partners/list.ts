import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { allPartners, partnerByRegion } from '@tongban/store'
import type { Context } from '../context.ts'
import { actsOf } from './act.ts'
import { type OwnView, ownView, type PartnerView, partnerView } from './view.ts'
import { mustHold, PARTNER_READERS } from './who.ts'

/** All partner regions, and this region as they know it; of one of them also who did what. */
export type PartnerList = { readonly own: OwnView | null; readonly partners: readonly PartnerView[] }

export async function listPartners(ctx: Context): Promise<Result<PartnerList, Failure>> {
  const may = mustHold(ctx, PARTNER_READERS)
  if (!may.ok) return may
  const [rows] = await ctx.database.read([allPartners({})])
  return ok({ own: ownView(ctx), partners: rows.map((row) => partnerView(row)) })
}

export async function readPartner(ctx: Context, region: string): Promise<Result<PartnerView, Failure>> {
  const may = mustHold(ctx, PARTNER_READERS)
  if (!may.ok) return may
  const [[row], acts] = await ctx.database.read([partnerByRegion({ region }), actsOf(`partner/${region}`)])
  return row === undefined ? fail({ code: 'notFound', what: 'partner' }) : ok(partnerView(row, acts))
}
