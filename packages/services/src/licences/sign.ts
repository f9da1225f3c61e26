import type { LicenceDraft, SignedLicence } from '@tongban/licences'
import type { Context } from '../context.ts'

/** What the Worker that holds the keys does for the others; reads nothing and writes nothing. */
export async function signLicences(
  { issuer }: Context,
  drafts: readonly LicenceDraft[],
): Promise<readonly SignedLicence[]> {
  // Whoever asked takes it for a signer that cannot be reached, and grants nothing.
  if (issuer === null) throw new Error('TONGBAN_ISSUER_KEYS or TONGBAN_PUBLIC_ORIGIN is not set')
  return issuer.signer.sign(drafts)
}
