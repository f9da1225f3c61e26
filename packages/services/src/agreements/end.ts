import type { Statement } from '@tongban/store'
import type { Context } from '../context.ts'
import { changed, withVersion } from './load.ts'
import { routeStatements, type Version } from './version.ts'

/** A version ended by notice: of two notices the earlier day counts. Its routes end with it, in the same batch. */
export async function endBy(
  ctx: Context,
  versions: readonly Version[],
  version: Version,
  { endsOn, closing }: { readonly endsOn: string; readonly closing: string },
  more: Partial<Pick<Version, 'untold' | 'nextAt'>>,
): Promise<{ readonly version: Version; readonly statements: readonly Statement[] }> {
  const earlier = version.endedOn !== null && version.endedOn <= endsOn
  const after = changed(ctx, version, {
    state: 'ended',
    ...(earlier ? {} : { endedOn: endsOn, closing }),
    pending: null,
    pendingBy: null,
    attempts: 0,
    lastReason: null,
    ...more,
  })
  return {
    version: after.version,
    statements: [after.statement, ...(await routeStatements(ctx, withVersion(versions, after.version)))],
  }
}
