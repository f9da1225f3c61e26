import type { Verdict } from '@tongban/verifier'
import type { Context } from '../../context.ts'
import { type Use, type Used, useStatement } from '../uses.ts'

export const isRecorded = ({ kind }: Context['actor']): boolean => kind === 'official' || kind === 'app'

/**
 * Writes down who used which licence 用证记录, before the answer is given: of this region's own licences, by officials and
 * apps. A visitor who verifies what he was shown is not written down, and no database is asked for him.
 */
export async function recordUses(
  ctx: Context,
  use: Use,
  verified: readonly { readonly way: Used['way']; readonly verdict: Verdict }[],
): Promise<void> {
  if (!isRecorded(ctx.actor)) return
  const used = verified.flatMap(({ way, verdict: { licence, issuer, claims, state } }): Used[] =>
    licence === null || issuer?.region !== ctx.region.code
      ? []
      : [{ identifier: licence.identifier, way, use, claims: Object.keys(claims), state }],
  )
  if (used.length === 0) return
  const written = await ctx.database.write(await Promise.all(used.map((each) => useStatement(ctx, each))))
  if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
}
