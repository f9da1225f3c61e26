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

/** Throws where a draft does not describe a licence of its type, or no key is in force. */
export async function signDrafts(
  tools: SigningTools,
  drafts: readonly LicenceDraft[],
  second: number,
): Promise<readonly SignedLicence[]> {
  const { licence: signers, paper } = tools.signersAt(second)
  if (signers.length === 0) throw new Error('no key is in force that signs licences')
  return Promise.all(
    drafts.map(async (draft) => {
      const built = await buildCredential(draft, { ...tools, signers, paper })
      if (!built.ok) throw new Error(`not a licence of its type: ${JSON.stringify(built.failure)}`)
      return built.value
    }),
  )
}
