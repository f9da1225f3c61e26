import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Answer } from '../facts/local-server.fixture.ts'
import { called, FAULTY, FAULTY_FIELDS } from '../facts/signed-call.fixture.ts'
import { json, NOW, raw } from '../facts/source-server.fixture.ts'
import { httpRenditionMaker } from './http-maker.ts'
import type { RenditionOrder } from './rendition.ts'

/** A service for fixed-layout files that is not ours: what it may answer, and what of it is never kept. */
const IDENTIFIER = '1.2.156.3005.2.11510116DEM000001J901.11510116DEM000003Q.TTDGEH6KN9Z1MMAWZJFW.001.S'
const ORDER: RenditionOrder = {
  identifier: IDENTIFIER,
  type: 'elderly-allowance-certificate',
  typeVersion: 1,
  typeCode: '11510116DEM000001J901',
  typeName: { zh: '高龄津贴领取证明', en: 'Certificate of allowance for the very old' },
  issuingAuthority: '成都市双流区民政局',
  issuingAuthorityCode: '11510116DEM000003Q',
  issuedAt: NOW,
  validFrom: '2026-11-23',
  validUntil: null,
  claims: { holderName: '演示甲', amountYuan: 200 },
  paper: null,
  demonstration: true,
}
const FILE = Buffer.from('the file as the service makes it')
const OFD = {
  format: 'ofd',
  mediaType: 'application/ofd',
  digest: createHash('sha256').update(FILE).digest('hex'),
  href: 'https://files.example.cn/l/1.ofd',
  sealedBy: '演示制证服务',
  sealedAt: NOW,
}
const PDF = { ...OFD, format: 'pdf', mediaType: 'application/pdf', href: 'https://files.example.cn/l/1.pdf' }
const files = (...renditions: readonly object[]) => json({ identifier: IDENTIFIER, renditions })

const made = async (answer: Answer) =>
  called(answer, 4_000, async (config, ports) => {
    const maker = httpRenditionMaker(config, ports, 'development')
    if (!maker.ok) throw new Error(maker.failure.fields.join())
    return maker.value.make(ORDER)
  })

test('are files taken in by where they are, and is the service given what the licence says?', async () => {
  const { outcome, sent } = await made(files(OFD, { ...PDF, sealedAt: '2026-11-23T10:00:00+08:00' }))
  expect(outcome).toEqual({ state: 'made', renditions: [OFD, { ...PDF, sealedAt: NOW }] })
  expect(sent).toEqual(ORDER)
})

test('is a file that is handed over checked by its digest, and let go?', async () => {
  const { outcome } = await made(files({ ...OFD, bytes: FILE.toString('base64') }))
  expect(outcome).toEqual({ state: 'made', renditions: [OFD] })
})

const FAULTS: readonly (readonly [string, Answer, string])[] = [
  ['of another licence', json({ identifier: 'x', renditions: [OFD] }), 'bad answer'],
  ['that is not the one it names', files({ ...OFD, bytes: btoa('another') }), 'bad answer'],
  ['that is no base64', files({ ...OFD, bytes: '***' }), 'bad answer'],
  ['in no known format', files({ ...OFD, format: 'docx' }), 'bad answer'],
  ['of another media type', files({ ...OFD, mediaType: 'application/pdf' }), 'bad answer'],
  ['twice in one format', files(OFD, { ...OFD, href: PDF.href }), 'bad answer'],
  ['without any', files(), 'bad answer'],
  ['with half a digest', files({ ...OFD, digest: OFD.digest.slice(1) }), 'bad answer'],
  ['with a digest in capitals', files({ ...OFD, digest: OFD.digest.toUpperCase() }), 'bad answer'],
  ['kept nowhere', files({ ...OFD, href: undefined }), 'bad answer'],
  ['kept where no one can look', files({ ...OFD, href: 'http://files.example.cn/1' }), 'bad answer'],
  ['kept behind a key', files({ ...OFD, href: 'https://files.example.cn/1?token=x' }), 'bad answer'],
  ['kept behind a password', files({ ...OFD, href: 'https://u:p@files.example.cn/1' }), 'bad answer'],
  ['kept in a page', files({ ...OFD, href: `data:text/html,${'x'.repeat(20)}` }), 'bad answer'],
  ['by nobody', files({ ...OFD, sealedBy: ' ' }), 'bad answer'],
  ['at no time', files({ ...OFD, sealedAt: -1 }), 'bad answer'],
  ['with a field more', files({ ...OFD, note: 'x' }), 'bad answer'],
  ['beside a field more', json({ identifier: IDENTIFIER, renditions: [OFD], note: 'x' }), 'bad answer'],
  ['as a page', raw('<html></html>', { 'content-type': 'text/html' }), 'bad answer'],
  ['in half a JSON', raw('{"identifier":'), 'bad answer'],
  ['beyond the cap', raw(' '.repeat(4 * 1024 * 1024 + 1)), 'answer too large'],
  ['refused', raw('', {}, 403), 'status 403'],
]

test.each(FAULTS)('is a file %s never kept?', async (_, answer, reason) => {
  expect((await made(answer)).outcome).toEqual({ state: 'rejected', reason })
})

test.each<readonly [string, Answer, object]>([
  ['is silent', () => undefined, { reason: 'timeout' }],
  [
    'is silent after its headers',
    (response) => response.writeHead(200).flushHeaders(),
    { reason: 'timeout' },
  ],
  ['breaks the connection', (response) => response.destroy(), { reason: 'network' }],
  ['answers 500', raw('', {}, 500), { reason: 'status 500' }],
  ['redirects', raw('', { location: '/elsewhere' }, 302), { reason: 'redirect' }],
  ['asks to wait', raw('', { 'retry-after': '30' }, 429), { reason: 'status 429', retryAfterSeconds: 30 }],
])('where the service %s, is the order tried again later?', async (_, answer, expected) => {
  expect((await made(answer)).outcome).toEqual({ state: 'retry', ...expected })
})

test('does a faulty configuration stop the start, naming fields and no value?', () => {
  expect(httpRenditionMaker(FAULTY, { clock: { now: () => NOW } }, 'production')).toEqual({
    ok: false,
    failure: { code: 'makerMisconfigured', fields: FAULTY_FIELDS },
  })
})
