import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { partnerByRegion, setPartnerKeys } from '@tongban/store'
import type { Context } from '../context.ts'
import { actsOf, recordAct } from './act.ts'
import { keysText, partnerOf } from './partner.ts'
import { type PartnerView, partnerView } from './view.ts'
import { CONFIRMERS, mustHold } from './who.ts'

/** Ends trust in a key of a partner from this second on and for good: what is closed takes one person. */
export async function revokePartnerKey(
  ctx: Context,
  { region, kid }: { readonly region: string; readonly kid: string },
  reason: string,
): Promise<Result<PartnerView, Failure>> {
  const may = mustHold(ctx, CONFIRMERS)
  if (!may.ok) return may
  const [[row], acts] = await ctx.database.read([partnerByRegion({ region }), actsOf(`partner/${region}`)])
  if (row === undefined) return fail({ code: 'notFound', what: 'partner' })
  const { keys } = partnerOf(row)
  const key = keys.find((each) => each.kid === kid)
  if (key === undefined) return fail({ code: 'notFound', what: 'partnerKey' })
  if (key.revokedAt !== null) return ok(partnerView(row, acts))
  const now = ctx.clock.now()
  const revokedAt = Math.floor(now / 1000)
  const after = {
    keys: keysText(keys.map((each) => (each === key ? { ...each, revokedAt } : each))),
    updatedAt: now,
  }
  const written = await ctx.database.write([
    await recordAct(ctx, `partner/${region}`, acts, 'keyRevoked', { kid, reason }),
    setPartnerKeys({ region, ...after }),
  ])
  return written.ok ? ok(partnerView({ ...row, ...after }, acts)) : fail({ code: 'stillRunning' })
}
