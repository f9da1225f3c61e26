import { civilDateAt } from '@tongban/calendar'
import { listApiKeys as rows } from '@tongban/store'
import type { Context } from '../context.ts'
import { type ApiKeyView, apiKeyView } from './view.ts'

/** Every key of the region, the newest first; a region has as many as it has apps that verify. */
const MOST = 1000

export async function listApiKeys(ctx: Context): Promise<readonly ApiKeyView[]> {
  const now = ctx.clock.now()
  const [listed] = await ctx.database.read([rows({ day: civilDateAt(now), limit: MOST })])
  return listed.map((row) => apiKeyView(row, now))
}
