import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { apiKeyById, revokeApiKey as endKey } from '@tongban/store'
import type { Context } from '../context.ts'
import { type ApiKeyView, apiKeyView } from './view.ts'

/** Ends a key for good, from the next request on, in every isolate. Revoked already, it stays as it was. */
export async function revokeApiKey(ctx: Context, keyId: string): Promise<Result<ApiKeyView, Failure>> {
  const now = ctx.clock.now()
  const written = await ctx.database.write([endKey({ keyId, revokedAt: now })])
  if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
  const [[row]] = await ctx.database.read([apiKeyById({ keyId })])
  return row === undefined
    ? fail({ code: 'notFound', what: 'apiKey' })
    : ok(apiKeyView({ ...row, usedToday: 0 }, now))
}
