import { WorkerEntrypoint } from 'cloudflare:workers'
import type { LicenceDraft, LicenceSigner, SignedLicence } from '@tongban/licences'
import { signerOf } from './signer.ts'

/**
 * What the Workers that grant licences ask of the one that holds the issuer keys. No HTTP route leads here: only a
 * Worker bound to this entrypoint can call it. It builds and signs licences as described, never bytes handed in.
 */
export class Signing extends WorkerEntrypoint<object> implements LicenceSigner {
  sign(drafts: readonly LicenceDraft[]): Promise<readonly SignedLicence[]> {
    return signerOf(this.env).sign(drafts)
  }
}
