import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import type { Context } from '../context.ts'
import { NO_EXCHANGE } from '../partners/refusals.ts'
import { mustHold, PROPOSERS } from '../partners/who.ts'
import { changed, loadKnown } from './load.ts'
import { agreementIs } from './refusals.ts'
import { tellAgreement } from './tell.ts'
import { type AgreementHistory, historyOf } from './view.ts'

/**
 * Tells the partner now what it has not been told, instead of when it would be tried again. Where it has been told all, the
 * version signed last is told again with both signatures: what a partner has forgotten with an older database comes back.
 */
export async function sendAgreement(ctx: Context, id: string): Promise<Result<AgreementHistory, Failure>> {
  const may = mustHold(ctx, PROPOSERS)
  if (!may.ok) return may
  if (ctx.exchange === null) return fail(NO_EXCHANGE)
  const loaded = await loadKnown(ctx, id)
  if (!loaded.ok) return loaded
  const { versions, partner } = loaded.value
  const waiting = versions.filter(({ untold }) => untold !== null)
  const last = versions.findLast(({ ownSignature, state }) => ownSignature !== null && state !== 'declined')
  if (waiting.length === 0) {
    if (last === undefined) return fail(agreementIs(id, versions.at(-1)?.state ?? 'draft'))
    const again = changed(ctx, last, { untold: 'propose', attempts: 0, nextAt: ctx.clock.now() })
    const written = await ctx.database.write([again.statement])
    if (!written.ok) return fail({ code: 'stillRunning' })
    await tellAgreement(ctx, partner, again.version)
  }
  for (const version of waiting) await tellAgreement(ctx, partner, version)
  const after = await loadKnown(ctx, id)
  return after.ok ? ok(historyOf(id, after.value.versions, after.value.acts)) : after
}
