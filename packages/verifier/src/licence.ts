/**
 * Whether a licence holds: an SD-JWT VC (RFC 9901, `dc+sd-jwt`) of a trusted issuer, unchanged, in time and not ended. The
 * one function for all who ask: our service online, a batch, an app without a network.
 */
import { fromBase64url } from './base64url.ts'
import { civilDate } from './civil-date.ts'
import { disclose } from './disclosure.ts'
import type { FindingCode } from './finding.ts'
import { type Jws, readJws } from './jws.ts'
import { type KeyBindingExpectation, keyBindingFault } from './key-binding.ts'
import { FIXED_NAMES, type Profile, readProfile } from './profile.ts'
import { checkSignature, SIGNATURE_BYTES } from './signature.ts'
import type { JsonObject } from './strict-json.ts'
import { isStatusListOf, keyFault, type OpenKey, type OpenRegion, trustFinding } from './trust.ts'
import type { ValidityMemory } from './validity-memory.ts'
import { type Asking, answer, type Genuine, LEEWAY_SECONDS } from './verdict.ts'
import type { DetachedSignature, SignatureAlgorithm, Verdict } from './wire.ts'

export type VerifyLicence = Asking & {
  /** `<jwt>~<disclosure>~…~[<key binding jwt>]`. */
  readonly credential: string
  /** Signatures that stand beside the credential. */
  readonly signatures?: readonly DetachedSignature[] | undefined
  /** Set where whoever shows the licence must prove to be its holder. */
  readonly keyBinding?: KeyBindingExpectation | undefined
  readonly memory?: ValidityMemory | undefined
}

/** A licence with twenty disclosures and a proof takes 6 kB. */
export const MAX_CREDENTIAL_CHARACTERS = 65_536
const MAX_DISCLOSURES = 128
const MAX_SIGNATURES = 4
const utf8 = new TextEncoder()

export async function verifyLicence(input: VerifyLicence): Promise<Verdict> {
  const genuine = await authenticate(input)
  // Mostly an answer at once, which a promise of an answer is not.
  return answer(genuine, input)
}

async function authenticate(input: VerifyLicence): Promise<Genuine | FindingCode> {
  const { credential, trust, now, leewaySeconds = LEEWAY_SECONDS } = input
  if (credential.length > MAX_CREDENTIAL_CHARACTERS) return 'token:tooLarge'
  if (trustFinding(trust, now) === 'trust:outOfGrace') return 'trust:outOfGrace'
  const end = credential.indexOf('~')
  if (end < 0) return 'token:malformed'
  const token = credential.slice(0, end)
  const disclosures = credential.slice(end + 1).split('~')
  const proof = disclosures.pop() ?? ''
  if (disclosures.length > MAX_DISCLOSURES) return 'token:tooLarge'

  const remembered = input.memory?.recall(token)
  const read = remembered ?? readToken(token)
  if (typeof read === 'string') return read
  const { payload, profile, kid } = read
  const region = typeof payload.iss === 'string' ? trust.issuers.get(payload.iss) : undefined
  if (region === undefined) return 'issuer:unknown'
  const key = region.open.get(kid)
  if (key === undefined) return 'key:unknown'
  const unusable = keyFault(key, 'licence', profile.iat, now)
  if (unusable !== undefined) return unusable
  if (profile.iat > now / 1000 + leewaySeconds) return 'credential:issuedInFuture'

  // The disclosures are read while the signature is being checked; nothing is told of them before it holds.
  const known = 'material' in read && read.material === key.material
  const fresh = known ? undefined : 'jws' in read ? read : readToken(token)
  if (typeof fresh === 'string') return fresh
  const jws = fresh?.jws
  // The key says what it signs with, never the token: `none` and a public key taken for a secret end here.
  if (jws !== undefined && jws.alg !== key.alg) return 'key:algorithm'
  const checking = jws && checkSignature(key, jws.signed, jws.signature, input.sm2)
  const disclosed = disclose(payload, disclosures, FIXED_NAMES)
  if (jws !== undefined) {
    const outcome = await checking
    if (outcome !== 'holds') return outcome === 'fails' ? 'signature:invalid' : 'signature:unsupported'
    input.memory?.remember(token, jws.bytes, { kid, material: key.material, payload, profile })
  }
  if (typeof disclosed === 'string') return disclosed
  if (!isStatusListOf(region, profile.status.uri)) return 'status:foreignList'

  const { signatures = [] } = input
  const beside =
    signatures.length === 0 ? NOTHING_BESIDE : await checkBeside(token, key, region, profile, input)
  if (typeof beside === 'string') return beside
  const binding =
    proof === '' && input.keyBinding === undefined ? undefined : await checkBinding(proof, profile, input)
  if (binding !== undefined && binding !== 'keyBinding:unasked') return binding
  const warnings = binding === undefined ? beside.warnings : [...beside.warnings, binding]
  return describe({ profile, region, key, disclosed, also: beside.also, warnings })
}

type ReadToken = {
  readonly jws: Jws
  readonly payload: JsonObject
  readonly kid: string
  readonly profile: Profile
}

function readToken(token: string): ReadToken | FindingCode {
  const jws = readJws(token, 'dc+sd-jwt')
  if (typeof jws === 'string') return jws
  const { kid } = jws
  if (kid === undefined) return 'key:unknown'
  const profile = readProfile(jws.payload)
  return typeof profile === 'string' ? profile : { jws, payload: jws.payload, kid, profile }
}

type Beside = { readonly also: readonly SignatureAlgorithm[]; readonly warnings: readonly FindingCode[] }
const NOTHING_BESIDE: Beside = { also: [], warnings: [] }

/** The signatures beside the first: each that can be checked must hold. */
async function checkBeside(
  token: string,
  first: OpenKey,
  region: OpenRegion,
  { iat }: Profile,
  { signatures = [], now, sm2 }: VerifyLicence,
): Promise<Beside | FindingCode> {
  if (signatures.length > MAX_SIGNATURES) return 'token:tooLarge'
  const signed = utf8.encode(token.slice(0, token.lastIndexOf('.')))
  const also: SignatureAlgorithm[] = []
  const warnings: FindingCode[] = []
  // One signature of a key says all that key can say: given twice, it would look like two.
  const kids = new Set([first.kid])
  for (const { alg, kid, value } of signatures) {
    const signature = fromBase64url(value)
    if (signature?.length !== SIGNATURE_BYTES || kids.has(kid)) return 'signature:second'
    kids.add(kid)
    const key = region.open.get(kid)
    if (key === undefined) {
      warnings.push('signature:unchecked')
      continue
    }
    if (key.alg !== alg) return 'key:algorithm'
    const unusable = keyFault(key, 'licence', iat, now)
    if (unusable !== undefined) return unusable
    const outcome = await checkSignature(key, signed, signature, sm2)
    if (outcome === 'fails') return 'signature:second'
    if (outcome === 'holds') also.push(key.alg)
    else warnings.push('signature:unchecked')
  }
  return { also, warnings }
}

async function checkBinding(
  proof: string,
  { holderKey }: Profile,
  { credential, keyBinding, now, leewaySeconds = LEEWAY_SECONDS, sm2 }: VerifyLicence,
): Promise<FindingCode | undefined> {
  // Whether a proof is asked for is the reader's to say, never the holder's (RFC 9901 §9.5).
  if (proof === '') return 'keyBinding:missing'
  if (holderKey === undefined) return 'keyBinding:noHolderKey'
  const shown = credential.slice(0, -proof.length)
  const fault = await keyBindingFault({
    proof,
    shown,
    holderKey,
    expected: keyBinding,
    now,
    leewaySeconds,
    sm2,
  })
  return fault ?? (keyBinding === undefined ? 'keyBinding:unasked' : undefined)
}

type Checked = {
  readonly profile: Profile
  readonly region: OpenRegion
  readonly key: OpenKey
  readonly disclosed: JsonObject
  readonly also: readonly SignatureAlgorithm[]
  readonly warnings: readonly FindingCode[]
}

function describe({ profile, region, key, disclosed, also, warnings }: Checked): Genuine {
  const { nbf, exp, vct, identifier, typeCode, typeName, status, demonstration } = profile
  return {
    region,
    licence: {
      identifier,
      vct,
      typeCode,
      typeName,
      validFrom: civilDate(nbf),
      // It ends at 24:00 of its last day.
      validUntil: exp === undefined ? null : civilDate(exp - 1),
    },
    issuer: {
      region: region.region,
      regionName: region.name,
      authority: profile.issuingAuthority,
      authorityCode: profile.issuingAuthorityCode,
      kid: key.kid,
      alg: key.alg,
      also,
    },
    claims: disclosed,
    from: nbf,
    until: exp,
    place: status,
    demonstration,
    warnings,
  }
}
