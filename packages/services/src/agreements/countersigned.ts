import { type AgreementStatement, readAgreementStatement } from '@tongban/exchange/wire'
import { fail, ok, type Result } from '@tongban/kernel'
import type { Statement } from '@tongban/store'
import type { Context } from '../context.ts'
import { exchangeRegionOf } from '../exchange/seal.ts'
import type { Partner } from '../partners/partner.ts'
import { bind } from './bind.ts'
import { nameOf, type Version } from './version.ts'

/** What a partner states of a version: by its key, of this very document, and not of an instant to come. */
export async function statedBy(
  ctx: Context,
  partner: Pick<Partner, 'region' | 'keys'>,
  version: Pick<Version, 'agreement' | 'digest'> & Version,
  token: string,
): Promise<Result<AgreementStatement, string>> {
  const now = Math.floor(ctx.clock.now() / 1000)
  const read = await readAgreementStatement(token, partner, now)
  if (!read.ok) return fail(read.failure)
  const { agreement, digest } = read.value
  return agreement === nameOf(version) && digest === version.digest ? ok(read.value) : fail('otherDocument')
}

/** Whether this region has signed the version itself: read anew from its own signature. */
export const statedHere = (ctx: Context, version: Version, token: string) =>
  statedBy(ctx, { region: exchangeRegionOf(ctx), keys: ctx.exchange?.published ?? [] }, version, token)

export type Bound = {
  readonly version: Version
  readonly versions: readonly Version[]
  readonly statements: readonly Statement[]
}

/** Puts a version into force for which this region has signed and the partner's signature has come. */
export async function takeCountersignature(
  ctx: Context,
  partner: Partner,
  versions: readonly Version[],
  version: Version,
  token: string,
): Promise<Result<Bound, string>> {
  const theirs = await statedBy(ctx, partner, version, token)
  if (!theirs.ok) return theirs
  if (theirs.value.act !== 'sign') return fail('otherAct')
  if (version.ownSignature === null) return fail('notSignedHere')
  const ours = await statedHere(ctx, version, version.ownSignature)
  if (!ours.ok) return ours
  const signedAt = [ours.value.at, theirs.value.at] as const
  const signatures = { own: version.ownSignature, partner: token, signedAt }
  const bound = await bind(ctx, versions, version, signatures, { untold: null, nextAt: null })
  const after = bound.versions.find((each) => each.version === version.version)
  if (after === undefined) throw new Error('a version was lost while it was bound')
  return ok({ version: after, ...bound })
}
