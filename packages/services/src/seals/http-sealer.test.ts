import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { type Answer, serve } from '../facts/local-server.fixture.ts'
import { json, KEY, NOW, raw, signatureFault } from '../facts/source-server.fixture.ts'
import { type HttpSealerConfig, httpSealer } from './http-sealer.ts'
import type { SealOrder } from './seal.ts'

const ORDER: SealOrder = {
  id: 'seal-1',
  documentNumber: '准〔2026〕5101162026112300000015-3号',
  kind: 'grant',
  organ: '11510116DEM0000075',
  issuedOn: '2026-11-23',
  digest: 'ab'.repeat(32),
}
const SEAL = Buffer.from('the seal as the service makes it')
const RIGHT = {
  documentNumber: ORDER.documentNumber,
  digest: ORDER.digest,
  form: 'bytes',
  seal: SEAL.toString('base64'),
  sealDigest: createHash('sha256').update(SEAL).digest('hex'),
  sealedBy: '演示印章服务',
  sealedAt: NOW,
}

/** A sealing service that checks each signature before it answers; its 2 s pass in a tenth of the time. */
async function service(answer: Answer, change: Partial<HttpSealerConfig> = {}) {
  const faults: (string | undefined)[] = []
  const limits: number[] = []
  const server = await serve((response, request) => {
    faults.push(signatureFault(request, `${server.origin}${request.url}`))
    answer(response, request)
  })
  const config = { url: `${server.origin}/seals`, keyId: 'region-510116/2026', key: KEY.toString('base64') }
  const timeout = (milliseconds: number) => {
    limits.push(milliseconds)
    return AbortSignal.timeout(milliseconds / 10)
  }
  const sealer = httpSealer({ ...config, ...change }, { clock: { now: () => NOW }, timeout }, 'development')
  if (!sealer.ok) throw new Error(sealer.failure.fields.join())
  const sealing = await sealer.value.seal(ORDER)
  expect(faults).toEqual([undefined])
  expect(limits).toEqual([2_000])
  return { sealing, received: server.received }
}

test('is a seal taken in, and is nothing sent but which document, which organ and which digest?', async () => {
  const { sealing, received } = await service(json(RIGHT))
  const { documentNumber: _, digest: __, ...seal } = RIGHT
  expect(sealing).toEqual({ state: 'sealed', seal })
  expect(JSON.parse(received[0]?.body ?? '')).toEqual(ORDER)
})

test('is a seal that the service keeps taken in by where it is?', async () => {
  const kept = {
    ...RIGHT,
    form: 'reference',
    seal: 'https://seal.example.cn/s/1',
    sealedAt: '2026-11-23T10:00:00+08:00',
  }
  expect((await service(json(kept))).sealing).toMatchObject({
    state: 'sealed',
    seal: { form: 'reference', seal: 'https://seal.example.cn/s/1', sealedAt: NOW },
  })
})

test.each<readonly [string, Answer, string]>([
  ['of another document', json({ ...RIGHT, documentNumber: 'x' }), 'bad answer'],
  ['on another digest', json({ ...RIGHT, digest: 'cd'.repeat(32) }), 'bad answer'],
  ['that is not the one it names', json({ ...RIGHT, seal: btoa('another') }), 'bad answer'],
  ['that is no base64', json({ ...RIGHT, seal: '***' }), 'bad answer'],
  [
    'kept where no one can look',
    json({ ...RIGHT, form: 'reference', seal: 'http://x.example/s' }),
    'bad answer',
  ],
  ['by nobody', json({ ...RIGHT, sealedBy: ' ' }), 'bad answer'],
  ['with a field more', json({ ...RIGHT, note: 'x' }), 'bad answer'],
  ['at no time', json({ ...RIGHT, sealedAt: -1 }), 'bad answer'],
  ['as a page', raw('<html></html>', { 'content-type': 'text/html' }), 'bad answer'],
  ['in half a JSON', raw('{"digest":'), 'bad answer'],
  ['beyond the cap', raw(' '.repeat(65_537)), 'answer too large'],
  ['refused', raw('', {}, 403), 'status 403'],
])('is a seal %s never stored?', async (_, answer, reason) => {
  expect((await service(answer)).sealing).toEqual({ state: 'rejected', reason })
})

test.each<readonly [string, Answer, object]>([
  ['is silent', () => undefined, { reason: 'timeout' }],
  ['breaks the connection', (response) => response.destroy(), { reason: 'network' }],
  ['answers 500', raw('', {}, 500), { reason: 'status 500' }],
  ['redirects', raw('', { location: '/elsewhere' }, 302), { reason: 'redirect' }],
  ['asks to wait', raw('', { 'retry-after': '30' }, 429), { reason: 'status 429', retryAfterSeconds: 30 }],
])('where the service %s, is the order tried again later?', async (_, answer, expected) => {
  expect((await service(answer)).sealing).toEqual({ state: 'retry', ...expected })
})

test('does a faulty configuration stop the start, naming fields and no value?', () => {
  const clock = { now: () => NOW }
  const faulty = { url: 'http://user:secret@seal.example.cn/?a=1', keyId: 'ü', key: btoa('short') }
  expect(httpSealer(faulty, { clock }, 'production')).toEqual({
    ok: false,
    failure: { code: 'sealerMisconfigured', fields: ['url', 'keyId', 'key'] },
  })
})
