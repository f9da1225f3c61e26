import { SDJwtInstance } from '@sd-jwt/core'
import { fromBase64url, openTrust, STATUS, type StatusShard, verifyLicence } from '@tongban/verifier'
import { verifySm2 } from '@tongban/verifier/sm2'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LicenceDraft, SignedLicence } from './contract.ts'
import { buildCredential } from './credential.ts'
import type { IssuerKeys } from './issuer-keys.ts'
import {
  advertisingDraft,
  allowanceDraft,
  es256Key,
  HOLDER,
  ISSUER,
  identifierFor,
  NOW,
  ORGAN,
  on,
  publicHalf,
  REGION,
  random,
  readPart,
  ring,
  SECONDS,
  STATUS_BASE,
  trustedRegion,
} from './licences.fixture.ts'
import { makeShard } from './status-list.ts'

const optionsOf = (keys: IssuerKeys, change: { demonstration?: boolean } = {}) => ({
  issuer: ISSUER,
  statusBase: STATUS_BASE,
  region: REGION,
  random,
  signers: keys.signersOf('licence', SECONDS),
  paper: null,
  demonstration: true,
  ...change,
})

const keys = await ring()

async function signed(draft: LicenceDraft, change = {}): Promise<SignedLicence> {
  const built = await buildCredential(draft, optionsOf(keys, change))
  if (!built.ok) throw new Error(JSON.stringify(built.failure))
  return built.value
}

const jwkOf = (kid: string) => {
  const jwk = keys.trusted.find((key) => key.kid === kid)?.jwk
  if (jwk === undefined) throw new Error(`${kid} is in the ring`)
  return jwk
}

const sha256 = async (data: string | ArrayBuffer) =>
  new Uint8Array(
    await crypto.subtle.digest('SHA-256', typeof data === 'string' ? new TextEncoder().encode(data) : data),
  )

/** A library that knows nothing of us. */
async function readByLibrary(credential: string): Promise<unknown> {
  const P256 = { name: 'ECDSA', namedCurve: 'P-256' }
  const key = await crypto.subtle.importKey('jwk', { ...jwkOf('development-licence-1') }, P256, false, [
    'verify',
  ])
  const verifier = async (data: string, signature: string) => {
    const bytes = fromBase64url(signature)
    if (bytes === undefined) return false
    return crypto.subtle.verify(
      { name: 'ECDSA', hash: 'SHA-256' },
      key,
      bytes,
      new TextEncoder().encode(data),
    )
  }
  const library = new SDJwtInstance({ hashAlg: 'sha-256', hasher: sha256, verifier })
  const { payload } = await library.verify(credential, { skewSeconds: 0, currentDate: SECONDS })
  return payload
}

test('does a library that knows nothing of us read all that was stated?', async () => {
  const draft = allowanceDraft()
  const payload = await readByLibrary((await signed(draft)).credential)
  expect(payload).toMatchObject({
    ...draft.claims,
    iss: ISSUER,
    iat: SECONDS,
    nbf: Date.parse('2026-11-22T00:00:00+08:00') / 1000,
    vct: 'urn:tongban:licence:elderly-allowance-certificate:1',
    identifier: draft.identifier,
    typeName: { zh: '高龄津贴领取证明' },
    issuingAuthority: '双流区民政局',
    issuingAuthorityCode: ORGAN,
    demonstration: true,
    status: { status_list: { idx: 70_000, uri: `${STATUS_BASE}3` } },
  })
  expect(payload).not.toHaveProperty('exp')
})

test('is nothing that may be kept back in the token itself, and every digest in order?', async () => {
  const { credential } = await signed(allowanceDraft())
  const [token = ''] = credential.split('~')
  expect(readPart(token, 0)).toEqual({ alg: 'ES256', kid: 'development-licence-1', typ: 'dc+sd-jwt' })
  const payload = JSON.stringify(readPart(token, 1))
  for (const hidden of ['张三丰', '510116194001011234', '1940-01-01', 'holderName'])
    expect(payload).not.toContain(hidden)
  const { _sd } = JSON.parse(payload)
  expect(_sd).toHaveLength(7)
  expect(_sd).toEqual([..._sd].sort())
  expect(credential.endsWith('~')).toBe(true)
})

test('is what the public may see plain, and does it end with its last day in Shanghai?', async () => {
  const { credential } = await signed(advertisingDraft())
  const [token = ''] = credential.split('~')
  expect(readPart(token, 1)).toMatchObject({
    holderName: HOLDER.holderName,
    siteAddress: '双流区演示街 1 号',
    widthMetres: 2.5,
    exp: Date.parse('2028-11-22T00:00:00+08:00') / 1000,
  })
  expect(JSON.stringify(readPart(token, 1))).not.toContain(HOLDER.holderIdNumber)
})

test('is a value that is missing left out, with no digest that tells of it?', async () => {
  const draft = allowanceDraft()
  const { credential } = await signed({ ...draft, claims: { ...draft.claims, nextBandOn: null } })
  expect(credential.split('~')).toHaveLength(1 + 6 + 1)
  expect(await readByLibrary(credential)).not.toHaveProperty('nextBandOn')
})

test('are no two salts alike, and has every value that may be kept back its digest?', async () => {
  const { credential } = await signed(allowanceDraft())
  const [token = '', ...disclosures] = credential.split('~')
  const salts = disclosures
    .slice(0, -1)
    .map((text) => JSON.parse(new TextDecoder().decode(fromBase64url(text)))[0])
  expect(new Set(salts).size).toBe(7)
  for (const salt of salts) expect(fromBase64url(salt)?.length).toBe(16)
  expect(readPart(token, 1)).toMatchObject({ _sd: { length: 7 } })
  expect(await readByLibrary(credential)).toMatchObject(HOLDER)
})

test('does the SM2 signature cover the very bytes the first one covers?', async () => {
  const { credential, signatures } = await signed(allowanceDraft())
  const [token = ''] = credential.split('~')
  const bytes = new Uint8Array(new TextEncoder().encode(token.slice(0, token.lastIndexOf('.'))))
  const [second, ...more] = signatures
  expect(more).toEqual([])
  expect(second).toMatchObject({ alg: 'SM2-SM3', kid: 'development-sm2-1' })
  const value = fromBase64url(second?.value ?? '') ?? new Uint8Array()
  expect(await verifySm2(jwkOf('development-sm2-1'), bytes, value)).toBe(true)
  bytes[40] = (bytes[40] ?? 0) ^ 1
  expect(await verifySm2(jwkOf('development-sm2-1'), bytes, value)).toBe(false)
})

test('does the verifier find whatever is built here genuine, with both signatures?', async () => {
  const trust = await openTrust([trustedRegion(keys)])
  const shard: StatusShard = {
    uri: `${STATUS_BASE}3`,
    asOf: NOW,
    exp: SECONDS + 3600,
    ttl: 60,
    bits: 2,
    bytes: makeShard([{ index: 5, value: STATUS.invalid }]),
  }
  const claims = fc.record({
    holderName: fc.stringMatching(/^[\u4e00-\u9fff]{2,4}$/),
    amountYuan: fc.integer({ min: 0, max: 100_000 }).map((cents) => cents / 100),
    nextBandOn: fc.constantFrom(null, '2030-01-01'),
  })
  await fc.assert(
    fc.asyncProperty(claims, fc.constantFrom(5, 6), async (stated, index) => {
      const draft = allowanceDraft({ status: { list: 3, index } })
      const { credential, signatures } = await signed({ ...draft, claims: { ...draft.claims, ...stated } })
      const verdict = await verifyLicence({
        credential,
        signatures,
        trust,
        now: NOW,
        statusOf: (uri) => (uri === shard.uri ? shard : undefined),
        sm2: verifySm2,
      })
      expect(verdict.valid).toBe(index === 6)
      expect(verdict.issuer?.also).toEqual(['SM2-SM3'])
      expect(verdict.claims).toMatchObject({ holderName: stated.holderName, amountYuan: stated.amountYuan })
    }),
    { numRuns: 15 },
  )
})

test('is the holder’s key bound in where there is one?', async () => {
  const holderKey = publicHalf(await es256Key())
  const { credential } = await signed(allowanceDraft({ holderKey }))
  expect(readPart(credential, 1)).toMatchObject({ cnf: { jwk: holderKey } })
})

const { claims } = allowanceDraft()
const without = (name: string) => Object.fromEntries(Object.entries(claims).filter(([each]) => each !== name))

test.each([
  ['birthDate', without('birthDate')],
  ['nextBandOn', without('nextBandOn')],
  ['salary', { ...claims, salary: 1 }],
  ['__proto__x', { ...claims, __proto__x: 'a' }],
  ['birthDate', { ...claims, birthDate: '1940-02-30' }],
  ['birthDate', { ...claims, birthDate: null }],
  ['amountYuan', { ...claims, amountYuan: '100' }],
  ['amountYuan', { ...claims, amountYuan: -1 }],
  ['holderName', { ...claims, holderName: ' ' }],
  ['holderName', { ...claims, holderName: '张\ud800' }],
  ['holderName', { ...claims, holderName: 'a'.repeat(8001) }],
  ['holderName', { ...claims, holderName: '演示甲\u001b[2K' }],
  ['holderName', { ...claims, holderName: '演示\u202e甲' }],
])('is a draft refused whose claims are not those of its type? %s', async (name, stated) => {
  const refused = await buildCredential(allowanceDraft({ claims: stated }), optionsOf(keys))
  expect(refused).toEqual({ ok: false, failure: { code: 'draftRefused', part: 'claims', names: [name] } })
})

test.each([
  ['identifier', { identifier: identifierFor('residence-permit') }],
  ['identifier', { identifier: 'none' }],
  ['issuer', { issuingAuthorityCode: '11510116DEM0000036' }],
  ['issuer', { issuingAuthority: '' }],
  ['validity', { validUntil: on('2030-01-01') }],
  ['status', { status: { list: 0, index: 131_072 } }],
  ['status', { status: { list: -1, index: 0 } }],
])('is a draft refused for its %s?', async (part, change) => {
  const refused = await buildCredential(allowanceDraft(change), optionsOf(keys))
  expect(refused).toMatchObject({ ok: false, failure: { code: 'draftRefused', part } })
})

test('is nothing signed for a type that is unknown, or when no key is in force?', async () => {
  expect(await buildCredential(allowanceDraft({ typeVersion: 2 }), optionsOf(keys))).toMatchObject({
    failure: { code: 'unknownType' },
  })
  expect(await buildCredential(allowanceDraft(), { ...optionsOf(keys), signers: [] })).toEqual({
    ok: false,
    failure: { code: 'noKeyInForce' },
  })
})
