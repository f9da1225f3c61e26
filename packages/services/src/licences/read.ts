import type { Failure, Result } from '@tongban/kernel'
import { ok } from '@tongban/kernel'
import type { Context } from '../context.ts'
import { loadLicence } from './load.ts'
import { type LicenceView, licenceView } from './view.ts'

/** One licence: whole to its holder, to officials without its credential and with the holder masked. */
export async function readLicence(ctx: Context, identifier: string): Promise<Result<LicenceView, Failure>> {
  const loaded = await loadLicence(ctx, identifier)
  return loaded.ok ? ok(await licenceView(ctx, loaded.value)) : loaded
}
