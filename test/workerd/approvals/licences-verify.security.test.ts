import { env } from 'cloudflare:workers'
import { beforeAll, expect, test, vi } from 'vitest'
import type { IssuedView } from '../../../packages/services/src/licences/issue.ts'
import { countTrips } from '../../counted-database.ts'
import { asApp, issueKeyTo } from '../../issued-licences.ts'
import { ask, official } from '../../kit.ts'
import { citizen, coldIsolate, DB, everyRow, NOW, sign, tokenOf, worker } from '../../region.ts'
import { holderKey, issue, reasonsOf, revoke, shown, toBase64url, verify } from '../../shown-licences.ts'

/** Whatever is handed in: a refusal in words or a verdict that is no yes, never a fault of ours, and nothing kept of it. */
const holder = citizen('1950-01-01')
let licence: IssuedView
let jwt: string
let disclosures: readonly string[]
beforeAll(async () => {
  licence = await issue(holder)
  const [first = '', ...rest] = licence.credential.split('~')
  jwt = first
  disclosures = rest.filter((part) => part !== '')
})

const partsOf = (token: string) => {
  const [header = '', payload = '', signature = ''] = token.split('.')
  return { header, payload, signature }
}
const read = (part: string) => JSON.parse(atob(part.replaceAll('-', '+').replaceAll('_', '/')))
const whole = (token: string, shownOf = disclosures) => [token, ...shownOf, ''].join('~')

/** The token with another header, its signature as it was. */
const headed = (change: object) => {
  const { header, payload, signature } = partsOf(jwt)
  return whole([toBase64url(JSON.stringify({ ...read(header), ...change })), payload, signature].join('.'))
}
/** The token with other claims, its signature as it was. */
const claiming = (change: object) => {
  const { header, payload, signature } = partsOf(jwt)
  const claims = JSON.parse(
    new TextDecoder().decode(
      Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0)),
    ),
  )
  return whole([header, toBase64url(JSON.stringify({ ...claims, ...change })), signature].join('.'))
}

type RingKey = { readonly kid: string; readonly alg: string; readonly use: string; readonly jwk: JsonWebKey }
/** The keys of the region, as its Worker has them. */
const ringKey = (use: string): RingKey => {
  const ring: { keys: RingKey[] } = JSON.parse(asIssuing(env).TONGBAN_ISSUER_KEYS)
  const found = ring.keys.find((key) => key.use === use && key.alg === 'ES256')
  if (found === undefined) throw new Error(`no key for ${use}`)
  return found
}

/** The very token again, signed by a key of the region that is for something else, under the name it has. */
async function signedBy(use: 'licence' | 'status' | 'paper' | 'bundle'): Promise<string> {
  const { kid, jwk } = ringKey(use)
  const { header, payload } = partsOf(jwt)
  const head = toBase64url(JSON.stringify({ ...read(header), kid }))
  const curve = { name: 'ECDSA', namedCurve: 'P-256' }
  const key = await crypto.subtle.importKey('jwk', jwk, curve, false, ['sign'])
  const bytes = new TextEncoder().encode(`${head}.${payload}`)
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, bytes)
  return whole(`${head}.${payload}.${toBase64url(new Uint8Array(signature))}`)
}

const encoder = new TextEncoder()
const bytesOf = (coordinate = '') =>
  Uint8Array.from(atob(coordinate.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
/** The public key of the licence as everybody has it: the JWK as it is published, its point, and its coordinates. */
const PUBLIC_BYTES: Readonly<Record<string, (jwk: JsonWebKey) => Uint8Array>> = {
  JWK: ({ kty, crv, x, y }) => encoder.encode(JSON.stringify({ kty, crv, x, y })),
  point: ({ x, y }) => Uint8Array.of(4, ...bytesOf(x), ...bytesOf(y)),
  coordinates: ({ x, y }) => Uint8Array.of(...bytesOf(x), ...bytesOf(y)),
}

async function hmacSigned(form: string): Promise<string> {
  const { header, payload } = partsOf(jwt)
  const head = toBase64url(JSON.stringify({ ...read(header), alg: 'HS256' }))
  const { kid, jwk } = ringKey('licence')
  expect(read(header).kid).toBe(kid)
  const secret = Uint8Array.from(PUBLIC_BYTES[form]?.(jwk) ?? [0])
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(`${head}.${payload}`))
  return whole(`${head}.${payload}.${toBase64url(new Uint8Array(mac))}`)
}

test.each<readonly [string, () => string | Promise<string>]>([
  ['nothing', () => 'x'],
  ['half of a token', () => licence.credential.slice(0, licence.credential.length / 2)],
  ['a token without its signature', () => whole(jwt.slice(0, jwt.lastIndexOf('.') + 1))],
  ['a token with a part too many', () => whole(`${jwt}.e30`)],
  ['a token with two parts', () => whole(jwt.split('.').slice(0, 2).join('.'))],
  ['characters no token has', () => whole(`${jwt.slice(0, 20)}=+/${jwt.slice(23)}`)],
  ['a disclosure less its end', () => `${whole(jwt)}~x`],
  ['no signature algorithm', () => headed({ alg: 'none' })],
  ['signed by a shared secret, the JWK everybody has', () => hmacSigned('JWK')],
  ['signed by a shared secret, the point everybody has', () => hmacSigned('point')],
  ['signed by a shared secret, the coordinates everybody has', () => hmacSigned('coordinates')],
  ['another media type', () => headed({ typ: 'JWT' })],
  ['a key nobody has', () => headed({ kid: 'unknown' })],
  ['signed by our key for status lists', () => signedBy('status')],
  ['signed by our key for paper codes', () => signedBy('paper')],
  ['signed by our key for the trust bundle', () => signedBy('bundle')],
  [
    'a key given by the token',
    () => headed({ kid: undefined, jwk: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } }),
  ],
  [
    'another holder’s list',
    () => claiming({ status: { status_list: { idx: 1, uri: 'http://evil.test/list' } } }),
  ],
  ['another region as issuer', () => claiming({ iss: 'http://partner.test/licences' })],
  ['a later end', () => claiming({ exp: 4_102_444_800 })],
  ['a disclosure twice', () => whole(jwt, [...disclosures, disclosures[0] ?? ''])],
  ['a disclosure of something it does not hold', () => whole(jwt, [toBase64url('["salt","admin",true]')])],
  [
    'a disclosure that rewrites what is fixed',
    () => whole(jwt, [toBase64url('["salt","iss","http://evil.test"]')]),
  ],
])('is %s no licence?', async (_, make) => {
  const answer = await verify({ credential: await make() })
  expect([answer.status, answer.body.valid]).toEqual([200, false])
  expect(['invalid', 'unknown']).toContain(answer.body.state)
  expect(reasonsOf(answer).length).toBeGreaterThan(0)
})

test('is it the use of the key alone that tells?', async () => {
  const answer = await verify({ credential: await signedBy('licence') })
  expect([answer.body.valid, reasonsOf(answer)]).toEqual([true, []])
  for (const use of ['status', 'paper', 'bundle'] as const)
    expect(reasonsOf(await verify({ credential: await signedBy(use) }))).toEqual(['key:unknown'])
})

test('is a second signature that is given several times refused?', async () => {
  const { credential, signatures } = licence
  expect(signatures).toHaveLength(1)
  const answer = await verify({ credential, signatures: [...signatures, ...signatures] })
  expect([answer.body.valid, reasonsOf(answer)]).toEqual([false, ['signature:second']])
})

test('is the disclosure of another holder’s licence none of this one?', async () => {
  const other = await issue(citizen('1951-02-03', 907))
  const [, foreign = ''] = other.credential.split('~')
  const answer = await verify({ credential: whole(jwt, [foreign, ...disclosures.slice(1)]) })
  expect([answer.body.valid, reasonsOf(answer)]).toEqual([false, ['disclosure:unreferenced']])
})

test('is a second signature that does not fit no matter to pass over?', async () => {
  const other = await issue(citizen('1951-02-03', 908))
  const answer = await verify({ credential: licence.credential, signatures: other.signatures })
  expect([answer.body.valid, reasonsOf(answer)]).toEqual([false, ['signature:second']])
})

test('is a megabyte answered at once, and more of it not read?', async () => {
  const large = await verify({ credential: 'a'.repeat(1_000_000) })
  expect([large.status, reasonsOf(large)]).toEqual([200, ['token:tooLarge']])
  const larger = await verify({ credential: 'a'.repeat(1_048_577) })
  expect([larger.status, larger.body.code]).toEqual([413, 'bodyTooLarge'])
})

test.each([
  ['nothing to verify', {}, '/'],
  ['two things', { credential: 'x', paper: 'y' }, '/'],
  ['a nonce alone', { credential: 'x', nonce: 'nonce-0001' }, '/aud'],
  ['an identifier alone', { identifier: '1.2.156.3005.2.x' }, '/holder'],
  ['a number in place of a token', { credential: 1 }, '/credential'],
  ['what is not asked for', { credential: 'x', admin: true }, '/admin'],
])('is %s told where it is wrong?', async (_, body, pointer) => {
  const answer = await verify(body, await sign('window-1', official('window', 'services')))
  const [first] = answer.body.errors as { pointer: string }[]
  expect([answer.status, first?.pointer === '' ? '/' : first?.pointer]).toEqual([422, pointer])
})

test('is one that begins in the future or has ended by time told so?', async () => {
  vi.setSystemTime(NOW - 86_400_000)
  expect(reasonsOf(await verify(shown(licence)))).toEqual(['credential:issuedInFuture'])
  vi.setSystemTime(NOW)
})

test('is a presentation to somebody else, an old one, or one by another device refused?', async () => {
  const [device, thief] = await Promise.all([holderKey(), holderKey()])
  const bound = await issue(citizen('1950-01-01', 905), { holderKey: device.jwk })
  const asked = { nonce: 'nonce-1001', aud: 'https://bank.example' }
  const given = await device.present(bound.credential, asked)
  const said = async (credential: string, expected: object = asked) =>
    reasonsOf(await verify({ credential, ...expected }))
  expect(await said(given, { ...asked, aud: 'https://other.example' })).toEqual(['keyBinding:audience'])
  expect(await said(given, { ...asked, nonce: 'nonce-1002' })).toEqual(['keyBinding:nonce'])
  expect(await said(await device.present(bound.credential, asked, NOW - 3_600_000))).toEqual([
    'keyBinding:age',
  ])
  expect(await said(await thief.present(bound.credential, asked))).toEqual(['keyBinding:signature'])
  expect(await said(bound.credential)).toEqual(['keyBinding:missing'])
  // None of these has used the nonce up.
  expect((await verify({ credential: given, ...asked })).body.valid).toBe(true)
})

test('is a nonce taken once by the many who try it at the same time?', async () => {
  const device = await holderKey()
  const bound = await issue(citizen('1950-01-01', 909), { holderKey: device.jwk })
  const asked = { nonce: 'nonce-2001', aud: 'https://bank.example' }
  const credential = await device.present(bound.credential, asked)
  const answers = await Promise.all(Array.from({ length: 8 }, () => verify({ credential, ...asked })))
  expect(answers.filter(({ body }) => body.valid === true)).toHaveLength(1)
})

test('are the nonces of a batch taken in one trip, each once, also where it is there twice?', async () => {
  const device = await holderKey()
  const bound = await issue(citizen('1950-01-01', 910), { holderKey: device.jwk })
  const items = await Promise.all(
    Array.from({ length: 6 }, async (_, at) => {
      const asked = { nonce: `nonce-300${at % 5}`, aud: 'https://bank.example' }
      return { credential: await device.present(bound.credential, asked), ...asked }
    }),
  )
  const trips = countTrips(DB)
  const send = coldIsolate({ DB: trips.counted })
  await verify(shown(bound), null, send)
  const key = await issueKeyTo(['verify', 'verify:batch'])
  trips.taken()
  const told = await asApp(key, '/licences/v1/verify/batch', { items }, send)
  const states = (told.body.verdicts as { state: string }[]).map(({ state }) => state)
  expect(states).toEqual([...Array(5).fill('valid'), 'invalid'])
  const several = trips.taken()
  // Of one there is no more to be counted towards the quota.
  const few = await asApp(key, '/licences/v1/verify/batch', { items: items.slice(0, 2) }, send)
  expect([few.status, several]).toEqual([200, trips.taken()])
})

test('does the identifier of another holder tell no more than one that nobody has?', async () => {
  const token = await sign('window-1', official('window', 'services'))
  const find = (identifier: string, idNumber: string) =>
    verify({ identifier, holder: { idKind: 'residentId', idNumber }, use: { reason: 'counter' } }, token)
  const stranger = citizen('1960-01-01')
  const [others, nobodys, malformed] = await Promise.all([
    find(licence.identifier, stranger.idNumber),
    find(`${licence.identifier}X`, stranger.idNumber),
    find(licence.identifier, '1'),
  ])
  const { checkedAt: _, ...said } = others.body
  for (const answer of [others, nobodys, malformed]) {
    expect([answer.status, { ...answer.body, checkedAt: 0 }]).toEqual([200, { ...said, checkedAt: 0 }])
  }
  expect(reasonsOf(others)).toEqual(['identifier:noMatch'])
})

test('does nobody but an official find a licence by its identifier?', async () => {
  const body = { identifier: licence.identifier, holder: { idKind: 'residentId', idNumber: holder.idNumber } }
  expect((await verify(body)).status).toBe(401)
  expect((await verify(body, await tokenOf(holder))).status).toBe(403)
})

test('is an official who does not say what for refused?', async () => {
  const token = await sign('window-1', official('window', 'services'))
  const answer = await verify(shown(licence), token)
  expect([answer.status, answer.body.errors]).toMatchObject([422, [{ pointer: '/use' }]])
})

test('are identifiers guessed by one official limited, in every isolate, and nobody else with them?', async () => {
  const guesser = await sign('window-9', official('window', 'services'))
  const guess = (at: number, token: string) =>
    verify(
      {
        identifier: `1.2.156.3005.2.${at}`,
        holder: { idKind: 'residentId', idNumber: holder.idNumber },
        use: { reason: 'counter' },
      },
      token,
      at % 2 === 0 ? worker : coldIsolate(),
    )
  const statuses: number[] = []
  for (let at = 0; at < 30; at += 1) statuses.push((await guess(at, guesser)).status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(20)
  const limited = await guess(99, guesser)
  expect([limited.status, limited.body.code]).toEqual([429, 'tooManyRequests'])
  expect(Number(limited.headers.get('Retry-After'))).toBeGreaterThan(0)
  expect((await guess(99, await sign('window-8', official('window', 'services')))).status).toBe(200)
  vi.setSystemTime(Date.now() + 60_000)
  expect((await guess(99, guesser)).status).toBe(200)
})

test('is a licence whose status cannot be read never called valid, and why told?', async () => {
  let down = false
  const flaky = new Proxy(DB, {
    get(target, name) {
      if (name === 'batch' && down) return () => Promise.reject(new Error('D1_ERROR: no such place'))
      const member: unknown = Reflect.get(target, name)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
  const send = coldIsolate({ DB: flaky })
  expect((await verify(shown(licence), null, send)).body.valid).toBe(true)
  down = true
  // What was read less than a second ago still counts; older than that nothing does.
  expect((await verify(shown(licence), null, send)).body.valid).toBe(true)
  vi.setSystemTime(Date.now() + 1_001)
  const answer = await verify(shown(licence), null, send)
  expect([answer.status, answer.body.valid, answer.body.state, reasonsOf(answer)]).toEqual([
    200,
    false,
    'unknown',
    ['status:unavailable'],
  ])
  down = false
  expect((await verify(shown(licence), null, send)).body.valid).toBe(true)
})

test('is nothing kept of what was shown, and nothing written of it in the log?', async () => {
  const before = await everyRow()
  await verify(shown(licence))
  await verify({ credential: 'x' })
  await verify({ paper: 'y' })
  expect(await everyRow()).toEqual(before)
})

/** Guarantee: the test's environment holds it. */
const asIssuing = (value: unknown) => value as { readonly TONGBAN_ISSUER_KEYS: string }

test.each([
  ['revoked', { revokedAt: 1_700_000_000 }, ['key:revoked']],
  ['over before it was issued', { until: 1_700_000_000 }, ['key:notInForce']],
] as const)('is a licence whose key is %s refused, by every signature of it?', async (_, change, reasons) => {
  const ring = JSON.parse(asIssuing(env).TONGBAN_ISSUER_KEYS)
  ring.keys = ring.keys.map((key: { use: string }) => (key.use === 'licence' ? { ...key, ...change } : key))
  const send = coldIsolate({ TONGBAN_ISSUER_KEYS: JSON.stringify(ring) })
  const answer = await verify(shown(licence), null, send)
  expect([answer.status, answer.body.valid, reasonsOf(answer)]).toEqual([200, false, reasons])
})

test('does a revoked licence stay refused however it is shown?', async () => {
  const gone = await issue(citizen('1952-02-03', 911))
  await revoke(gone.identifier)
  vi.setSystemTime(Date.now() + 1_001)
  const [bare = ''] = gone.credential.split('~')
  for (const body of [shown(gone), { credential: `${bare}~` }, { paper: gone.paper }]) {
    const answer = await verify(body)
    expect([answer.body.valid, reasonsOf(answer)]).toEqual([false, ['status:ended']])
  }
})

test('are codes guessed here counted as where they are redeemed?', async () => {
  const guesser = await sign('window-7', official('window', 'services'))
  const guess = (at: number) =>
    verify({ code: `${at}`.padStart(26, '0'), use: { reason: 'counter' } }, guesser)
  const answers = []
  for (let at = 0; at < 24; at += 1) answers.push(await guess(at))
  expect(answers.every(({ status, body }) => status === 429 || body.valid === false)).toBe(true)
  expect(answers.at(-1)?.status).toBe(429)
})

test.each(['/licences/v1/sign', '/licences/sign', '/licences/Signing/sign', '/licences/v1/licences/sign'])(
  'does no request to %s get anything signed?',
  async (path) => {
    const admin = await sign('admin-1', official('admin', 'services'))
    const { status } = await ask(worker, admin, 'POST', path, { drafts: [{}] })
    expect([403, 404, 405]).toContain(status)
  },
)
