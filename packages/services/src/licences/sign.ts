import type { LicenceDraft, SignedLicence } from '@tongban/licences'
import type { Context } from '../context.ts'
import { issuerOf } from './issuer-of.ts'

/** What the Worker that holds the keys does for the others; reads nothing and writes nothing. */
export const signLicences = (
  ctx: Context,
  drafts: readonly LicenceDraft[],
): Promise<readonly SignedLicence[]> => issuerOf(ctx).signer.sign(drafts)
