import { buildCredential, type KeySigner, type LicenceDraft, type SignedLicence } from '@tongban/licences'

/** Builds and signs what is described in each draft; nothing else is ever signed as a licence. */
export type SigningTools = {
  readonly issuer: string
  readonly statusBase: string
  readonly region: string
  readonly random: (length: number) => Uint8Array<ArrayBuffer>
  readonly demonstration: boolean
  /** Keys in force at a second: for the credential, its first signature first, and for its paper code. */
  readonly signersAt: (second: number) => {
    readonly licence: readonly KeySigner[]
    readonly paper: KeySigner | null
  }
}

/**
 * Throws where a draft does not describe a licence of its type, or no key is in force. A licence is signed by the key of the
 * instant it names as its own: by one that came into force only afterwards it would never hold.
 */
export async function signDrafts(
  tools: SigningTools,
  drafts: readonly LicenceDraft[],
): Promise<readonly SignedLicence[]> {
  return Promise.all(
    drafts.map(async (draft) => {
      const { licence: signers, paper } = tools.signersAt(Math.floor(draft.issuedAt / 1000))
      if (signers.length === 0) throw new Error('no key is in force that signs licences')
      const built = await buildCredential(draft, { ...tools, signers, paper })
      if (!built.ok) throw new Error(`not a licence of its type: ${JSON.stringify(built.failure)}`)
      return built.value
    }),
  )
}
