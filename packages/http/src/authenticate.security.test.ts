import { createServer } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, describe, expect, test, vi } from 'vitest'
import {
  AUDIENCE,
  bearer,
  environment,
  ISSUER,
  NOW,
  official,
  REGION,
  send,
  tokenOf,
} from '../test/sample-door.ts'
import { createAuthenticate } from './authenticate.ts'
import { makeDevelopmentKey } from './development.ts'
import { environmentSchema, parseEnv } from './environment.ts'
import { createTokenMemory } from './token-memory.ts'

const clock = { now: () => NOW }
const authenticateIn = (change: Record<string, string> = {}) =>
  createAuthenticate(parseEnv(environmentSchema, { ...environment, ...change }), clock)

const seconds = Math.floor(NOW / 1000)
const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
const providerKey = { ...(await exportJWK(publicKey)), kid: 'provider-1', use: 'sig' }
const PROVIDER = {
  TONGBAN_ENVIRONMENT: 'production',
  TONGBAN_OIDC_JWKS: JSON.stringify({ keys: [providerKey] }),
}
const signed = (claims: Record<string, unknown>, header: Record<string, unknown> = {}) =>
  new SignJWT({ iss: ISSUER, aud: AUDIENCE, sub: 's1', exp: seconds + 60, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'provider-1', ...header })
    .sign(privateKey)

describe('which tokens are refused, on a public route as well?', async () => {
  const other = await makeDevelopmentKey('other')
  const parts = (await tokenOf()).split('.')
  const hmac = await new SignJWT({ iss: ISSUER, aud: AUDIENCE, sub: 's1', exp: seconds + 60 })
    .setProtectedHeader({ alg: 'HS256', kid: `development-${REGION}` })
    .sign(new TextEncoder().encode(environment.TONGBAN_OIDC_JWKS))
  const none = new UnsecuredJWT({}).setIssuer(ISSUER).setAudience(AUDIENCE).setSubject('s1')
  const noneWithKey = `${btoa(`{"alg":"none","kid":"development-${REGION}"}`).replaceAll('=', '')}.${parts[1]}.`

  const cases: [name: string, header: string, reason: string][] = [
    ['not a bearer', 'Basic YTpi', 'malformed'],
    ['no token', 'Bearer ', 'malformed'],
    ['two parts', 'Bearer aaa.bbb', 'malformed'],
    ['three parts of nothing', 'Bearer aaa.bbb.ccc', 'malformed'],
    ['9,000 characters', `Bearer ${parts[0]}.${'a'.repeat(9000)}.${parts[2]}`, 'malformed'],
    ['alg none without a key', `Bearer ${none.encode()}`, 'malformed'],
    ['alg none naming our key', `Bearer ${noneWithKey}`, 'untrusted'],
    ['a shared secret made of our public key', `Bearer ${hmac}`, 'untrusted'],
    [
      'a changed payload',
      `Bearer ${parts[0]}.${btoa('{"sub":"other"}').replaceAll('=', '')}.${parts[2]}`,
      'untrusted',
    ],
    ['no signature', `Bearer ${parts[0]}.${parts[1]}.`, 'untrusted'],
    ['a key nobody published', `Bearer ${await tokenOf({ privateJwk: other.privateJwk })}`, 'untrusted'],
    [
      'a key nobody published under our name',
      `Bearer ${await tokenOf({ privateJwk: { ...other.privateJwk, kid: `development-${REGION}` } })}`,
      'untrusted',
    ],
    ['another issuer', `Bearer ${await tokenOf({ issuer: 'https://evil.example.test' })}`, 'untrusted'],
    ['another audience', `Bearer ${await tokenOf({ audience: 'shop' })}`, 'untrusted'],
    ['expired 61 s ago', `Bearer ${await tokenOf({ issuedAt: NOW - 661_000 })}`, 'expired'],
  ]
  test.each(cases)('%s', async (_, header, reason) => {
    const { status, body, headers } = await send('/sample/v1/notes', { headers: { Authorization: header } })
    expect([status, body]).toMatchObject([401, { code: 'notAuthenticated' }])
    expect(headers.get('WWW-Authenticate')).toBe(
      `Bearer realm="tongban", error="invalid_token", error_description="${reason}"`,
    )
  })

  test('but one that expired 59 s ago is not, since clocks differ', async () => {
    expect(
      await send('/sample/v1/notes', { headers: await bearer({ issuedAt: NOW - 659_000 }) }),
    ).toMatchObject({
      status: 200,
    })
  })

  test('without a token the public route admits nobody and the other asks for one', async () => {
    expect(await send('/sample/v1/notes')).toMatchObject({ status: 200, body: { actor: 'nobody' } })
    const { status, headers } = await send('/sample/v1/notes/1')
    expect([status, headers.get('WWW-Authenticate')]).toEqual([401, 'Bearer realm="tongban"'])
  })
})

describe('who is a development key good for?', () => {
  test('nobody in production, even where its public half is published', async () => {
    const authenticate = authenticateIn({ TONGBAN_ENVIRONMENT: 'production' })
    expect(await authenticate(`Bearer ${await tokenOf()}`)).toEqual({
      ok: false,
      failure: { code: 'notAuthenticated', reason: 'untrusted' },
    })
    expect((await authenticateIn()(`Bearer ${await tokenOf()}`)).ok).toBe(true)
  })
})

describe('what of a token of the real provider?', () => {
  const authenticate = authenticateIn(PROVIDER)
  const person = {
    name: '王小明',
    id_kind: 'residentId',
    id_number: '51011619500101001x',
    real_name_level: 'L3',
  }

  test('a sound one is an applicant, the x of the number written large', async () => {
    expect(await authenticate(`Bearer ${await signed(person)}`)).toEqual({
      ok: true,
      value: {
        kind: 'applicant',
        subject: 's1',
        person: { name: '王小明', idKind: 'residentId', idNumber: '51011619500101001X', realNameLevel: 'L3' },
      },
    })
  })

  const faulty: [string, Record<string, unknown>, Record<string, unknown>, string][] = [
    ['no end', { exp: undefined }, {}, 'malformed'],
    ['no subject', { sub: undefined }, {}, 'malformed'],
    ['an empty subject', { sub: '' }, {}, 'malformed'],
    ['no issuer', { iss: undefined }, {}, 'malformed'],
    ['an end that is no number', { exp: 'never' }, {}, 'malformed'],
    ['a beginning in the future', { nbf: seconds + 120 }, {}, 'untrusted'],
    ['no key id', {}, { kid: undefined }, 'malformed'],
    ['a critical header nobody knows', {}, { crit: ['b64x'], b64x: true }, 'malformed'],
  ]
  test.each(faulty)('%s is refused', async (_, claims, header, reason) => {
    const token = await signed({ ...person, ...claims }, header).catch(() =>
      forge({ ...person, ...claims }, header),
    )
    expect(await authenticate(`Bearer ${token}`)).toEqual({
      ok: false,
      failure: { code: 'notAuthenticated', reason },
    })
  })
})

/** A token the library would not sign: header and claims as given, signature of another token. */
async function forge(claims: Record<string, unknown>, header: Record<string, unknown>) {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const body = { iss: ISSUER, aud: AUDIENCE, sub: 's1', exp: seconds + 60, ...claims }
  return `${encode({ alg: 'RS256', kid: 'provider-1', ...header })}.${encode(body)}.AAAA`
}

describe('who does a sound token speak of?', () => {
  const authenticate = authenticateIn()
  const read = async (claims: Readonly<Record<string, unknown>>) =>
    authenticate((await bearer({ claims })).Authorization)
  const person = {
    name: '王小明',
    id_kind: 'residentId',
    id_number: '510116195001010018',
    real_name_level: 'L2',
  }

  test('an official keeps the roles this product knows', async () => {
    expect(await read({ ...official('handler'), roles: ['handler', 'root', 'window'] })).toMatchObject({
      value: { kind: 'official', roles: ['window', 'handler'], department: 'mzj', post: 'ck01' },
    })
    expect(await read({ ...official('handler'), roles: 'handler openid' })).toMatchObject({
      value: { roles: ['handler'] },
    })
  })

  test('an official with the identity of a person is an official; unknown roles alone make no official', async () => {
    expect(await read({ ...person, ...official('admin') })).toMatchObject({
      value: {
        kind: 'official',
        identity: { idKind: 'residentId', idNumber: '510116195001010018' },
      },
    })
    // Without one, and with one in no known form, they are officials all the same.
    for (const id_number of [undefined, { $ne: '' }, 'a\u0000b']) {
      const other = await read({ ...person, ...official('admin'), id_number })
      expect(other).toMatchObject({ ok: true, value: { kind: 'official' } })
      expect(JSON.stringify(other)).not.toContain('identity')
    }
    expect(await read({ ...person, roles: ['root', 'toString', '__proto__'] })).toMatchObject({
      value: { kind: 'applicant' },
    })
  })

  test('the claim names are the provider’s, also inside an object', async () => {
    const named = authenticateIn({
      TONGBAN_OIDC_CLAIMS: '{"roles":"realm.roles","name":"xm","region":"urn:x.region"}',
    })
    const { roles, name, region, ...rest } = official('head')
    const token = await tokenOf({
      claims: { ...rest, realm: { roles }, xm: name, 'urn:x.region': region },
    })
    expect(await named(`Bearer ${token}`)).toMatchObject({
      value: { kind: 'official', roles: ['head'], name },
    })
  })

  const refused: [string, Record<string, unknown>][] = [
    ['an official of another region', { ...official('handler'), region: '500112' }],
    ['an official of a part of the region’s code', { ...official('handler'), region: '5101' }],
    ['an official without a region', { ...official('handler'), region: undefined }],
    ['an official without a department', { ...official('handler'), department: '' }],
    ['nobody in particular', {}],
    ['a person without a number', { ...person, id_number: undefined }],
    ['a person with an unknown kind of document', { ...person, id_kind: 'library card' }],
    ['a person with a level nobody knows', { ...person, real_name_level: 'L9' }],
    ['a person with a NUL in the name', { ...person, name: '王\u0000' }],
    ['a person whose number is an object', { ...person, id_number: { $ne: '' } }],
  ]
  test.each(refused)('%s is not allowed in', async (_, claims) => {
    expect(await read(claims)).toMatchObject({ ok: false, failure: { code: 'notAllowed' } })
  })

  test('a role the route does not name is not allowed, and is told which are', async () => {
    const { status, body } = await send('/sample/v1/notes/1', {
      headers: await bearer({ claims: official('admin') }),
    })
    expect([status, body]).toMatchObject([403, { code: 'notAllowed' }])
    expect(JSON.stringify(body)).toContain('需要：本办件申请人、审计员。')
  })
})

describe('how long is a verified token remembered?', () => {
  test('for a minute, and never beyond its end and the tolerance of clocks', async () => {
    let now = NOW
    const authenticate = createAuthenticate(parseEnv(environmentSchema, environment), { now: () => now })
    const verify = vi.spyOn(crypto.subtle, 'verify')
    const token = `Bearer ${await tokenOf({ lifetimeSeconds: 90 })}`
    const ask = async (at: number) => {
      now = NOW + at
      const { ok } = await authenticate(token)
      return [ok, verify.mock.calls.length]
    }
    expect(await ask(0)).toEqual([true, 1])
    expect(await ask(59_999)).toEqual([true, 1])
    expect(await ask(60_000)).toEqual([true, 2])
    expect(await ask(100_000)).toEqual([true, 2])
    expect(await ask(120_000)).toEqual([true, 3])
    expect(await ask(149_999)).toEqual([true, 3])
    expect(await ask(150_000)).toEqual([false, 4])
    verify.mockRestore()
  })

  test('nothing that was refused, and nothing under another token', async () => {
    const authenticate = authenticateIn()
    const token = await tokenOf()
    expect((await authenticate(`Bearer ${token}`)).ok).toBe(true)
    const last = token.slice(-2)
    const changed = token.slice(0, -2) + (last === 'AA' ? 'BB' : 'AA')
    for (const _ of [1, 2]) expect((await authenticate(`Bearer ${changed}`)).ok).toBe(false)
  })

  test('a thousand at most, the oldest leaving first', () => {
    const memory = createTokenMemory(clock)
    const nobody = { kind: 'nobody' } as const
    for (let index = 0; index <= 1000; index += 1) memory.keep(`t${index}`, nobody, NOW + 1)
    expect([memory.recall('t0'), memory.recall('t1'), memory.recall('t1000')]).toEqual([null, nobody, nobody])
  })
})

describe('what if the keys are fetched from the provider?', () => {
  let answers = 0
  let broken = false
  const server = createServer((_, response) => {
    answers += 1
    response.writeHead(broken ? 500 : 200, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify({ keys: [providerKey] }))
  }).listen(0, '127.0.0.1')
  afterAll(() => server.close())
  const at = () => {
    const address = server.address()
    return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}/jwks` : ''
  }
  const person = { name: '王小明', id_kind: 'passport', id_number: 'E12345678', real_name_level: 'L1' }
  const fetched = () => authenticateIn({ TONGBAN_OIDC_JWKS: '', TONGBAN_OIDC_JWKS_URL: at() })

  test('they are fetched once and kept', async () => {
    const authenticate = fetched()
    for (const jti of ['1', '2', '3']) {
      expect((await authenticate(`Bearer ${await signed({ ...person, jti })}`)).ok).toBe(true)
    }
    expect(answers).toBe(1)
  })

  test('a provider that is down is no fault of the token', async () => {
    broken = true
    const down = { ok: false, failure: { code: 'unavailable', what: 'service' } }
    expect(await fetched()(`Bearer ${await signed(person)}`)).toEqual(down)
    const nowhere = authenticateIn({
      TONGBAN_OIDC_JWKS: '',
      TONGBAN_OIDC_JWKS_URL: 'http://127.0.0.1:1/jwks',
    })
    expect(await nowhere(`Bearer ${await signed(person)}`)).toEqual(down)
  })
})

describe('which configurations are refused?', () => {
  const withPrivate = async () => JSON.stringify({ keys: [(await makeDevelopmentKey('x')).privateJwk] })
  test('both sources of keys, or none, or a private key, or http in production, or no JSON', async () => {
    const url = 'https://id.example.test/jwks'
    expect(() => authenticateIn({ TONGBAN_OIDC_JWKS_URL: url })).toThrow(/exactly one of/)
    expect(() => authenticateIn({ TONGBAN_OIDC_JWKS: '' })).toThrow(/exactly one of/)
    const secret = await withPrivate()
    expect(() => authenticateIn({ TONGBAN_OIDC_JWKS: secret })).toThrow(
      /TONGBAN_OIDC_JWKS.*holds a private key/,
    )
    const production = { TONGBAN_ENVIRONMENT: 'production', TONGBAN_OIDC_JWKS: '' }
    expect(() => authenticateIn({ ...production, TONGBAN_OIDC_JWKS_URL: 'http://id.example.test' })).toThrow(
      /https/,
    )
    expect(() => authenticateIn({ ...production, TONGBAN_OIDC_JWKS_URL: url })).not.toThrow()
    expect(() => authenticateIn({ TONGBAN_OIDC_JWKS: '{keys' })).toThrow(/TONGBAN_OIDC_JWKS: is not JSON/)
    expect(() => authenticateIn({ TONGBAN_OIDC_CLAIMS: '{"rolls":"x"}' })).toThrow(/TONGBAN_OIDC_CLAIMS/)
    expect(() => authenticateIn({ TONGBAN_ENVIRONMENT: 'test' })).toThrow(/TONGBAN_ENVIRONMENT/)
  })
})
