/**
 * The proof that whoever shows a licence holds its key (RFC 9901 §4.3 and §7.3): signed by the key in the credential, over
 * exactly what is shown, for this reader, in answer to this request, just now.
 */
import type { FindingCode } from './finding.ts'
import { isSeconds, readJws } from './jws.ts'
import { sha256OfAscii } from './sha256.ts'
import { checkSignature, importEs256, type Sm2Verifier } from './signature.ts'
import type { PublicJwk, SignatureAlgorithm } from './wire.ts'

export type KeyBindingExpectation = {
  readonly nonce: string
  readonly aud: string
  /** How old the holder's proof may be. */
  readonly maxAgeSeconds: number
}

type Presentation = {
  readonly proof: string
  /** Everything before the proof, its last `~` included. */
  readonly shown: string
  readonly holderKey: PublicJwk
  readonly expected: KeyBindingExpectation | undefined
  readonly now: number
  readonly leewaySeconds: number
  readonly sm2: Sm2Verifier | undefined
}

const ALGORITHM: Record<PublicJwk['crv'], SignatureAlgorithm> = { 'P-256': 'ES256', SM2: 'SM2-SM3' }

/** Why the proof does not hold; `undefined` when it does. */
export async function keyBindingFault(presentation: Presentation): Promise<FindingCode | undefined> {
  const { proof, shown, holderKey, expected, now, leewaySeconds, sm2 } = presentation
  const jws = readJws(proof, 'kb+jwt')
  if (typeof jws === 'string') return 'keyBinding:malformed'
  const { iat, nonce, aud, sd_hash } = jws.payload
  if (!isSeconds(iat) || typeof nonce !== 'string' || typeof aud !== 'string') return 'keyBinding:malformed'
  const alg = ALGORITHM[holderKey.crv]
  if (jws.alg !== alg) return 'keyBinding:signature'
  const handle = alg === 'ES256' ? await importEs256(holderKey) : undefined
  if (alg === 'ES256' && handle === undefined) return 'keyBinding:signature'
  const outcome = await checkSignature({ alg, jwk: holderKey, handle }, jws.signed, jws.signature, sm2)
  if (outcome !== 'holds') return outcome === 'fails' ? 'keyBinding:signature' : 'signature:unsupported'
  if (sd_hash !== sha256OfAscii(shown)) return 'keyBinding:otherContent'
  if (iat > now / 1000 + leewaySeconds) return 'keyBinding:age'
  if (expected === undefined) return undefined
  if (aud !== expected.aud) return 'keyBinding:audience'
  if (nonce !== expected.nonce) return 'keyBinding:nonce'
  return iat < now / 1000 - expected.maxAgeSeconds - leewaySeconds ? 'keyBinding:age' : undefined
}
