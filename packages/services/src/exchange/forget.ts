import { forgetExchangeNonces } from '@tongban/store'
import type { Context } from '../context.ts'

/** Nonces are kept until no request that bears one could count any more. */
const AT_ONCE = 20_000
/** Never for longer than the lease of the job. */
const AT_MOST_MS = 60_000

export async function forgetNoncesOfPartners({ clock, database }: Context): Promise<void> {
  const before = clock.now()
  for (let left = AT_ONCE; left >= AT_ONCE && clock.now() - before < AT_MOST_MS; ) {
    const [rows] = await database.read([forgetExchangeNonces({ before, limit: AT_ONCE })])
    left = rows[0]?.forgotten ?? 0
  }
}
