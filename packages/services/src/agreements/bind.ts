import type { Statement } from '@tongban/store'
import type { Context } from '../context.ts'
import { changed, withVersion } from './load.ts'
import { routeStatements, type Version } from './version.ts'

/** A version that both have signed: in force, the one before it superseded, the routes derived anew, all in one batch. */
export type Signatures = {
  readonly own: string
  readonly partner: string
  /** Of the two signatures, epoch seconds each. */
  readonly signedAt: readonly [number, number]
}

export async function bind(
  ctx: Context,
  versions: readonly Version[],
  version: Version,
  { own, partner, signedAt }: Signatures,
  more: Pick<Version, 'untold' | 'nextAt'>,
): Promise<{ readonly versions: readonly Version[]; readonly statements: readonly Statement[] }> {
  const inForce = changed(ctx, version, {
    state: 'inForce',
    ownSignature: own,
    partnerSignature: partner,
    // The later signature binds both, on both sides alike.
    effectiveAt: Math.max(...signedAt) * 1000,
    closing: null,
    pending: null,
    pendingBy: null,
    attempts: 0,
    lastReason: null,
    ...more,
  })
  const superseded = versions
    .filter((each) => each.version < version.version && each.state === 'inForce')
    .map((each) => changed(ctx, each, { state: 'superseded', pending: null, pendingBy: null }))
  const after = [inForce, ...superseded].reduce(
    (list, { version: each }) => withVersion(list, each),
    versions,
  )
  return {
    versions: after,
    statements: [
      inForce.statement,
      ...superseded.map(({ statement }) => statement),
      ...(await routeStatements(ctx, after)),
    ],
  }
}
