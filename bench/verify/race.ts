import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc'
import { compactVerify } from 'jose'
import {
  openMemory,
  openTrust,
  readStatusToken,
  type StatusShard,
  verifyLicence,
} from '../../packages/verifier/src/index.ts'
import { verifySm2 } from '../../packages/verifier/src/sm2/index.ts'
import type { Contestant } from './contestant.ts'
import { sm2Signed } from './sm2.ts'
import { ES256, listUri, makeLicence, makeList, makeSigning, NOW, regionOf } from './tokens.ts'

/**
 * Who runs. Every line verifies licences none of which it saw a moment before (the pool is larger than the memory of
 * signatures), except the one that says so. Lists are read and keys imported beforehand, for all alike.
 */
const POOL = 256
/** Smaller than the pool: a licence has always gone from it when its turn comes again. */
const MEMORY = 64
const SMALL_LIST = 131_072
const LARGE_LIST = 1_000_000

const encoder = new TextEncoder()
const fromBase64url = (text: string) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0),
  )

export async function contestants(): Promise<readonly Contestant[]> {
  const [licence, status] = await Promise.all([makeSigning('licence'), makeSigning('status')])
  const trust = await openTrust([regionOf(licence, status)])
  const indexes = Array.from({ length: POOL }, (_, at) => at * 401)
  const spared = new Set(indexes)
  const lists = new Map(
    await Promise.all(
      [SMALL_LIST, LARGE_LIST].map(async (entries, list) => {
        const token = await makeList(status, { list, entries, spared })
        return [listUri(list), { token, shard: await shardOf(token, listUri(list), trust) }] as const
      }),
    ),
  )
  const pool = (hidden: number, list: number) =>
    Promise.all(indexes.map((index, at) => makeLicence(licence, { hidden, list, index, serial: at })))
  const [whole, three, eight] = await Promise.all([pool(0, 0), pool(3, 0), pool(8, 1)])
  const statusOf = (uri: string) => lists.get(uri)?.shard

  const ours = (
    name: string,
    says: string,
    tokens: readonly string[],
    memory = openMemory(MEMORY),
  ): Contestant => ({
    name,
    says,
    async verify(at) {
      const credential = tokens[at % tokens.length] ?? ''
      return (await verifyLicence({ credential, trust, now: NOW, statusOf, memory })).valid
    },
  })

  const signed = whole.map((token) => {
    const [jwt = ''] = token.split('~')
    const end = jwt.lastIndexOf('.')
    return { bytes: encoder.encode(jwt.slice(0, end)), signature: fromBase64url(jwt.slice(end + 1)) }
  })
  const jwts = eight.map((token) => token.slice(0, token.indexOf('~')))
  const large = lists.get(listUri(1))
  if (large === undefined) throw new Error('no large list')
  const vc = new SDJwtVcInstance({
    hasher: async (data, algorithm) =>
      new Uint8Array(
        await crypto.subtle.digest(algorithm, typeof data === 'string' ? encoder.encode(data) : data),
      ),
    hashAlg: 'sha-256',
    verifier: (data, signature) =>
      crypto.subtle.verify(ES256, licence.publicKey, fromBase64url(signature), encoder.encode(data)),
    statusVerifier: (data, signature) =>
      crypto.subtle.verify(ES256, status.publicKey, fromBase64url(signature), encoder.encode(data)),
    statusListFetcher: async () => large.token,
  })
  const sm2 = await sm2Signed(POOL)

  return [
    {
      name: 'bare',
      says: 'one WebCrypto ECDSA P-256 verify, key imported and bytes at hand',
      verify(at) {
        const { bytes, signature } = signed[at % POOL] ?? {
          bytes: new Uint8Array(),
          signature: new Uint8Array(),
        }
        return crypto.subtle.verify(ES256, licence.publicKey, signature, bytes)
      },
    },
    ours('whole', 'ours, all checks, shown whole (nothing hidden), status in a list of 131,072', whole),
    ours('three', 'ours, all checks, 3 disclosures, status in a list of 131,072', three),
    ours('eight', 'ours, all checks, 8 disclosures, status in a list of 1,000,000', eight),
    ours(
      'repeated',
      'ours, 8 disclosures, a licence whose signature was checked a moment ago; status and time anew',
      eight.slice(0, 1),
    ),
    {
      name: 'sm2',
      says: 'our SM2 verify of the same bytes by an issuer key whose tables are made, beside one P-256 verify',
      verify: (at) => {
        const { jwk, bytes, signature } = sm2(at % POOL)
        return verifySm2(jwk, bytes, signature)
      },
    },
    {
      name: 'jose',
      says: 'jose compactVerify of the same JWT with 8 digests: signature only, no disclosure and no status looked at',
      verify: async (at) =>
        (await compactVerify(jwts[at % POOL] ?? '', licence.publicKey)).payload.length > 0,
    },
    {
      name: 'sd-jwt-vc',
      says: '@sd-jwt/sd-jwt-vc, 8 disclosures, status in a list of 1,000,000, which it reads anew each time',
      verify: async (at) =>
        (await vc.verify(eight[at % POOL] ?? '', { currentDate: NOW / 1000 })).payload !== undefined,
    },
  ]
}

async function shardOf(
  token: string,
  uri: string,
  trust: Awaited<ReturnType<typeof openTrust>>,
): Promise<StatusShard> {
  const shard = await readStatusToken(token, { uri, trust, now: NOW })
  if (!('bytes' in shard)) throw new Error(`the list of the race was refused: ${JSON.stringify(shard)}`)
  return shard
}
