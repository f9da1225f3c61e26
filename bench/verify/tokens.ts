/**
 * Licences for the race, signed with keys made for this run: an SD-JWT VC of the shape that the product issues, with so
 * many hidden claims, and the signed status list it points into. Written out by hand, so that the race does not depend on
 * who issues.
 */
import type { TrustedKey, TrustedRegion } from '../../packages/verifier/src/index.ts'

export const ISSUER = 'https://bench.invalid/licences'
const STATUS_BASE = `${ISSUER}/status/`
export const NOW = Date.UTC(2026, 10, 23, 2)
const SECONDS = Math.floor(NOW / 1000)
const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const
export const ES256 = { name: 'ECDSA', hash: 'SHA-256' } as const

const encoder = new TextEncoder()
const base64url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
const part = (value: object) => base64url(encoder.encode(JSON.stringify(value)))

export type Signing = { readonly key: CryptoKey; readonly publicKey: CryptoKey; readonly trusted: TrustedKey }

export async function makeSigning(use: TrustedKey['use']): Promise<Signing> {
  const pair = await crypto.subtle.generateKey(P256, true, ['sign', 'verify'])
  if (!('privateKey' in pair)) throw new Error('no key pair')
  const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey)
  if (jwk instanceof ArrayBuffer || jwk.x === undefined || jwk.y === undefined) throw new Error('no JWK')
  return {
    key: pair.privateKey,
    publicKey: pair.publicKey,
    trusted: {
      kid: `bench-${use}`,
      alg: 'ES256',
      use,
      jwk: { kty: 'EC', crv: 'P-256', x: jwk.x, y: jwk.y },
      from: SECONDS - 1000,
      until: null,
      revokedAt: null,
    },
  }
}

export const regionOf = (...signings: readonly Signing[]): TrustedRegion => ({
  region: '510116',
  name: { zh: '测速', en: 'bench' },
  issuer: ISSUER,
  statusBase: STATUS_BASE,
  keys: signings.map(({ trusted }) => trusted),
})

async function jws(header: object, payload: object, key: CryptoKey): Promise<string> {
  const input = `${part(header)}.${part(payload)}`
  const signature = await crypto.subtle.sign(ES256, key, encoder.encode(input))
  return `${input}.${base64url(new Uint8Array(signature))}`
}

const CLAIMS = [
  ['holderName', '演示甲'],
  ['holderCodeType', '111'],
  ['holderCode', '519999195405069013'],
  ['amountYuan', 200],
  ['payableFromOn', '2026-11-01'],
  ['nextBandOn', '2034-05-06'],
  ['address', '某区某街道某号某单元某室'],
  ['remark', '按月发放，逢五月、十一月核对'],
] as const

/** `hidden` of the eight claims are hidden behind disclosures; with none, the licence shows what `open` names. */
export async function makeLicence(
  signing: Signing,
  { hidden, list, index, serial }: { hidden: number; list: number; index: number; serial: number },
): Promise<string> {
  const disclosures = CLAIMS.slice(0, hidden).map(([name, value]) =>
    base64url(
      encoder.encode(JSON.stringify([base64url(crypto.getRandomValues(new Uint8Array(16))), name, value])),
    ),
  )
  const digests = await Promise.all(
    disclosures.map(async (text) =>
      base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text)))),
    ),
  )
  const payload = {
    iss: ISSUER,
    iat: SECONDS,
    nbf: SECONDS - 100,
    exp: SECONDS + 86_400 * 365,
    vct: 'urn:tongban:licence:elderly-allowance-certificate:1',
    status: { status_list: { idx: index, uri: `${STATUS_BASE}${list}` } },
    identifier: `1.2.156.3005.2.11510116MB0DEM0016901.11510116MB0DEM0016.${String(serial).padStart(20, '0')}.001.0`,
    typeCode: '11510116MB0DEM0016901',
    typeName: { zh: '高龄津贴领取证明', en: 'Certificate of the allowance for the very old' },
    issuingAuthority: '四川省成都市双流区民政局',
    issuingAuthorityCode: '11510116MB0DEM0016',
    ...(hidden === 0 ? Object.fromEntries(CLAIMS) : { _sd_alg: 'sha-256', _sd: digests.toSorted() }),
  }
  const token = await jws({ alg: 'ES256', typ: 'dc+sd-jwt', kid: signing.trusted.kid }, payload, signing.key)
  return [token, ...disclosures, ''].join('~')
}

export const listUri = (list: number) => `${STATUS_BASE}${list}`

/** A list of so many two-bit entries, one in a hundred ended; the index `free` of it is in force. */
export async function makeList(
  signing: Signing,
  { list, entries, spared }: { list: number; entries: number; spared: ReadonlySet<number> },
): Promise<string> {
  const bytes = new Uint8Array(entries / 4)
  for (let index = 0; index < entries; index += 97) {
    if (!spared.has(index)) bytes[index >> 2] = (bytes[index >> 2] ?? 0) | (1 << ((index & 3) * 2))
  }
  const deflated = new Response(new Response(bytes).body?.pipeThrough(new CompressionStream('deflate')))
  return jws(
    { alg: 'ES256', typ: 'statuslist+jwt', kid: signing.trusted.kid },
    {
      sub: listUri(list),
      iat: SECONDS,
      exp: SECONDS + 86_400,
      ttl: 60,
      status_list: { bits: 2, lst: base64url(new Uint8Array(await deflated.arrayBuffer())) },
    },
    signing.key,
  )
}
