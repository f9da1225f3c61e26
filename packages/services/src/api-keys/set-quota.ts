import { type Failure, fail, type Result } from '@tongban/kernel'
import { setApiKeyQuota as setQuota } from '@tongban/store'
import type { Context } from '../context.ts'
import { isOver, loadApiKey } from './load.ts'
import type { ApiKeyView } from './view.ts'

/** How many requests a day a key may make, from the next one on; what it has made today counts. */
export async function setApiKeyQuota(
  ctx: Context,
  keyId: string,
  { dailyQuota }: { readonly dailyQuota: number },
): Promise<Result<ApiKeyView, Failure>> {
  const before = await loadApiKey(ctx, keyId)
  if (!before.ok) return before
  const over = isOver(before.value)
  if (over !== null) return fail(over)
  const written = await ctx.database.write([setQuota({ keyId, dailyQuota })])
  if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
  return loadApiKey(ctx, keyId)
}
