/**
 * What travels: the forms of a licence, its status list, the trust bundle and the verdict. Shared by whoever issues and
 * whoever verifies. Nothing here computes. Formats: SD-JWT VC (RFC 9901, `dc+sd-jwt`), Token Status List, JWK (RFC 7517).
 */

/** Chinese first, English beside. */
export type Text = { readonly zh: string; readonly en: string }

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue | undefined }

/** `ES256` of JOSE (RFC 7518); `SM2-SM3` is our own name: no algorithm of SM2 (GB/T 32918) is registered. r‖s, 64 bytes. */
export type SignatureAlgorithm = 'ES256' | 'SM2-SM3'

/** Public key; an SM2 key is written as EC with `crv` `SM2`, which is ours as well. */
export type PublicJwk = {
  readonly kty: 'EC'
  readonly crv: 'P-256' | 'SM2'
  readonly x: string
  readonly y: string
}

/**
 * What a key may sign: licences, status lists, paper codes, and what the region says for itself, which is its trust bundle and
 * for whom it redeems a code of a partner. Never two of them.
 */
export type KeyUse = 'licence' | 'status' | 'paper' | 'bundle'

/** Instants of the trust bundle are seconds, as everywhere in JWT (RFC 7519 NumericDate). */
export type TrustedKey = {
  readonly kid: string
  readonly alg: SignatureAlgorithm
  readonly use: KeyUse
  readonly jwk: PublicJwk
  readonly from: number
  readonly until: number | null
  /** From this instant nothing it signed counts any more, whenever it was signed. */
  readonly revokedAt: number | null
}

export type TrustedRegion = {
  /** Division code of the region, six digits. */
  readonly region: string
  readonly name: Text
  /** `iss` of its credentials: its origin and `/licences`. */
  readonly issuer: string
  /** Where its status lists are; the list of a credential must be below it. */
  readonly statusBase: string
  readonly keys: readonly TrustedKey[]
}

/** Payload of the trust bundle, a JWS with `typ` `tongban-trust-bundle+jwt`. */
export type TrustBundlePayload = {
  readonly iss: string
  readonly iat: number
  readonly exp: number
  /** Seconds after which a verifier that can should fetch it anew. */
  readonly ttl: number
  readonly regions: readonly TrustedRegion[]
}

/** Values of our status lists, two bits each. */
export const STATUS = { valid: 0, invalid: 1, suspended: 2, other: 3 } as const
export type StatusValue = (typeof STATUS)[keyof typeof STATUS]

/**
 * Members of the credential's payload that are never hidden, beside those of SD-JWT VC. Whatever a type of licence says of
 * its holder stands beside them under the claim's own name, plain or by digest in `_sd`.
 */
export type CredentialPayload = {
  readonly iss: string
  /** Seconds. */
  readonly iat: number
  readonly nbf: number
  /** Absent: without an end. */
  readonly exp?: number
  /** `urn:tongban:licence:<type>:<version of the type>`. */
  readonly vct: string
  readonly status: { readonly status_list: { readonly idx: number; readonly uri: string } }
  readonly cnf?: { readonly jwk: PublicJwk }
  readonly _sd_alg?: 'sha-256'
  readonly _sd?: readonly string[]
  /** 电子证照标识 (GB/T 36904). */
  readonly identifier: string
  readonly typeCode: string
  readonly typeName: Text
  readonly issuingAuthority: string
  readonly issuingAuthorityCode: string
  /** Set in everything made for trying out: 演示数据，不具效力. */
  readonly demonstration?: true
  readonly [claim: string]: JsonValue | undefined
}

/** A second signature over the very bytes the first one covers: header, dot and payload of the credential's JWT. */
export type DetachedSignature = {
  readonly alg: SignatureAlgorithm
  readonly kid: string
  /** base64url of r‖s. */
  readonly value: string
}

/** The sealed fixed-layout file (OFD or PDF), where a sealing service supplies one. */
export type Rendition = { readonly format: 'ofd' | 'pdf'; readonly digest: string; readonly href: string }

/** A licence as its holder keeps it, and as a file on a disk: `*.licence.json`. */
export type LicenceFile = {
  readonly format: 'tongban-licence/1'
  /** SD-JWT VC with all its disclosures: `<jwt>~<disclosure>~…~`. */
  readonly credential: string
  readonly signatures: readonly DetachedSignature[]
  readonly renditions: readonly Rendition[]
  /** Text of the paper QR code; null where the type has none. */
  readonly paper: string | null
}

export type Finding = Text & { readonly code: string }

/** The answer to "does this licence hold?", the same online, in a batch and offline. */
export type Verdict = {
  readonly valid: boolean
  /** `unknown`: it could not be found out, which is never a yes. `invalid`: no genuine licence, or a code that cannot be used. */
  readonly state: 'valid' | 'suspended' | 'ended' | 'expired' | 'notYetValid' | 'unknown' | 'invalid'
  /** Why it does not hold; empty when it does. */
  readonly reasons: readonly Finding[]
  readonly warnings: readonly Finding[]
  readonly licence: {
    readonly identifier: string
    /** Null where only a paper code was shown, which has no room for it. */
    readonly vct: string | null
    readonly typeCode: string
    readonly typeName: Text
    /** Civil dates, Asia/Shanghai. */
    readonly validFrom: string | null
    readonly validUntil: string | null
  } | null
  readonly issuer: {
    readonly region: string
    readonly regionName: Text
    readonly authority: string
    readonly authorityCode: string
    readonly kid: string
    readonly alg: SignatureAlgorithm
    /** Signatures beside the first that were checked and hold. */
    readonly also: readonly SignatureAlgorithm[]
  } | null
  /** What was disclosed of the holder, by the names of the type's claims. */
  readonly claims: Readonly<Record<string, JsonValue>>
  /** Epoch milliseconds and seconds; null where no status could be had. */
  readonly status: {
    readonly value: StatusValue
    readonly asOf: number
    readonly maxStalenessSeconds: number
  } | null
  readonly checkedAt: number
}
