import fc from 'fast-check'
import { CompactSign, SignJWT } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { isCanonicalBase64url } from './base64url.ts'
import type { PartnerKey } from './keys.ts'
import { checkReceipt, EVENTS, RECEIPT_TYP, storedReceipt, type Verdict, verdictReceipt } from './receipt.ts'
import { AT, HANDLING, makeRegion, NOW, RECEIVING, type Region, reasonOf, signerOf } from './wire.fixture.ts'

let giver: Region
let token: string
const JTI = '0197c2a4-0000-7000-8000-0000000000aa'
const ID = '0197c2a4-0000-7000-8000-000000000001'
const FRAME = { from: HANDLING, to: RECEIVING, jti: JTI, now: NOW }
const STORED = { delivery: 'delivery-0001', messages: [[ID, 'ab'.repeat(32)]] as const }
beforeAll(async () => {
  giver = await makeRegion()
  token = await storedReceipt(FRAME, STORED, signerOf(giver))
})
const read = (text: string, keys: readonly PartnerKey[] = giver.shown, seenAt = NOW) =>
  checkReceipt(text, { from: HANDLING, to: RECEIVING, keys, seenAt })

test('does a receipt say what was stored, of which delivery, by whom and when?', async () => {
  expect(await read(token)).toEqual({
    ok: true,
    value: {
      jti: JTI,
      at: NOW,
      from: HANDLING,
      keyId: signerOf(giver).kid,
      said: { kind: 'stored', ...STORED },
    },
  })
  const [header = ''] = token.split('.')
  expect(JSON.parse(atob(header))).toEqual({ alg: 'EdDSA', kid: signerOf(giver).kid, typ: 'secevent+jwt' })
})

test('does a verdict say what became of a message, and why it was refused?', async () => {
  const verdicts: readonly Verdict[] = [
    { kind: 'accepted', id: ID, digest: 'ab'.repeat(32) },
    {
      kind: 'refused',
      id: ID,
      digest: 'ab'.repeat(32),
      code: 'alreadyDecided',
      zh: '已作出决定。',
      en: 'Decided.',
    },
  ]
  for (const verdict of verdicts) {
    const signed = await verdictReceipt(FRAME, verdict, signerOf(giver))
    expect(await read(signed)).toMatchObject({ ok: true, value: { said: verdict } })
  }
})

test('is a receipt of another, for another, by a wrong key or of a time to come refused?', async () => {
  const stranger = await makeRegion()
  const by = (frame: object, region = giver) =>
    storedReceipt({ ...FRAME, ...frame }, STORED, signerOf(region))
  expect(reasonOf(await read(await by({ from: '510199' })))).toBe('parties')
  expect(reasonOf(await read(await by({ to: '510199' })))).toBe('parties')
  expect(reasonOf(await read(await by({}, stranger)))).toBe('key')
  expect(reasonOf(await read(token, stranger.shown))).toBe('key')
  expect(reasonOf(await read(await by({ now: NOW + 61_000 })))).toBe('ahead')
  expect(reasonOf(await read(await by({ now: NOW + 60_000 })))).toBeUndefined()
  const [own] = giver.shown
  const [other] = stranger.shown
  if (own?.use !== 'sign' || other?.use !== 'sign') throw new Error('keys that sign come first')
  expect(reasonOf(await read(token, [{ ...own, jwk: other.jwk }]))).toBe('signature')
  expect(reasonOf(await read(token, [{ ...own, until: AT }]))).toBe('key')
  // Given while the key was in force, and read long after; not once it has been revoked.
  expect(reasonOf(await read(token, [{ ...own, until: AT + 1 }], NOW + 86_400_000))).toBeUndefined()
  expect(reasonOf(await read(token, [{ ...own, revokedAt: AT + 1 }], NOW + 86_400_000))).toBe('key')
  expect(reasonOf(await read(token, [{ ...own, revokedAt: AT + 1 }], NOW))).toBeUndefined()
})

test('is a token of another kind, algorithm or shape refused?', async () => {
  const { kid, key } = signerOf(giver)
  const claims = {
    iss: HANDLING,
    aud: RECEIVING,
    iat: AT,
    jti: JTI,
    txn: 'delivery-0001',
    events: { [EVENTS.stored]: { messages: [] } },
  }
  const made = (header: object, payload: object = claims) =>
    new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'EdDSA', kid, typ: RECEIPT_TYP, ...header })
      .sign(key)
  expect(reasonOf(await read(await made({})))).toBeUndefined()
  for (const header of [
    { typ: 'JWT' },
    { typ: undefined },
    { typ: 'cx-agreement+jws' },
    { alg: 'Ed25519' },
    { kid: undefined },
    { jwk: {} },
  ]) {
    expect([header, reasonOf(await read(await made(header)))]).toEqual([header, 'malformed'])
  }
  const { txn: _, ...without } = claims
  for (const payload of [
    without,
    { ...claims, exp: AT },
    { ...claims, iat: `${AT}` },
    { ...claims, jti: 'x' },
    { ...claims, aud: [RECEIVING] },
    { ...claims, events: {} },
    { ...claims, events: { ...claims.events, [EVENTS.accepted]: { id: ID, digest: 'ab'.repeat(32) } } },
    { ...claims, events: { [EVENTS.stored]: { messages: [[ID]] } } },
    {
      ...claims,
      events: { [EVENTS.stored]: { messages: Array.from({ length: 51 }, () => [ID, 'ab'.repeat(32)]) } },
    },
    { ...without, events: { [EVENTS.refused]: { id: ID, digest: 'ab'.repeat(32) } } },
  ]) {
    expect([payload, reasonOf(await read(await made({}, payload)))]).toEqual([payload, 'malformed'])
  }
  const [head = '', payload = ''] = token.split('.')
  const none = btoa(JSON.stringify({ alg: 'none', kid, typ: RECEIPT_TYP })).replaceAll('=', '')
  const secret = new TextEncoder().encode(giver.shown[0]?.jwk.x)
  const hmac = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', kid, typ: RECEIPT_TYP })
    .sign(secret)
  for (const text of [
    `${none}.${payload}.`,
    `${none}.${payload}.AA`,
    `${head}.${payload}.`,
    `${head}.${payload}`,
    '',
    'a.b.c',
    hmac,
  ]) {
    expect([text, reasonOf(await read(text))]).toEqual([text, 'malformed'])
  }
})

test('has a token one text alone: padding, spaces, spare bits and other alphabets are refused?', async () => {
  const [head = '', payload = '', signature = ''] = token.split('.')
  const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const last = ALPHABET.indexOf(signature.slice(-1))
  // The last of 86 characters holds two bits of a byte and four spare ones.
  const spare = signature.slice(0, -1) + ALPHABET.charAt(last | 1)
  expect(spare).not.toBe(signature)
  for (const text of [
    `${token}==`,
    ` ${token}`,
    `${token}\n`,
    `${token}\u00a0`,
    `${head}.${payload}.${spare}`,
    `${head}.${payload} .${signature}`,
    `${head}.${payload}.${signature.slice(0, 10)} ${signature.slice(10)}`,
    `${head}.${payload}.${signature}.`,
  ]) {
    expect([text, reasonOf(await read(text))]).toEqual([text, 'malformed'])
  }
  for (const [text, canonical] of [
    ['', false],
    ['A', false],
    ['AA', true],
    ['AB', false],
    ['AAA', true],
    ['AAB', false],
    ['AAAA', true],
    ['AA+A', false],
  ] as const) {
    expect([text, isCanonicalBase64url(text)]).toEqual([text, canonical])
  }
})

test('property: does no token with a character changed, taken away or put in hold?', async () => {
  const character = fc.constantFrom(...'AZaz09-_=. ')
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.constantFrom('set', 'cut', 'put'), character, async (place, how, put) => {
      const at = place % token.length
      const rest = token.slice(how === 'put' ? at : at + 1)
      const text = token.slice(0, at) + (how === 'cut' ? '' : put) + rest
      return text === token || !(await read(text)).ok
    }),
    { numRuns: 400 },
  )
})
