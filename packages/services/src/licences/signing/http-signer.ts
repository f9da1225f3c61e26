import { type Clock, fail, ok, type Result } from '@tongban/kernel'
import type { KeySigner } from '@tongban/licences'
import { fromBase64url, toBase64url } from '@tongban/privacy'
import { checkSignature, importEs256, type PublicJwk, type SignatureAlgorithm } from '@tongban/verifier'
import { verifySm2 } from '@tongban/verifier/sm2'
import * as z from 'zod'
import { discardBody, readBody } from '../../facts/capped-body.ts'
import { matchesDigest } from '../../facts/content-digest.ts'
import { requestSigner, signedEndpointSchema } from '../../facts/request-signer.ts'
import { JSON_TYPE, parseJson } from '../../facts/source-answer.ts'

/**
 * A signing service reached over HTTP: one signed POST (RFC 9421, body covered by RFC 9530) of the bytes to sign. The
 * answer is taken as hostile: bounded in time and size, no redirect followed, checked whole, and the signature it brings
 * must hold for the very bytes under the public key it was configured with, before anything is issued with it. One
 * attempt: the decision that waits for it is taken again.
 */
const LIMIT_MS = 2_000
const ANSWER_CAP_BYTES = 4 * 1024

export type HttpKeySignerConfig = {
  readonly url: string
  readonly keyId: string
  /** At least 32 bytes in base64. */
  readonly key: string
  readonly kid: string
  readonly alg: SignatureAlgorithm
  readonly jwk: PublicJwk
}

export type HttpKeySignerPorts = {
  readonly clock: Clock
  readonly fetch?: typeof fetch
  /** A signal that aborts after so many milliseconds; `AbortSignal.timeout` unless given. */
  readonly timeout?: (milliseconds: number) => AbortSignal
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
  ports: HttpKeySignerPorts,
  environment: 'development' | 'production',
): Result<KeySigner, SigningMisconfigured> {
  const { url, keyId, key, kid, alg, jwk } = config
  const checked = signedEndpointSchema(environment).safeParse({ url, keyId, key })
  if (!checked.success) {
    const fields = [...new Set(checked.error.issues.map((issue) => String(issue.path[0] ?? '')))]
    return fail({ code: 'signingMisconfigured', fields })
  }
  const signedRequest = requestSigner(checked.data, ports.clock)
  const send = ports.fetch ?? ((input, init) => fetch(input, init))
  const timeout = ports.timeout ?? ((milliseconds) => AbortSignal.timeout(milliseconds))
  return ok({
    kid,
    alg,
    async sign(bytes) {
      const request = await signedRequest(
        new TextEncoder().encode(JSON.stringify({ kid, alg, bytes: toBase64url(bytes) })),
      )
      const signal = timeout(LIMIT_MS)
      let response: Response
      try {
        response = await send(checked.data.url, { ...request, signal })
      } catch {
        // The URL and the headers were checked above: what is left to reject is the network, or our own limit.
        throw new SigningFailed(signal.aborted ? 'timeout' : 'network')
      }
      if (response.status !== 200) {
        discardBody(response.body)
        throw new SigningFailed(`status ${response.status}`)
      }
      const read = await readBody(response.body, ANSWER_CAP_BYTES, signal)
      if (read.state !== 'whole') throw new SigningFailed(read.state)
      const signature = await readSignature(response.headers, read.bytes, kid)
      if (signature === undefined) throw new SigningFailed('bad answer')
      const verifying = { alg, jwk, handle: alg === 'ES256' ? await importEs256(jwk) : undefined }
      if ((await checkSignature(verifying, bytes, signature, verifySm2)) !== 'holds')
        throw new SigningFailed('the signature does not hold')
      return signature
    },
  })
}

async function readSignature(
  headers: Headers,
  bytes: Uint8Array,
  kid: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!JSON_TYPE.test(headers.get('content-type') ?? '')) return undefined
  const digest = headers.get('content-digest')
  if (digest !== null && !(await matchesDigest(digest, bytes))) return undefined
  const checked = answerSchema.safeParse(parseJson(bytes))
  return checked.success && checked.data.kid === kid ? fromBase64url(checked.data.signature) : undefined
}
