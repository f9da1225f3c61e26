import { fromBase64url } from '@tongban/privacy'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { asApp, asHolder, asRole, issueKeyTo, issueTo, redeem, shown } from '../../issued-licences.ts'
import { ask } from '../../kit.ts'
import { partnerSays } from '../../partner-status.ts'
import { expectRefused } from '../../refusal.ts'
import { citizen, must, NOW, worker } from '../../region.ts'
import { reasonsOf } from '../../shown-licences.ts'

/**
 * One-time codes of a partner region, scanned here: asked of that region alone, which is told who asks, and answers of its own
 * licences alone; and codes of this region that the partner redeems, whose holder is told for whom.
 */
const CODE = '3ZZZZZZZZZ0123456789ABCDEF'
const SCANNED = `HTTP://PARTNER.TEST/L/${CODE}`
const VERDICT = {
  valid: true,
  state: 'valid',
  reasons: [],
  warnings: [],
  licence: {
    identifier: '1.2.156.3005.2.x',
    vct: 'urn:tongban:licence:elderly-allowance-certificate:1',
    typeCode: '11500112DEM000001L901',
    typeName: { zh: '高龄津贴领取证明', en: 'Certificate' },
    validFrom: '2026-11-23',
    validUntil: null,
  },
  issuer: {
    region: '500112',
    regionName: { zh: '渝北', en: 'Yubei' },
    authority: '渝北区民政局',
    authorityCode: '11500112DEM000003T',
    kid: 'k',
    alg: 'ES256',
    also: [],
  },
  claims: { amountYuan: 200 },
  status: { value: 0, asOf: NOW, maxStalenessSeconds: 1 },
  checkedAt: NOW,
}
let asked: { url: string; body: string; redirect: string | undefined; authorization: string | null }[] = []
let answer: () => Response

beforeEach(() => {
  asked = []
  answer = () => Response.json(VERDICT)
  vi.setSystemTime(NOW)
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const authorization = new Headers(init?.headers).get('Authorization')
    asked.push({ url: String(input), body: String(init?.body), redirect: init?.redirect, authorization })
    return answer()
  })
})
afterEach(() => {
  vi.mocked(globalThis.fetch).mockRestore()
})

test('is a partner’s code asked of the partner, and what it says answered?', async () => {
  const verdict = must(await redeem(SCANNED), 200)
  // One region has one name, as this one knows it.
  const issuer = { ...VERDICT.issuer, regionName: { zh: '重庆市渝北区', en: 'Yubei, Chongqing' } }
  expect(verdict.body).toEqual({ ...VERDICT, issuer })
  const url = 'http://partner.test/licences/v1/presentations/redeem'
  expect(asked).toMatchObject([{ url, redirect: 'manual', authorization: null }])
  expect(sent()).toMatchObject({ code: SCANNED })
})

/** What was sent last, and what it says of who asks. */
function sent() {
  const body = JSON.parse(asked.at(-1)?.body ?? '{}')
  const [head, payload] = String(body.asker).split('.').slice(0, 2).map(jsonIn)
  return { code: body.code, typ: Object(head).typ, payload }
}
const jsonIn = (part: string) => JSON.parse(new TextDecoder().decode(fromBase64url(part)))

test('is the partner told who asks and what for, and no person named?', async () => {
  must(await redeem(SCANNED), 200)
  const nobody = { kind: 'nobody', name: null, post: null, purpose: 'public', caseNumber: null }
  const [iss, aud] = ['http://region.test/licences', 'http://partner.test/licences']
  expect(sent()).toMatchObject({ typ: 'tongban-asker+jwt', payload: { iss, aud, asker: nobody } })
  const use = { reason: 'counter' }
  must(await asRole('window', 'services', 'POST', '/licences/v1/verify', { code: SCANNED, use }), 200)
  expect(sent().payload.asker).toMatchObject({
    kind: 'official',
    name: { zh: expect.stringContaining('政务') },
    post: expect.any(String),
    purpose: 'counter',
  })
  const key = await issueKeyTo(['redeem'])
  must(await asApp(key, '/licences/v1/presentations/redeem', { code: SCANNED }), 200)
  expect(sent().payload.asker).toMatchObject({
    kind: 'app',
    name: { zh: '演示银行' },
    purpose: '开户核验营业执照',
  })
})

const owner = citizen('1980-03-04', 611)
const PUBLIC = { kind: 'nobody', name: null, post: null, purpose: 'public', caseNumber: null } as const
const fromPartner = (code: string, asker: string) =>
  ask(worker, null, 'POST', '/licences/v1/presentations/redeem', { code, asker })

test.each([
  [PUBLIC, { by: { zh: '重庆市渝北区 未登录的核验人', post: null }, reasonName: { zh: '公众查验' } }],
  [
    {
      ...PUBLIC,
      kind: 'official',
      name: { zh: '渝北区民政局', en: 'Civil Affairs' },
      post: '审核岗',
      purpose: 'counter',
    },
    {
      by: { zh: '重庆市渝北区 渝北区民政局', post: '审核岗' },
      reason: 'counter',
      reasonName: { zh: '窗口核验' },
    },
  ],
  [
    { ...PUBLIC, kind: 'app', name: { zh: '渝北银行', en: 'Bank' }, purpose: '开户' },
    { by: { en: 'Yubei, Chongqing: Bank' }, reason: 'registered', reasonName: { zh: '开户' } },
  ],
] as const)('does the holder read which region asked, for whom and why, of %j?', async (asker, record) => {
  const { identifier } = await issueTo(owner)
  const code = String(must(await shown(owner, identifier, []), 201).body.code)
  const answer = must(await fromPartner(code, await partnerSays(code, asker)), 200)
  expect(answer.body.valid).toBe(true)
  const { body } = must(await asHolder(owner, 'GET', `/licences/v1/licences/${identifier}/uses`), 200)
  expect(body.uses).toMatchObject([{ way: 'code', state: 'valid', ...record }])
  const codes = must(await asHolder(owner, 'GET', '/licences/v1/presentations'), 200).body.presentations
  expect(codes).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ identifier, usedBy: expect.objectContaining(record.by) }),
    ]),
  )
})

test('is nothing redeemed on the word of somebody who cannot prove which region they are?', async () => {
  const { identifier } = await issueTo(owner)
  const code = String(must(await shown(owner, identifier, []), 201).body.code)
  const other = await partnerSays('3ZZZZZZZZZ0123456789ABCDEF', PUBLIC)
  const wrongKey = await partnerSays(code, PUBLIC, 'status')
  for (const asker of [other, wrongKey, 'x'])
    await expectRefused(() => fromPartner(code, asker), [422, 'invalidInput'], [identifier, owner.name])
  expect(must(await redeem(code), 200).body.valid).toBe(true)
})

test.each([
  CODE,
  `HTTP://REGION.TEST/L/${CODE}`,
  `http://elsewhere.test/L/${CODE}`,
  `http://partner.test.elsewhere.test/L/${CODE}`,
])('is nobody asked of %s?', async (text) => {
  expect(reasonsOf(must(await redeem(text), 200))).toEqual(['presentation:unknown'])
  expect(asked).toEqual([])
})

test.each<[string, () => Response]>([
  [
    'speaks for another region',
    () => Response.json({ ...VERDICT, issuer: { ...VERDICT.issuer, region: '510116' } }),
  ],
  ['says yes and names no issuer', () => Response.json({ ...VERDICT, issuer: null })],
  [
    'says yes with a reason against it',
    () => Response.json({ ...VERDICT, reasons: [{ code: 'x', zh: 'x', en: 'x' }] }),
  ],
  ['answers with no verdict', () => Response.json({ valid: true })],
  ['answers with no JSON', () => new Response('<html>')],
  ['answers without end', () => new Response('a'.repeat(70_000))],
  ['redirects', () => new Response(null, { status: 302, headers: { Location: 'http://elsewhere.test/' } })],
  ['is busy', () => new Response(null, { status: 429 })],
])('is it unknown where the partner %s?', async (_, given) => {
  answer = given
  const verdict = must(await redeem(SCANNED), 200)
  expect([verdict.body.valid, verdict.body.state, reasonsOf(verdict)]).toEqual([
    false,
    'unknown',
    ['presentation:partnerUnreachable'],
  ])
  expect(verdict.body.claims).toEqual({})
})

test('is what one caller may ask of a partner limited here?', async () => {
  const key = await issueKeyTo(['redeem'])
  const statuses: number[] = []
  for (let at = 0; at < 21; at += 1)
    statuses.push((await asApp(key, '/licences/v1/presentations/redeem', { code: SCANNED })).status)
  expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 429])
  expect(asked).toHaveLength(20)
})
