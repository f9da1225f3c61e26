import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Answer } from '../facts/local-server.fixture.ts'
import { called, FAULTY, FAULTY_FIELDS } from '../facts/signed-call.fixture.ts'
import { json, NOW, raw } from '../facts/source-server.fixture.ts'
import { httpSealer } from './http-sealer.ts'
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

const sealed = async (answer: Answer) =>
  called(answer, 2_000, async (config, ports) => {
    const sealer = httpSealer(config, ports, 'development')
    if (!sealer.ok) throw new Error(sealer.failure.fields.join())
    return sealer.value.seal(ORDER)
  })

test('is a seal taken in, and is nothing sent but which document, which organ and which digest?', async () => {
  const { outcome, sent } = await sealed(json(RIGHT))
  const { documentNumber: _, digest: __, ...seal } = RIGHT
  expect(outcome).toEqual({ state: 'sealed', seal })
  expect(sent).toEqual(ORDER)
})

test('is a seal that the service keeps taken in by where it is?', async () => {
  const kept = {
    ...RIGHT,
    form: 'reference',
    seal: 'https://seal.example.cn/s/1',
    sealedAt: '2026-11-23T10:00:00+08:00',
  }
  expect((await sealed(json(kept))).outcome).toMatchObject({
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
  expect((await sealed(answer)).outcome).toEqual({ state: 'rejected', reason })
})

test.each<readonly [string, Answer, object]>([
  ['is silent', () => undefined, { reason: 'timeout' }],
  ['breaks the connection', (response) => response.destroy(), { reason: 'network' }],
  ['answers 500', raw('', {}, 500), { reason: 'status 500' }],
  ['redirects', raw('', { location: '/elsewhere' }, 302), { reason: 'redirect' }],
  ['asks to wait', raw('', { 'retry-after': '30' }, 429), { reason: 'status 429', retryAfterSeconds: 30 }],
])('where the service %s, is the order tried again later?', async (_, answer, expected) => {
  expect((await sealed(answer)).outcome).toEqual({ state: 'retry', ...expected })
})

test('does a faulty configuration stop the start, naming fields and no value?', () => {
  expect(httpSealer(FAULTY, { clock: { now: () => NOW } }, 'production')).toEqual({
    ok: false,
    failure: { code: 'sealerMisconfigured', fields: FAULTY_FIELDS },
  })
})
