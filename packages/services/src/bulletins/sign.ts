import { sign } from '@tongban/evidence'
import { sha256Hex } from '@tongban/kernel'
import { bulletinById } from '@tongban/store'
import type { Context } from '../context.ts'

/**
 * Signs a bulletin with the audit key, in the Worker that alone holds it. Whoever asks names a draft and its digest; what
 * is signed is what the database holds, digested here once more, so that no other statement can be had by this way. Null where there is no such draft any more.
 */
export type BulletinToSign = { readonly id: string; readonly digest: string }

export async function signBulletin(ctx: Context, { id, digest }: BulletinToSign): Promise<string | null> {
  const { auditKeys: keys, region } = ctx
  if (keys === null) throw new Error('this Worker holds no audit key')
  const [[row]] = await ctx.database.read([bulletinById({ id })])
  // Published by somebody else, or drafted anew, since whoever asks has read it.
  if (row === undefined || row.state !== 'draft' || row.digest !== digest) return null
  if ((await sha256Hex(row.content)) !== digest)
    throw new Error('the content of a bulletin is not that of its digest')
  const { kind, period, version, corrects } = row
  return sign(keys, 'tongban-bulletin', {
    region: region.code,
    id,
    kind,
    period,
    version,
    digest,
    corrects,
    signedAt: ctx.clock.now(),
  })
}
