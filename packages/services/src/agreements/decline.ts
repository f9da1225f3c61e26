import { signAgreement } from '@tongban/exchange/wire'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import type { Context } from '../context.ts'
import { exchangeRegionOf } from '../exchange/seal.ts'
import { recordAct } from '../partners/act.ts'
import { NO_EXCHANGE } from '../partners/refusals.ts'
import { CONFIRMERS, mustHold } from '../partners/who.ts'
import { changed, loadKnown, withVersion } from './load.ts'
import { agreementIs } from './refusals.ts'
import { tellAgreement } from './tell.ts'
import { nameOf, type Version } from './version.ts'
import { type AgreementView, agreementView } from './view.ts'

/**
 * Says that a proposed version is not signed, or takes back what was proposed or asked for here. It binds nobody, so one
 * person does it. Where the partner has signed before it hears of it, the partner's order decides and the version is in force.
 */
export async function declineAgreement(
  ctx: Context,
  id: string,
  reason: string,
): Promise<Result<AgreementView, Failure>> {
  const may = mustHold(ctx, CONFIRMERS)
  if (!may.ok) return may
  const loaded = await loadKnown(ctx, id)
  if (!loaded.ok) return loaded
  const { versions, acts, partner } = loaded.value
  const version = versions.findLast(({ state, pending }) => DECLINED_FROM.includes(state) || pending !== null)
  if (version === undefined) {
    const last = versions.at(-1)
    if (last?.state === 'declined') return ok(agreementView(last, versions))
    return fail(agreementIs(last === undefined ? id : nameOf(last), last?.state ?? 'declined'))
  }
  const change = await changeOf(ctx, version, reason)
  if (!change.ok) return change
  const after = changed(ctx, version, { ...change.value, pending: null, pendingBy: null })
  const written = await ctx.database.write([
    await recordAct(ctx, `agreement/${id}`, acts, 'declined', { version: version.version, reason }),
    after.statement,
  ])
  if (!written.ok) return fail({ code: 'stillRunning' })
  if (after.version.untold !== null) ctx.after(tellAgreement(ctx, partner, after.version))
  return ok(agreementView(after.version, withVersion(versions, after.version)))
}

const DECLINED_FROM: readonly string[] = ['draft', 'proposedHere', 'proposedThere']
const LEASE_MS = 60_000

/** A draft nobody else has seen; a proposal the other side knows of; or an act that was asked for, taken back. */
async function changeOf(
  ctx: Context,
  version: Version,
  reason: string,
): Promise<Result<Partial<Pick<Version, 'state' | 'closing' | 'untold' | 'nextAt'>>, Failure>> {
  if (!DECLINED_FROM.includes(version.state)) return ok({})
  if (version.state === 'draft') return ok({ state: 'declined' })
  const at = Math.floor(ctx.clock.now() / 1000)
  const signer = ctx.exchange?.signer(at) ?? null
  if (signer === null) return fail(NO_EXCHANGE)
  const closing = await signAgreement(
    {
      act: 'decline',
      agreement: nameOf(version),
      digest: version.digest,
      signer: exchangeRegionOf(ctx),
      at,
      reason,
    },
    signer,
  )
  return ok({ state: 'declined', closing, untold: 'decline', nextAt: ctx.clock.now() + LEASE_MS })
}
