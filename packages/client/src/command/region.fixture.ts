/**
 * A region as the command meets it, made with other implementations than the product's own: tokens by jose, the second
 * signature by sm-crypto-v2, the list by Node's zlib. Its network is a function that counts what it is asked.
 */
import { createHash, randomBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import {
  type DetachedSignature,
  encodePaperBody,
  formatIdentifier,
  type KeyUse,
  type LicenceFile,
  type PublicJwk,
  paperSigningInput,
  paperText,
  type TrustBundlePayload,
  type TrustedKey,
  type TrustedRegion,
} from '@tongban/verifier'
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { sm2 } from 'sm-crypto-v2'

export const NOW = Date.parse('2026-11-22T12:00:00+08:00')
const DAY = 86_400

export type Made = {
  readonly key: TrustedKey
  readonly sign: (typ: string, payload: object) => Promise<string>
  readonly signBytes: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>
}

async function makeKey(use: KeyUse, kid: string): Promise<Made> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const { x = '', y = '' } = await exportJWK(publicKey)
  const jwk: PublicJwk = { kty: 'EC', crv: 'P-256', x, y }
  return {
    key: { kid, alg: 'ES256', use, jwk, from: seconds(NOW) - DAY, until: null, revokedAt: null },
    sign: (typ, payload) => signed(privateKey, kid, typ, payload),
    signBytes: async (bytes) =>
      new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, bytes)),
  }
}

const signed = (key: CryptoKey, kid: string, typ: string, payload: object) =>
  new SignJWT({ ...payload }).setProtectedHeader({ alg: 'ES256', kid, typ }).sign(key)

const seconds = (at: number) => Math.floor(at / 1000)

export type FakeRegion = Awaited<ReturnType<typeof makeRegion>>

export async function makeRegion(origin: string, code = '510116') {
  const issuer = `${origin}/licences`
  const statusBase = `${issuer}/status/`
  const keys = {
    licence: await makeKey('licence', `${code}-licence`),
    status: await makeKey('status', `${code}-status`),
    bundle: await makeKey('bundle', `${code}-bundle`),
    paper: await makeKey('paper', `${code}-paper`),
  }
  const second = sm2.generateKeyPairHex()
  const part = (from: number, to: number) =>
    Buffer.from(second.publicKey.slice(from, to), 'hex').toString('base64url')
  const secondKey: TrustedKey = {
    ...keys.licence.key,
    kid: `${code}-licence-sm2`,
    alg: 'SM2-SM3',
    jwk: { kty: 'EC', crv: 'SM2', x: part(2, 66), y: part(66, 130) },
  }
  const trusted = (): TrustedRegion => ({
    region: code,
    name: { zh: '四川双流', en: 'Shuangliu' },
    issuer,
    statusBase,
    keys: [...Object.values(keys).map(({ key }) => key), secondKey],
  })
  let issued = 0

  return {
    origin,
    issuer,
    statusBase,
    keys,
    trusted,
    bundle: (change: Partial<TrustBundlePayload> = {}, by: Made = keys.bundle) =>
      by.sign('tongban-trust-bundle+jwt', {
        iss: issuer,
        iat: seconds(NOW) - 60,
        exp: seconds(NOW) + 30 * DAY,
        ttl: 3600,
        regions: [trusted()],
        ...change,
      }),
    /** List 1, valid but for the places named. */
    list: (ended: readonly number[] = [], change: object = {}) => {
      const bytes = new Uint8Array(2 ** 15)
      for (const place of ended) bytes[place >> 2] = (bytes[place >> 2] ?? 0) | (1 << ((place & 3) * 2))
      return keys.status.sign('statuslist+jwt', {
        sub: `${statusBase}1`,
        iat: seconds(NOW) - 10,
        exp: seconds(NOW) + DAY,
        ttl: 60,
        status_list: { bits: 2, lst: deflateSync(bytes).toString('base64url') },
        ...change,
      })
    },
    /** The paper code of a licence with this identifier. */
    async paper(identifier: string): Promise<string> {
      const body = encodePaperBody({
        region: code,
        kid: keys.paper.key.kid,
        identifier,
        typeName: '高龄津贴领取证明',
        authority: null,
        holder: '演示甲',
        holderNumber: null,
        iat: seconds(NOW) - 30,
        validFrom: '2026-11-22',
        validUntil: null,
        status: { list: 1, index: 1 },
        demonstration: true,
      })
      if (body === undefined) throw new Error('no paper record')
      return paperText(body, await keys.paper.signBytes(paperSigningInput(body)))
    },
    /** The next licence, at the next place of list 1. */
    async licence(change: object = {}): Promise<LicenceFile> {
      issued += 1
      const disclosure = Buffer.from(
        JSON.stringify([randomBytes(16).toString('base64url'), 'holderName', '演示甲']),
      ).toString('base64url')
      const jwt = await keys.licence.sign('dc+sd-jwt', {
        iss: issuer,
        iat: seconds(NOW) - 30,
        nbf: seconds(NOW) - 3600,
        vct: 'urn:tongban:licence:elderly-allowance-certificate:1',
        status: { status_list: { idx: issued, uri: `${statusBase}1` } },
        _sd_alg: 'sha-256',
        _sd: [createHash('sha256').update(disclosure).digest('base64url')],
        identifier: formatIdentifier({
          typeCode: '111000000000130070901',
          version: '001',
          issuer: '11510122MB1234567X',
          serial: `S${issued}`,
        }),
        typeCode: '111000000000130070901',
        typeName: { zh: '高龄津贴领取证明', en: 'Certificate of the allowance for the very old' },
        issuingAuthority: '双流区民政局',
        issuingAuthorityCode: '11510122MB1234567X',
        demonstration: true,
        amountYuan: 200,
        ...change,
      })
      const signatures: DetachedSignature[] = [
        {
          alg: 'SM2-SM3',
          kid: secondKey.kid,
          value: Buffer.from(
            sm2.doSignature(new TextEncoder().encode(jwt.slice(0, jwt.lastIndexOf('.'))), second.privateKey, {
              hash: true,
              publicKey: second.publicKey,
            }),
            'hex',
          ).toString('base64url'),
        },
      ]
      return {
        format: 'tongban-licence/1',
        credential: `${jwt}~${disclosure}~`,
        signatures,
        renditions: [],
        paper: null,
      }
    },
    makeKey,
  }
}

/** A network in which only these addresses answer. */
export function networkOf(
  pages: Readonly<Record<string, (init?: RequestInit) => Promise<Response> | Response>>,
) {
  const asked: string[] = []
  const headers: Headers[] = []
  const send: typeof fetch = async (input, init) => {
    const url = String(input)
    asked.push(url)
    headers.push(new Headers(init?.headers))
    const page = pages[url]
    if (page === undefined) throw new TypeError('fetch failed', { cause: new Error(`no route to ${url}`) })
    return page(init)
  }
  return { asked, headers, fetch: send }
}
