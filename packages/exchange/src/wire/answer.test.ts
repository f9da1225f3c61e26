import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { signAnswer, verifyAnswer } from './answer.ts'
import { type SignedRequest, signRequest } from './request.ts'
import {
  HANDLING,
  makeRegion,
  NONCE,
  NOW,
  RECEIVING,
  type Region,
  reasonOf,
  signerOf,
} from './wire.fixture.ts'

let asker: Region
let answerer: Region
let request: SignedRequest
const BODY = new TextEncoder().encode('{"receipt":"…"}')
const TYPE = { 'content-type': 'application/json' }
const body = { content: '{}', type: 'application/json', idempotencyKey: 'delivery-0001' }
const asking = (nonce = NONCE, method = 'POST') =>
  signRequest(
    {
      method,
      url: 'https://b.test/exchange/cx/1/messages',
      from: RECEIVING,
      to: HANDLING,
      ...(method === 'POST' ? { body } : {}),
    },
    signerOf(asker),
    { now: NOW, nonce },
  )
beforeAll(async () => {
  asker = await makeRegion()
  answerer = await makeRegion()
  request = await asking()
})

type Answer = { readonly status: number; readonly headers: Headers; readonly body: Uint8Array }
async function answer(
  to = request,
  status = 200,
  given: Record<string, string> = TYPE,
  now = NOW,
): Promise<Answer> {
  const bytes = status === 304 ? new Uint8Array(0) : BODY
  const { added } = await signAnswer(
    to.head,
    { status, headers: new Headers(given), body: bytes },
    signerOf(answerer),
    now,
  )
  return { status, headers: new Headers({ ...given, ...added }), body: bytes }
}
const verify = (given: Answer, to = request, now = NOW) =>
  verifyAnswer(to, given, { keys: answerer.shown, now })

test('does an answer verify with the request it answers, and tell the clock of whoever gave it?', async () => {
  expect(await verify(await answer())).toMatchObject({ ok: true, value: { createdAt: NOW } })
  // A clock that runs wrong is heard: the answer is as fresh as the nonce of its request.
  const hour = 3_600_000
  expect(await verify(await answer(request, 401, TYPE, NOW - hour))).toMatchObject({
    value: { createdAt: NOW - hour },
  })
})

test('can an answer be put in the place of another, of the same place and body too?', async () => {
  const given = await answer()
  expect(reasonOf(await verify(given, await asking('YW5vdGhlci1ub25jZS0wMDAx')))).toBe('signature')
  expect((await verify(given, await asking(NONCE, 'GET'))).ok).toBe(false)
  const get = await asking(NONCE, 'GET')
  expect((await verify(await answer(get), get)).ok).toBe(true)
  expect((await verify(await answer(get))).ok).toBe(false)
})

test('is every part of an answer that is changed found?', async () => {
  const given = await answer(request, 429, { ...TYPE, 'retry-after': '5', etag: '"1"' })
  expect((await verify(given)).ok).toBe(true)
  expect(reasonOf(await verify({ ...given, status: 200 }))).toBe('signature')
  expect(reasonOf(await verify({ ...given, body: BODY.slice(1) }))).toBe('digest')
  for (const name of ['content-type', 'content-digest', 'retry-after', 'etag']) {
    const headers = new Headers(given.headers)
    headers.set(name, name === 'content-digest' ? 'sha-256=:AAAA:' : 'x')
    expect([name, reasonOf(await verify({ ...given, headers }))]).toEqual([name, 'signature'])
    headers.delete(name)
    expect([name, (await verify({ ...given, headers })).ok]).toEqual([name, false])
  }
  const input = given.headers.get('signature-input') ?? ''
  const lasting = new Headers(given.headers)
  lasting.set('signature-input', input.replace(/expires=\d+/, `expires=${NOW}`))
  expect(reasonOf(await verify({ ...given, headers: lasting }))).toBe('stale')
  // What is added to the answer and would be believed must be covered.
  const plain = await answer()
  const headers = new Headers(plain.headers)
  headers.set('retry-after', '86400')
  expect(reasonOf(await verify({ ...plain, headers }))).toBe('incomplete')
  for (const name of ['signature', 'signature-input']) {
    const without = new Headers(plain.headers)
    without.delete(name)
    expect(reasonOf(await verify({ ...plain, headers: without }))).toBe('missing')
  }
})

test('is an answer without content signed, and one by a stranger or a key out of force refused?', async () => {
  expect((await verify(await answer(request, 304, { etag: '"1"' }))).ok).toBe(true)
  const given = await answer()
  const keys = (change: object) => answerer.shown.map((key) => ({ ...key, ...change }))
  const at = Math.floor(NOW / 1000)
  const reason = async (shown: typeof answerer.shown) =>
    reasonOf(await verifyAnswer(request, given, { keys: shown, now: NOW }))
  expect(await reason(asker.shown)).toBe('key')
  expect(await reason(keys({ until: at }))).toBe('key')
  expect(await reason(keys({ revokedAt: at }))).toBe('key')
  expect(await reason(keys({}))).toBeUndefined()
})

test('can whatever a stranger sends be answered, signed?', async () => {
  const headers = new Headers({
    signature: '(((',
    'signature-input': '@1',
    'idempotency-key': 'caf\u00e9',
    'content-digest': 'x',
  })
  const head = { method: 'POST', targetUri: request.head.targetUri, headers }
  const { base } = await signAnswer(
    head,
    { status: 401, headers: new Headers(TYPE), body: BODY },
    signerOf(answerer),
    NOW,
  )
  expect(base).toContain('"content-digest";req: x')
  expect(base).not.toContain('idempotency-key')
  for (const odd of ['z=@1', 'z=%"x"', 'z=(', 'cx=1']) {
    const asked = new Headers(request.head.headers)
    asked.append('signature', odd)
    asked.append('signature-input', 'z=()')
    const answered = { status: 401, headers: new Headers(TYPE), body: BODY }
    const made = await signAnswer({ ...head, headers: asked }, answered, signerOf(answerer), NOW)
    expect([odd, made.signature.length]).toEqual([odd, 88])
  }
  const sent = fc.record({
    signature: fc.option(near(request.head.headers.get('signature') ?? '')),
    'signature-input': fc.option(near(request.head.headers.get('signature-input') ?? '')),
    'content-digest': fc.option(fc.string({ unit: 'binary-ascii' })),
    'idempotency-key': fc.option(fc.string({ unit: 'binary-ascii' })),
  })
  await fc.assert(
    fc.asyncProperty(sent, async (values) => {
      const fields = new Headers()
      for (const [name, value] of Object.entries(values))
        if (value !== null) fields.set(name, value.replace(/[\0\r\n]/g, ''))
      const answered = { status: 401, headers: new Headers(TYPE), body: BODY }
      const made = await signAnswer({ ...head, headers: fields }, answered, signerOf(answerer), NOW)
      return made.signature.length > 80
    }),
    { numRuns: 300 },
  )
})

/** Anything, or this with one character replaced. */
const near = (text: string) =>
  fc.oneof(
    fc.string({ unit: 'binary-ascii' }),
    fc
      .tuple(fc.nat(text.length - 1), fc.constantFrom(...'"\\@%;=():,? A1'))
      .map(([at, put]) => text.slice(0, at) + put + text.slice(at + 1)),
  )
