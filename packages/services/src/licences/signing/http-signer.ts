import { fail, ok, type Result } from '@tongban/kernel'
import type { KeySigner } from '@tongban/licences'
import { fromBase64url, toBase64url } from '@tongban/privacy'
import { checkSignature, importEs256, type PublicJwk, type SignatureAlgorithm } from '@tongban/verifier'
import { verifySm2 } from '@tongban/verifier/sm2'
import * as z from 'zod'
import { type CallConfig, type Called, type CallPorts, openCall } from '../../facts/signed-call.ts'
import { readJson } from '../../facts/source-answer.ts'

/**
 * A signing service reached over HTTP by one signed call of the bytes to sign. Its answer is checked whole, and the
 * signature it brings must hold for the very bytes under the public key it was configured with, before anything is issued
 * with it. One attempt: the decision that waits for it is taken again.
 */
const LIMITS = { milliseconds: 2_000, bytes: 4 * 1024 }

export type HttpKeySignerConfig = CallConfig & {
  readonly kid: string
  readonly alg: SignatureAlgorithm
  readonly jwk: PublicJwk
}

/** Names the wrong fields, never their values. */
export type SigningMisconfigured = {
  readonly code: 'signingMisconfigured'
  readonly fields: readonly string[]
}

/** The service did not sign; nothing was issued. */
export class SigningFailed extends Error {
  override readonly name = 'SigningFailed'
}

const answerSchema = z.strictObject({ kid: z.string(), signature: z.string().regex(/^[\w-]{86}$/) })

export function httpKeySigner(
  config: HttpKeySignerConfig,
  ports: CallPorts,
  environment: 'development' | 'production',
): Result<KeySigner, SigningMisconfigured> {
  const { kid, alg, jwk } = config
  const opened = openCall(config, ports, environment, LIMITS)
  if (!opened.ok) return fail({ code: 'signingMisconfigured', fields: opened.failure })
  const call = opened.value
  return ok({
    kid,
    alg,
    async sign(bytes) {
      const called = await call({ kid, alg, bytes: toBase64url(bytes) })
      if (called.state !== 'answered') throw new SigningFailed(reasonOf(called))
      const signature = await readSignature(called.headers, called.bytes, kid)
      if (signature === undefined) throw new SigningFailed('bad answer')
      const verifying = { alg, jwk, handle: alg === 'ES256' ? await importEs256(jwk) : undefined }
      if ((await checkSignature(verifying, bytes, signature, verifySm2)) !== 'holds')
        throw new SigningFailed('the signature does not hold')
      return signature
    },
  })
}

function reasonOf(called: Exclude<Called, { readonly state: 'answered' }>): string {
  if (called.state === 'unreached') return called.reason
  return called.state === 'tooLarge' ? 'answer too large' : `status ${called.status}`
}

async function readSignature(
  headers: Headers,
  bytes: Uint8Array,
  kid: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const checked = answerSchema.safeParse(await readJson(headers, bytes))
  return checked.success && checked.data.kid === kid ? fromBase64url(checked.data.signature) : undefined
}
