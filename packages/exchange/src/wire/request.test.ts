import fc from 'fast-check'
import { createSignature } from 'http-message-sig'
import { beforeAll, expect, test } from 'vitest'
import { contentDigestOf, digestInHeader, matchesContentDigest } from './content-digest.ts'
import type { PartnerKey } from './keys.ts'
import { BODY_COMPONENTS, checkBody, type RequestToSign, signRequest, verifyRequest } from './request.ts'
import { REQUEST_LABEL, type RequestHead, sign } from './signature.ts'
import {
  AT,
  HANDLING,
  makeRegion,
  NONCE,
  NOW,
  RECEIVING,
  type Region,
  reasonOf,
  signerOf,
} from './wire.fixture.ts'

let ours: Region
let theirs: Region
beforeAll(async () => {
  ours = await makeRegion()
  theirs = await makeRegion()
})

const URL_ = 'https://yubei.test/exchange/cx/1/messages?x=1'
const BODY = '{"manifest":[],"messages":[],"verdicts":[]}'
const toSign = (change: Partial<RequestToSign> = {}): RequestToSign => ({
  method: 'POST',
  url: URL_,
  from: RECEIVING,
  to: HANDLING,
  body: {
    content: BODY,
    type: 'application/json',
    idempotencyKey: 'delivery-0001',
    manifestDigest: 'ab'.repeat(32),
  },
  ...change,
})
const bare = () => ({ method: 'GET', url: URL_, from: RECEIVING, to: HANDLING }) as const
const signed = (change: Partial<RequestToSign> = {}, now = NOW) =>
  signRequest(toSign(change), signerOf(ours), { now, nonce: NONCE })
const verify = (head: RequestHead, now = NOW, keys: readonly PartnerKey[] | null = ours.shown) =>
  verifyRequest(head, { region: HANDLING, now, keysOf: async () => keys })
const withHeader = (head: RequestHead, name: string, value: string | null): RequestHead => {
  const headers = new Headers(head.headers)
  if (value === null) headers.delete(name)
  else headers.set(name, value)
  return { ...head, headers }
}
const inputOf = (head: RequestHead) => head.headers.get('signature-input') ?? ''

test('does a signed request verify, and say what it said?', async () => {
  const { head, base, signature, keyId } = await signed()
  const verified = await verify(head)
  expect(verified).toMatchObject({
    ok: true,
    value: {
      partner: RECEIVING,
      base,
      signature,
      keyId,
      nonce: NONCE,
      nonceExpiresAt: (AT + 301) * 1000,
      createdAt: AT * 1000,
      manifestDigest: 'ab'.repeat(32),
      idempotencyKey: 'delivery-0001',
    },
  })
  if (!verified.ok) return
  expect(
    base
      .split('\n')
      .slice(0, -1)
      .map((line) => line.split(':')[0]),
  ).toEqual(
    [
      '@method',
      '@target-uri',
      'content-digest',
      'content-type',
      'idempotency-key',
      'cx-from',
      'cx-to',
      'cx-manifest',
    ].map((name) => `"${name}"`),
  )
  expect((await checkBody(verified.value, new TextEncoder().encode(BODY))).ok).toBe(true)
  expect(reasonOf(await checkBody(verified.value, new TextEncoder().encode(`${BODY} `)))).toBe('digest')
  expect(reasonOf(await checkBody(verified.value, new Uint8Array(0)))).toBe('digest')
})

test('does a request without a body leave out what is of a body, and may it carry none?', async () => {
  const { head, base } = await signRequest(bare(), signerOf(ours), { now: NOW, nonce: NONCE })
  expect(base).not.toContain('content-')
  const verified = await verify(head)
  expect(verified).toMatchObject({
    ok: true,
    value: { contentDigest: null, manifestDigest: null, idempotencyKey: null },
  })
  if (!verified.ok) return
  expect((await checkBody(verified.value, new Uint8Array(0))).ok).toBe(true)
  expect(reasonOf(await checkBody(verified.value, new Uint8Array(1)))).toBe('digest')
  for (const [name, value] of [
    ['content-type', 'application/json'],
    ['idempotency-key', 'delivery-0001'],
    ['cx-manifest', await contentDigestOf(new Uint8Array(0))],
    ['if-none-match', '"1"'],
    ['content-digest', await contentDigestOf(new Uint8Array(0))],
  ] as const) {
    expect([name, reasonOf(await verify(withHeader(head, name, value)))]).toEqual([name, 'incomplete'])
  }
})

test('is every component that is changed, taken away or left out of the signature found?', async () => {
  const { head } = await signed()
  expect(reasonOf(await verify({ ...head, method: 'PUT' }))).toBe('signature')
  expect(
    reasonOf(await verify({ ...head, targetUri: 'https://yubei.test/exchange/cx/1/messages?x=2' })),
  ).toBe('signature')
  for (const [name, value] of [
    ['content-digest', await contentDigestOf(new Uint8Array(1))],
    ['content-type', 'text/plain'],
    ['idempotency-key', 'delivery-0002'],
    ['cx-from', '500113'],
    ['cx-manifest', await contentDigestOf(new Uint8Array(1))],
  ] as const) {
    expect([name, reasonOf(await verify(withHeader(head, name, value)))]).toEqual([name, 'signature'])
    expect([name, (await verify(withHeader(head, name, null))).ok]).toEqual([name, false])
    const left = inputOf(head).replace(` "${name}"`, '')
    expect(left).not.toBe(inputOf(head))
    expect([name, (await verify(withHeader(head, 'signature-input', left))).ok]).toEqual([name, false])
  }
  expect(reasonOf(await verify(withHeader(head, 'cx-to', '510116')))).toBe('recipient')
  expect(reasonOf(await verify(withHeader(head, 'cx-to', `${HANDLING}, ${HANDLING}`)))).toBe('recipient')
})

test('does the time window hold to the second at both ends?', async () => {
  const at = async (madeAt: number, now: number) =>
    reasonOf(await verify((await signed({}, madeAt)).head, now))
  expect(await at(NOW, NOW + 300_000)).toBeUndefined()
  expect(await at(NOW, NOW + 300_999)).toBeUndefined()
  expect(await at(NOW, NOW + 301_000)).toBe('stale')
  expect(await at(NOW, NOW - 60_000)).toBeUndefined()
  expect(await at(NOW, NOW - 60_001)).toBe('stale')
  expect(await at(NOW, NOW - 61_000)).toBe('stale')
})

test('must a signature run out within 300 seconds, and after it was made?', async () => {
  const { head } = await signed()
  const lasting = (seconds: number) => inputOf(head).replace(/expires=\d+/, `expires=${AT + seconds}`)
  // What is looked at before the signature itself: at 300 the window allows it, and the signature is then wrong.
  expect(reasonOf(await verify(withHeader(head, 'signature-input', lasting(299))))).toBe('signature')
  // One that was made to last ten seconds counts for ten.
  const short = await sign(
    {
      kind: 'request',
      method: head.method,
      targetUri: head.targetUri,
      fields: [...head.headers].map(([name, value]) => ({ name, value })),
    },
    REQUEST_LABEL,
    BODY_COMPONENTS,
    signerOf(ours),
    { created: AT, expires: AT + 10, nonce: NONCE },
  )
  const headers = new Headers({ ...Object.fromEntries(head.headers), ...short.headers })
  headers.delete('cx-manifest')
  const at = async (second: number) => reasonOf(await verify({ ...head, headers }, NOW + second * 1000))
  expect([await at(0), await at(10), await at(11)]).toEqual([undefined, undefined, 'stale'])
  for (const seconds of [301, 0, -1]) {
    expect(reasonOf(await verify(withHeader(head, 'signature-input', lasting(seconds))))).toBe('stale')
  }
})

test('is every parameter needed, and none taken for another?', async () => {
  const { head } = await signed()
  const change = async (from: RegExp, to: string) => {
    const input = inputOf(head).replace(from, to)
    expect(input).not.toBe(inputOf(head))
    return reasonOf(await verify(withHeader(head, 'signature-input', input)))
  }
  for (const name of ['created', 'expires', 'nonce', 'keyid', 'alg', 'tag']) {
    expect([name, await change(new RegExp(`;${name}=("[^"]*"|\\d+)`), '')]).toEqual([name, 'incomplete'])
  }
  expect(await change(/nonce="[^"]*"/, 'nonce="short"')).toBe('incomplete')
  expect(await change(/nonce="[^"]*"/, 'nonce="YW5vdGhlci1ub25jZS0wMDAx"')).toBe('signature')
  expect(await change(/tag="cx-1"/, 'tag="cx-2"')).toBe('incomplete')
  expect(await change(/alg="ed25519"/, 'alg="none"')).toBe('algorithm')
  expect(await change(/alg="ed25519"/, 'alg="hmac-sha256"')).toBe('algorithm')
  expect(await change(/alg="ed25519"/, 'alg="sm2-sm3"')).toBe('suite')
  expect(await change(/created=\d+/, `created="${AT}"`)).toBe('incomplete')
  expect(await change(/created=\d+/, `created=@${AT}`)).toBe('malformed')
  expect(await change(/;created/, ';created=1;created')).toBe('malformed')
  expect(await change(/"@method"/, '"@method" "@method"')).toBe('malformed')
  expect(await change(/"@method"/, '"@method";req')).not.toBeUndefined()
  expect(await change(/"content-digest"/, '"content-digest";key="sha-256"')).toBe('incomplete')
  const many = Array.from({ length: 33 }, (_, at) => `"x${at}" `).join('')
  expect(await change(/"@method"/, `${many}"@method"`)).toBe('malformed')
  expect(await change(/"@method"/, '"x" "@method"')).toBe('incomplete')
  expect(await change(/"@method"/, '"x y" "@method"')).toBe('malformed')
})

test('is the one signature under the label looked at, of few, each label once?', async () => {
  const { head } = await signed()
  const also = (labels: readonly string[], first = false) => {
    const headers = new Headers(head.headers)
    for (const name of ['signature', 'signature-input']) {
      const own = head.headers.get(name) ?? ''
      const others = labels.map((label) => own.replace(/^cx=/, `${label}=`))
      headers.set(name, (first ? [...others, own] : [own, ...others]).join(', '))
    }
    return { ...head, headers }
  }
  expect(reasonOf(await verify(also(['proxy'])))).toBeUndefined()
  expect(reasonOf(await verify(also(['proxy'], true)))).toBeUndefined()
  expect(reasonOf(await verify(also(['a', 'b', 'c'])))).toBeUndefined()
  expect(reasonOf(await verify(also(['a', 'b', 'c', 'd'])))).toBe('tooMany')
  expect(reasonOf(await verify(also(['cx'])))).toBe('malformed')
  for (const name of ['signature', 'signature-input']) {
    const own = head.headers.get(name) ?? ''
    expect(reasonOf(await verify(withHeader(head, name, null)))).toBe('missing')
    expect(reasonOf(await verify(withHeader(head, name, own.replace(/^cx=/, 'sig1='))))).toBe('missing')
    expect(reasonOf(await verify(withHeader(head, name, '(((')))).toBe('malformed')
  }
  // A good signature beside a bad one under our label is no good signature.
  const bad = (head.headers.get('signature') ?? '').replace(/:./, (found) => (found === ':A' ? ':B' : ':A'))
  const swapped = withHeader(
    withHeader(head, 'signature', `${bad}, ${(head.headers.get('signature') ?? '').replace(/^cx=/, 'ok=')}`),
    'signature-input',
    `${inputOf(head)}, ${inputOf(head).replace(/^cx=/, 'ok=')}`,
  )
  expect(reasonOf(await verify(swapped))).toBe('signature')
})

test('does a key count only while it is in force, is not revoked, and is that of the sender?', async () => {
  const { head } = await signed()
  const changed = (change: Partial<Pick<PartnerKey, 'from' | 'until' | 'revokedAt'>>) =>
    ours.shown.map((key) => ({ ...key, ...change }))
  const refused = async (keys: readonly PartnerKey[] | null) => reasonOf(await verify(head, NOW, keys))
  expect(await refused(null)).toBe('key')
  expect(await refused([])).toBe('key')
  expect(await refused(theirs.shown)).toBe('key')
  expect(await refused(changed({ from: AT + 1 }))).toBe('key')
  expect(await refused(changed({ until: AT }))).toBe('key')
  expect(await refused(changed({ revokedAt: AT }))).toBe('key')
  expect(await refused(changed({ from: AT, until: AT + 1, revokedAt: AT + 1 }))).toBeUndefined()
  // The key of the right id with the number of another.
  const [own] = ours.shown
  const [other] = theirs.shown
  if (own?.use !== 'sign' || other?.use !== 'sign') throw new Error('keys that sign come first')
  expect(await refused([{ ...own, jwk: other.jwk }])).toBe('signature')
  // A key that ran out between signing and arriving has still signed.
  expect(reasonOf(await verify(head, NOW + 10_000, changed({ until: AT + 1 })))).toBeUndefined()
  expect(reasonOf(await verify(head, NOW + 10_000, changed({ revokedAt: AT + 5 })))).toBe('key')
  // Whoever claims to be this very region, or no region, is nobody.
  const own_ = await signRequest({ ...toSign(), from: HANDLING }, signerOf(ours), { now: NOW, nonce: NONCE })
  expect(reasonOf(await verify(own_.head))).toBe('key')
  const nobody = await signRequest({ ...toSign(), from: '5101' }, signerOf(ours), { now: NOW, nonce: NONCE })
  expect(reasonOf(await verify(nobody.head))).toBe('key')
})

test('property: does nothing that was changed in a covered place verify?', async () => {
  const { head } = await signed()
  const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
  const other = (text: string, at: number, by: number): string => {
    const places = [...text].flatMap((letter, place) => (LETTERS.includes(letter) ? [place] : []))
    const place = places[at % places.length] ?? 0
    const from = LETTERS.indexOf(text.charAt(place))
    const to = LETTERS.charAt((from + 1 + (by % (LETTERS.length - 1))) % LETTERS.length)
    return text.slice(0, place) + to + text.slice(place + 1)
  }
  const names = [
    'content-digest',
    'content-type',
    'idempotency-key',
    'cx-from',
    'cx-to',
    'cx-manifest',
    'signature-input',
  ]
  const change = fc.record({
    what: fc.constantFrom('@method', '@target-uri', 'signature', ...names),
    at: fc.nat(1000),
    by: fc.nat(1000),
  })
  await fc.assert(
    fc.asyncProperty(change, async ({ what, at, by }) => {
      if (what === '@method') return !(await verify({ ...head, method: other(head.method, at, by) })).ok
      if (what === '@target-uri')
        return !(await verify({ ...head, targetUri: other(head.targetUri, at, by) })).ok
      if (what === 'signature') return !(await verify(withHeader(head, what, flipped(head, at * 7 + by)))).ok
      return !(await verify(withHeader(head, what, other(head.headers.get(what) ?? '', at, by)))).ok
    }),
    { numRuns: 400 },
  )
})

/** The signature with one of its 512 bits turned. */
function flipped(head: RequestHead, bit: number): string {
  const text = /:(.*):/.exec(head.headers.get('signature') ?? '')?.[1] ?? ''
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  const at = bit % (bytes.length * 8)
  bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7))
  return `${REQUEST_LABEL}=:${btoa(String.fromCharCode(...bytes))}:`
}

test('does what lies below make the published signature of RFC 9421 B.2.6?', async () => {
  const jwk = {
    kty: 'OKP',
    crv: 'Ed25519',
    d: 'n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU',
    x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs',
  }
  const key = await crypto.subtle.importKey('jwk', jwk, { name: 'Ed25519' }, false, ['sign'])
  const made = await createSignature(
    {
      kind: 'request',
      method: 'POST',
      targetUri: 'https://example.com/foo?param=Value&Pet=dog',
      fields: [
        { name: 'date', value: 'Tue, 20 Apr 2021 02:07:55 GMT' },
        { name: 'content-type', value: 'application/json' },
        { name: 'content-length', value: '18' },
      ],
    },
    {
      label: 'sig-b26',
      components: ['date', '@method', '@path', '@authority', 'content-type', 'content-length'],
      parameters: { created: 1618884473, keyid: 'test-key-ed25519' },
      signer: {
        algorithm: 'ed25519',
        sign: async (data) => new Uint8Array(await crypto.subtle.sign('Ed25519', key, new Uint8Array(data))),
      },
    },
  )
  expect(made.signature).toBe(
    'sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:',
  )
})

test('is Content-Digest that of RFC 9530, read by its bytes, and no other algorithm taken for it?', async () => {
  const bytes = new TextEncoder().encode('{"hello": "world"}')
  const header = 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:'
  expect(await contentDigestOf(bytes)).toBe(header)
  expect(await matchesContentDigest(`sha-512=:AAAA:, ${header}`, bytes)).toBe(true)
  expect(await matchesContentDigest(header.replace('sha-256', 'sha-512'), bytes)).toBe(false)
  expect(await matchesContentDigest(header, bytes.slice(1))).toBe(false)
  for (const bad of [
    '',
    'sha-256',
    'sha-256="x"',
    'sha-256=:AAAA:',
    'sha-256=:!:',
    '(',
    'sha-256=(:AAAA:)',
  ]) {
    expect(digestInHeader(bad)).toBeUndefined()
    expect(await matchesContentDigest(bad, bytes)).toBe(false)
  }
})

test('is a signature that is not 64 bytes long refused, whatever its bytes are?', async () => {
  const { head } = await signed()
  for (const length of [0, 1, 32, 63, 65, 128]) {
    const bytes = crypto.getRandomValues(new Uint8Array(length))
    const given = withHeader(head, 'signature', `cx=:${btoa(String.fromCharCode(...bytes))}:`)
    expect(await verify(given)).toMatchObject({ ok: false })
    expect(reasonOf(await verify(given))).toBe('signature')
  }
})
