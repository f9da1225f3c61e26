/**
 * What is asked of the one Worker that holds the issuer keys, and what it gives back. It signs licences described as
 * below and nothing else: the credential is built where the key is, never handed in as bytes.
 */
import type { CivilDate, EpochMs, Json } from '@tongban/kernel'
import type { DetachedSignature, PublicJwk } from '@tongban/verifier'

export type LicenceDraft = {
  /** 电子证照标识 (GB/T 36904), drawn by whoever asks and unique in the database. */
  readonly identifier: string
  /** Name and version of the type of licence, as in `LICENCE_TYPES`. */
  readonly type: string
  readonly typeVersion: number
  readonly issuingAuthority: string
  readonly issuingAuthorityCode: string
  /** Every claim the type asks for, by name; the holder's among them. */
  readonly claims: Readonly<Record<string, Json>>
  readonly issuedAt: EpochMs
  readonly validFrom: CivilDate
  /** Last day it holds; null: without an end. */
  readonly validUntil: CivilDate | null
  readonly status: { readonly list: number; readonly index: number }
  /** The holder's own key, for showing the licence with a proof of possession. */
  readonly holderKey: PublicJwk | null
}

export type SignedLicence = {
  readonly credential: string
  readonly signatures: readonly DetachedSignature[]
  /** Text of the paper QR code; null where the type has none. */
  readonly paper: string | null
  readonly kid: string
}

/** Port: the licences Worker itself, or its service binding in any other. Throws only when it cannot be reached. */
export interface LicenceSigner {
  sign(drafts: readonly LicenceDraft[]): Promise<readonly SignedLicence[]>
}

/** What the licences Worker says of a credential that a partner region issued, with everything checked anew. */
export type CheckedLicence = {
  readonly valid: boolean
  readonly identifier: string | null
  readonly issuer: string | null
  readonly reasons: readonly string[]
}

/** What a licence has to say to be the result of a case: its type, where that is known, and whose it is. */
export type ExpectedLicence = {
  readonly type: string | null
  readonly holder: { readonly idKind: string; readonly idNumber: string }
}

/**
 * Port: asks the Worker that knows whom this region trusts. What a licence says is compared there and told to nobody: one
 * of another type or holder than is expected does not hold. Throws only when it cannot be reached.
 */
export interface LicenceChecker {
  check(credentials: readonly string[], expected?: ExpectedLicence): Promise<readonly CheckedLicence[]>
}

/** One of the keys a region signs with: a WebCrypto key, an SM2 key, or a remote signing service. */
export interface KeySigner {
  readonly kid: string
  readonly alg: 'ES256' | 'SM2-SM3'
  /** r‖s, 64 bytes, over these bytes. */
  sign(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>
}
