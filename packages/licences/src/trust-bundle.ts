/** The trust bundle signed: the issuers this region trusts with their keys, for whoever verifies offline. */
import type { TrustBundlePayload } from '@tongban/verifier'
import type { KeySigner } from './contract.ts'
import { signToken } from './jws.ts'

export const signTrustBundle = (payload: TrustBundlePayload, signer: KeySigner): Promise<string> =>
  signToken('tongban-trust-bundle+jwt', payload, signer)
