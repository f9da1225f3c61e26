import { expect, test } from 'vitest'
import type { Answer } from '../facts/local-server.fixture.ts'
import { called, FAULTY, FAULTY_FIELDS } from '../facts/signed-call.fixture.ts'
import { json, NOW, raw } from '../facts/source-server.fixture.ts'
import type { SuperiorReport } from '../superior/superior.ts'
import { httpPlatform } from './http-platform.ts'

const REPORT: SuperiorReport = {
  id: '0199f2a0-0000-7000-8000-000000000001',
  region: '510116',
  form: 'result',
  caseNumber: '5101162026112300000015',
  seq: 3,
  record: { projectNo: '5101162026112300000015', doneResult: 0 },
}
const RIGHT = { id: REPORT.id, state: 'received', receiptNumber: 'SJ-2026-000017' }

const reported = async (answer: Answer) =>
  called(answer, 2_000, async (config, ports) => {
    const platform = httpPlatform<SuperiorReport>(config, ports, 'development')
    if (!platform.ok) throw new Error(platform.failure.fields.join())
    return platform.value.report(REPORT)
  })

test('is a report sent signed and whole, and its receipt taken?', async () => {
  const { outcome, sent } = await reported(json(RIGHT))
  expect(outcome).toEqual({ state: 'received', receiptNumber: 'SJ-2026-000017' })
  expect(sent).toEqual(REPORT)
})

test.each<readonly [string, Answer, string]>([
  ['says why', json({ id: REPORT.id, state: 'refused', code: 'E1007' }), 'E1007'],
  ['answers 400', raw('', {}, 400), 'status 400'],
  ['answers 403', raw('', {}, 403), 'status 403'],
])(
  'where the platform refuses and %s, is the report at an end with that reason?',
  async (_, answer, reason) => {
    expect((await reported(answer)).outcome).toEqual({ state: 'refused', reason })
  },
)

test.each<readonly [string, Answer, object]>([
  ['is silent', () => undefined, { reason: 'timeout' }],
  ['breaks the connection', (response) => response.destroy(), { reason: 'network' }],
  ['answers 500', raw('', {}, 500), { reason: 'status 500' }],
  ['redirects', raw('', { location: '/elsewhere' }, 302), { reason: 'redirect' }],
  ['asks to wait', raw('', { 'retry-after': '30' }, 429), { reason: 'status 429', retryAfterSeconds: 30 }],
  ['speaks of another report', json({ ...RIGHT, id: 'another' }), { reason: 'bad answer' }],
  ['gives no number', json({ id: REPORT.id, state: 'received' }), { reason: 'bad answer' }],
  ['gives a number that is none', json({ ...RIGHT, receiptNumber: '=1+1 ' }), { reason: 'bad answer' }],
  ['says more than was agreed', json({ ...RIGHT, note: 'x' }), { reason: 'bad answer' }],
  ['answers a page', raw('<html></html>', { 'content-type': 'text/html' }), { reason: 'bad answer' }],
])('where the platform %s, is the report sent again later?', async (_, answer, expected) => {
  expect((await reported(answer)).outcome).toEqual({ state: 'retry', ...expected })
})

test('does a faulty configuration stop the start, naming fields and no value?', () => {
  expect(httpPlatform<SuperiorReport>(FAULTY, { clock: { now: () => NOW } }, 'production')).toEqual({
    ok: false,
    failure: { code: 'platformMisconfigured', fields: FAULTY_FIELDS },
  })
})
