/**
 * Signs an outgoing request by RFC 9421 HTTP Message Signatures with hmac-sha256 (§3.3.3). Signing only, with the
 * few components a request of ours covers; it does not parse or verify foreign signatures and must not be grown
 * into that: a verifier needs a library. The algorithm is fixed by the key, so `alg` is not sent (§3.2 step 6).
 */
export type Covered = '@method' | '@target-uri' | '@authority' | Lowercase<string>

export type SignableRequest = {
  readonly method: string
  /** The absolute URL exactly as sent. */
  readonly url: string
  /** Field names in lower case. */
  readonly headers: Readonly<Record<string, string>>
}

export type SignatureParams = {
  /** Seconds since the epoch. */
  readonly created: number
  readonly keyid: string
}

/** Key ids this module can write as a structured-field string without escaping. */
export const KEY_ID = /^[A-Za-z0-9._:/-]{1,128}$/

/** Imports raw bytes as a key for `signedFields`. Not extractable. */
export function hmacKey(bytes: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
}

/** The fields `signature-input` and `signature` to add to the request. */
export async function signedFields(
  request: SignableRequest,
  covered: readonly Covered[],
  params: SignatureParams,
  key: CryptoKey,
  label = 'sig',
): Promise<{ readonly 'signature-input': string; readonly signature: string }> {
  const input = signatureParams(covered, params)
  const base = signatureBase(request, covered, input)
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(base)))
  return {
    'signature-input': `${label}=${input}`,
    signature: `${label}=:${btoa(String.fromCharCode(...mac))}:`,
  }
}

/** §2.3: the covered components and the parameters, as they stand in both Signature-Input and the base. */
export function signatureParams(covered: readonly Covered[], { created, keyid }: SignatureParams): string {
  if (!KEY_ID.test(keyid)) throw new Error('a key id that needs escaping')
  return `(${covered.map((name) => `"${name}"`).join(' ')});created=${created};keyid="${keyid}"`
}

/** §2.5: the signature base, one line a component, no newline at the end. */
export function signatureBase(request: SignableRequest, covered: readonly Covered[], input: string): string {
  return [
    ...covered.map((name) => `"${name}": ${componentValue(request, name)}`),
    `"@signature-params": ${input}`,
  ].join('\n')
}

function componentValue(request: SignableRequest, name: Covered): string {
  if (name === '@method') return request.method
  if (name === '@target-uri') return request.url
  if (name === '@authority') return new URL(request.url).host
  const value = request.headers[name]
  if (value === undefined) throw new Error(`covered field ${name} is not in the request`)
  return value.trim()
}
