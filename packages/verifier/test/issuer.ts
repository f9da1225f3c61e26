/** An issuer for trying the verifier: signs whatever it is given, right or wrong. Runs wherever WebCrypto does. */
import { toBase64url } from '../src/base64url.ts'
import { sha256OfAscii } from '../src/sha256.ts'
import type { KeyUse, PublicJwk, TrustedKey, TrustedRegion } from '../src/wire.ts'

const utf8 = new TextEncoder()
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

export const NOW = Date.UTC(2026, 10, 22, 4)
export const SECONDS = NOW / 1000
const DAY = 86_400

export type Signer = { readonly kid: string; readonly jwk: PublicJwk; readonly privateKey: CryptoKey }

export async function openSigner(kid: string): Promise<Signer> {
  const pair = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  if (!('privateKey' in pair)) throw new Error('a key pair was asked for')
  const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey)
  if (jwk instanceof ArrayBuffer) throw new Error('a JWK was asked for')
  const { x = '', y = '' } = jwk
  return { kid, jwk: { kty: 'EC', crv: 'P-256', x, y }, privateKey: pair.privateKey }
}

export async function signBytes(signer: Signer, bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.sign(ALGORITHM, signer.privateKey, bytes))
}

/** Header and payload as objects, or as the very text to sign. */
export async function signJws(
  signer: Signer,
  header: object | string,
  payload: object | string,
): Promise<string> {
  const part = (value: object | string) =>
    toBase64url(utf8.encode(typeof value === 'string' ? value : JSON.stringify(value)))
  const signed = `${part(header)}.${part(payload)}`
  return `${signed}.${toBase64url(await signBytes(signer, utf8.encode(signed)))}`
}

export type Disclosure = { readonly text: string; readonly digest: string }

/** `[salt, name, value]`, or `[salt, value]` for an element of an array. */
export function disclosureOf(...parts: unknown[]): Disclosure {
  const text = toBase64url(utf8.encode(JSON.stringify([`salt-${parts.length}-0123456789`, ...parts])))
  return { text, digest: sha256OfAscii(text) }
}

export const trustedKey = (signer: Signer, use: KeyUse, changes: Partial<TrustedKey> = {}): TrustedKey => ({
  kid: signer.kid,
  alg: 'ES256',
  use,
  jwk: signer.jwk,
  from: SECONDS - 1000 * DAY,
  until: null,
  revokedAt: null,
  ...changes,
})

export type Region = {
  readonly trusted: TrustedRegion
  readonly licence: Signer
  readonly status: Signer
  readonly paper: Signer
  readonly bundle: Signer
}

export async function openRegion(code: string, origin: string): Promise<Region> {
  const [licence, status, paper, bundle] = await Promise.all(
    (['licence', 'status', 'paper', 'bundle'] as const).map((use) => openSigner(`${code}-${use}-1`)),
  )
  if (licence === undefined || status === undefined || paper === undefined || bundle === undefined) {
    throw new Error('four signers were asked for')
  }
  const issuer = `${origin}/licences`
  const trusted: TrustedRegion = {
    region: code,
    name: { zh: '演示区', en: 'Demonstration region' },
    issuer,
    statusBase: `${issuer}/status/`,
    keys: [
      trustedKey(licence, 'licence'),
      trustedKey(status, 'status'),
      trustedKey(paper, 'paper'),
      trustedKey(bundle, 'bundle'),
    ],
  }
  return { trusted, licence, status, paper, bundle }
}

export const IDENTIFIER = '1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U'

export const payloadOf = (region: Region, changes: object = {}): object => ({
  iss: region.trusted.issuer,
  iat: SECONDS - DAY,
  nbf: SECONDS - DAY,
  exp: SECONDS + 365 * DAY,
  vct: 'urn:tongban:licence:elderlyAllowance:1',
  status: { status_list: { idx: 7, uri: `${region.trusted.statusBase}1` } },
  identifier: IDENTIFIER,
  typeCode: '11100000000013338W011',
  typeName: { zh: '高龄津贴领取证明', en: 'Elderly allowance certificate' },
  issuingAuthority: '演示区民政局',
  issuingAuthorityCode: '11430000006122244L',
  ...changes,
})

export const headerOf = (region: Region, changes: object = {}): object => ({
  typ: 'dc+sd-jwt',
  alg: 'ES256',
  kid: region.licence.kid,
  ...changes,
})

export const HOLDER = {
  name: disclosureOf('name', '张三'),
  idNumber: disclosureOf('idNumber', '510116194001010016'),
  level: disclosureOf('level', { band: '90-99', amount: 200 }),
}

/** A licence with three claims hidden and all of them shown. */
export async function issue(region: Region, changes: object = {}, header: object = {}): Promise<string> {
  const digests = Object.values(HOLDER).map(({ digest }) => digest)
  const payload = payloadOf(region, {
    _sd_alg: 'sha-256',
    _sd: [...digests, 'decoy-0000000000000000000000000000000000000'],
    ...changes,
  })
  const token = await signJws(region.licence, headerOf(region, header), payload)
  return [token, ...Object.values(HOLDER).map(({ text }) => text), ''].join('~')
}

export async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(packed).arrayBuffer())
}

export async function statusToken(
  region: Region,
  bytes: Uint8Array<ArrayBuffer>,
  changes: object = {},
  header: object = {},
): Promise<string> {
  return signJws(
    region.status,
    { typ: 'statuslist+jwt', alg: 'ES256', kid: region.status.kid, ...header },
    {
      sub: `${region.trusted.statusBase}1`,
      iat: SECONDS - 30,
      exp: SECONDS + DAY,
      ttl: 60,
      status_list: { bits: 2, lst: toBase64url(await deflate(bytes)) },
      ...changes,
    },
  )
}

export async function keyBinding(
  holder: Signer,
  shown: string,
  changes: object = {},
  header: object = {},
): Promise<string> {
  return signJws(
    holder,
    { typ: 'kb+jwt', alg: 'ES256', ...header },
    {
      iat: SECONDS - 5,
      nonce: 'n-0S6_WzA2Mj',
      aud: 'https://window.example.gov.cn',
      sd_hash: sha256OfAscii(shown),
      ...changes,
    },
  )
}
