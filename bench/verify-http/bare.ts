/**
 * The baseline: a Worker that takes the body as bytes and checks one ECDSA P-256 signature over them by WebCrypto. The last
 * 64 bytes are the signature, all before them is the very body that ours is sent, and both are used as they came: nothing
 * is parsed, no claim, time or status is looked at, no header is read or set, nothing is logged. Its key comes once, as a
 * JWK, before the rounds.
 */
const ES256 = { name: 'ECDSA', hash: 'SHA-256' } as const
const SIGNATURE_BYTES = 64
let key: CryptoKey | undefined

export default {
  async fetch(request: Request): Promise<Response> {
    const bytes = new Uint8Array(await request.arrayBuffer())
    if (key === undefined) return learn(bytes)
    const end = bytes.length - SIGNATURE_BYTES
    const holds = await crypto.subtle.verify(ES256, key, bytes.subarray(end), bytes.subarray(0, end))
    return new Response(holds ? HOLDS : FAILS)
  },
}

const HOLDS = '{"valid":true}'
const FAILS = '{"valid":false}'

async function learn(bytes: Uint8Array): Promise<Response> {
  const jwk: JsonWebKey = JSON.parse(new TextDecoder().decode(bytes))
  key = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify'])
  return new Response('learnt')
}
