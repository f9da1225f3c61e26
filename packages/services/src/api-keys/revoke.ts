import type { Failure, Result } from '@tongban/kernel'
import { revokeApiKey as endKey } from '@tongban/store'
import type { Context } from '../context.ts'
import { loadApiKey } from './load.ts'
import type { ApiKeyView } from './view.ts'

/** Ends a key for good, from the next request on, in every isolate. Revoked already, it stays as it was. */
export async function revokeApiKey(ctx: Context, keyId: string): Promise<Result<ApiKeyView, Failure>> {
  const written = await ctx.database.write([endKey({ keyId, revokedAt: ctx.clock.now() })])
  if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
  return loadApiKey(ctx, keyId)
}
