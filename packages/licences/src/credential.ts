/**
 * The credential: SD-JWT VC (RFC 9901, `dc+sd-jwt`) of one licence, signed with the issuer's first key, and once more over
 * the very same bytes by each further one (an SM2 signature beside ES256). What the holder may keep back goes in by
 * digest, sorted, so that neither order nor number of what is shown tells what is not.
 */
import { endOfDayAt, startOfDayAt } from '@tongban/calendar'
import { fail, ok, type Result } from '@tongban/kernel'
import { type CredentialPayload, type DetachedSignature, toBase64url } from '@tongban/verifier'
import type { KeySigner, LicenceDraft, SignedLicence } from './contract.ts'
import { checkDraft, type DraftFault, type SoundDraft } from './draft.ts'
import { jsonPart, signatureOver, signingInput } from './jws.ts'
import { vctOf } from './licence-type.ts'
import { encodePaper } from './paper.ts'
import type { Random } from './random.ts'
import { statusListUri } from './status-list.ts'

export type CredentialOptions = {
  /** `iss`: the region's origin and `/licences`. */
  readonly issuer: string
  readonly statusBase: string
  /** Division code, six digits. */
  readonly region: string
  readonly random: Random
  /** As `signersOf('licence', now)` gives them: the first signs the token, each other one beside it. */
  readonly signers: readonly KeySigner[]
  /** As `signersOf('paper', now)` gives its first; null: no paper codes. */
  readonly paper: KeySigner | null
  readonly demonstration: boolean
}

export type CredentialFault = DraftFault | { readonly code: 'noKeyInForce' }

const TYP = 'dc+sd-jwt'
/** 128 bits, RFC 9901 §9.3. */
const SALT_BYTES = 16

export async function buildCredential(
  draft: LicenceDraft,
  options: CredentialOptions,
): Promise<Result<SignedLicence, CredentialFault>> {
  const sound = checkDraft(draft)
  if (!sound.ok) return sound
  const [first, ...others] = options.signers
  if (first === undefined) return fail({ code: 'noKeyInForce' })
  const disclosures = disclosuresOf(sound.value, options.random)
  const digests = await Promise.all(disclosures.map(digestOf))
  const input = signingInput(TYP, first, payloadOf(sound.value, options, digests.toSorted()))
  const [signature, signatures, paper] = await Promise.all([
    signatureOver(input, first),
    Promise.all(others.map((signer) => beside(input, signer))),
    options.paper === null ? null : encodePaper(sound.value, options.paper, options),
  ])
  const credential = [`${input}.${signature}`, ...disclosures, ''].join('~')
  return ok({ credential, signatures, paper, kid: first.kid })
}

async function beside(input: string, signer: KeySigner): Promise<DetachedSignature> {
  return { alg: signer.alg, kid: signer.kid, value: await signatureOver(input, signer) }
}

function disclosuresOf({ claims }: SoundDraft, random: Random): readonly string[] {
  return claims
    .filter(({ definition }) => definition.mayHide)
    .map(({ definition, value }) => jsonPart([saltOf(random), definition.name, value]))
}

function saltOf(random: Random): string {
  const bytes = random(SALT_BYTES)
  if (bytes.length !== SALT_BYTES) throw new RangeError(`a salt has ${SALT_BYTES} bytes`)
  return toBase64url(bytes)
}

async function digestOf(disclosure: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(disclosure))
  return toBase64url(new Uint8Array(digest))
}

const SECOND = 1000

function payloadOf(
  { draft, type, typeCode, claims }: SoundDraft,
  { issuer, statusBase, demonstration }: CredentialOptions,
  digests: readonly string[],
): CredentialPayload {
  const { list, index } = draft.status
  return {
    iss: issuer,
    iat: Math.floor(draft.issuedAt / SECOND),
    nbf: startOfDayAt(draft.validFrom) / SECOND,
    ...(draft.validUntil === null ? {} : { exp: endOfDayAt(draft.validUntil) / SECOND }),
    vct: vctOf(type),
    status: { status_list: { idx: index, uri: statusListUri(statusBase, list) } },
    ...(draft.holderKey === null ? {} : { cnf: { jwk: draft.holderKey } }),
    identifier: draft.identifier,
    typeCode,
    typeName: type.name,
    issuingAuthority: draft.issuingAuthority,
    issuingAuthorityCode: draft.issuingAuthorityCode,
    ...(demonstration ? { demonstration } : {}),
    ...Object.fromEntries(
      claims
        .filter(({ definition }) => !definition.mayHide)
        .map(({ definition, value }) => [definition.name, value]),
    ),
    ...(digests.length === 0 ? {} : { _sd_alg: 'sha-256', _sd: digests }),
  }
}
