import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { officialsOf } from '../../scripts/demo/officials.ts'
import { ROOT } from '../../scripts/region/places.ts'
import type { Answered } from '../kit.ts'
import { A, answered, type Officer, peopleAndBodies, type Region, startedRegion, today } from './region.ts'

/**
 * The officials' work in a whole region over HTTP, through the gateway, with role tokens: a licence from receipt to
 * delivery on one day, the lists it stands in, its files and documents, and the audit of all of it. The same licence over
 * weeks, each due day computed by hand, is tested with a clock that can be moved.
 */
const { people, bodyOf } = peopleAndBodies(A)
const { advertiser, unrecorded } = people
const { cityHandler, cityHandler2 } = officialsOf(A)
let region: Region
let caseNumber: string

beforeAll(async () => {
  region = await startedRegion(A, people)
})
afterAll(() => region.close())

const path = (rest = '') => `/approvals/v1/cases/${caseNumber}${rest}`
const by = async (who: Officer, method: string, url: string, body?: object) =>
  region.call(await region.officer(who), method, url, body)
const step = (who: Officer, name: string, body?: object) => by(who, 'POST', path(`/${name}`), body)
const own = async (method: string, url: string, body?: object) =>
  region.call(await region.applicant(advertiser), method, url, body)
const listed = async (who: Officer, list: string) => {
  const { status, body } = await by(who, 'GET', `/approvals/v1/cases?list=${list}`)
  const cases = Array.isArray(body.cases) ? body.cases : []
  return [status, cases.map((row: { caseNumber: string }) => row.caseNumber)]
}
const reasons = [{ text: '专家意见需要补充论证。' }]

/** Two parts: one of the size the region names, and a rest. */
function designOf(partBytes: number): Buffer {
  const head = '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%'
  const tail = '\ntrailer<</Root 1 0 R>>\n%%EOF\n'
  return Buffer.from(head + 'x'.repeat(partBytes) + tail)
}

test('is a licence that lacks a paper told so at once, and its file taken in two parts through the gateway and given back?', async () => {
  const answer = await region.applyAs(advertiser, bodyOf(advertiser))
  caseNumber = String(answer.body.caseNumber)
  expect([answer.status, answer.body.state, answer.body.documents]).toMatchObject([
    201,
    'awaitingSupplement',
    [{ kind: 'supplement' }],
  ])
  const PART = 524_288
  const content = designOf(PART)
  const sha256 = createHash('sha256').update(content).digest('hex')
  const declared = { material: 'design', name: '设置方案.pdf', size: content.length, sha256 }
  const upload = await own('POST', path('/files'), declared)
  expect([upload.status, upload.body]).toMatchObject([
    201,
    { partBytes: PART, offset: 0, missing: [0, PART] },
  ])
  const file = path(`/files/${upload.body.id}`)
  const put = async (offset: number) =>
    answered(
      fetch(`${region.origin}${file}/content`, {
        method: 'PUT',
        headers: {
          authorization: `Bearer ${await region.applicant(advertiser)}`,
          'content-type': 'application/octet-stream',
          'upload-offset': String(offset),
        },
        body: Uint8Array.from(content.subarray(offset, offset + PART)),
      }),
    )
  // The last part first, and the first one twice.
  for (const [offset, left] of [
    [PART, [0]],
    [0, []],
    [0, []],
  ] as const)
    expect((await put(offset)).body.missing).toEqual(left)
  expect((await own('POST', `${file}/complete`)).body).toMatchObject({
    type: 'application/pdf',
    material: 'design',
  })
  const read = await fetch(`${region.origin}${file}`, {
    headers: { authorization: `Bearer ${await region.applicant(advertiser)}` },
  })
  expect(
    createHash('sha256')
      .update(Buffer.from(await read.arrayBuffer()))
      .digest('hex'),
  ).toBe(sha256)

  expect((await by('cityHandler', 'GET', file)).status).toBe(422)
  expect((await by('cityHandler', 'GET', `${file}?purpose=examine`)).status).toBe(200)
  expect((await by('handler', 'GET', `${file}?purpose=examine`)).status).toBe(404)
  const files = await own('GET', path('/files'))
  expect(files.body.files).toMatchObject([
    {
      readings: [
        { post: 'handler', purpose: 'examine' },
        { by: 'applicant', purpose: 'own' },
      ],
    },
  ])
  expect((await own('POST', path('/supplement'), { materials: [{ code: 'design' }] })).body).toMatchObject({
    state: 'received',
    dueBasis: { kind: 'law' },
  })
})

test('does it stand in the lists of its department, by count, page and CSV, and in those of nobody else?', async () => {
  expect(await listed('cityHandler', 'unassigned')).toEqual([200, [caseNumber]])
  expect(await listed('handler', 'department')).toEqual([200, []])
  expect((await by('handler', 'GET', '/approvals/v1/cases?department=city-management')).status).toBe(403)
  expect((await own('GET', '/approvals/v1/cases')).status).toBe(403)
  expect((await by('handler', 'GET', path())).status).toBe(404)
  expect((await step('handler', 'accept')).status).toBe(404)

  expect((await step('cityHandler', 'accept')).body).toMatchObject({
    state: 'accepted',
    dueBasis: { kind: 'promise' },
  })
  expect((await step('cityChief', 'assign', { to: cityHandler.subject })).status).toBe(200)
  expect(await listed('cityHandler', 'mine')).toEqual([200, [caseNumber]])
  expect(await listed('cityHandler2', 'mine')).toEqual([200, []])
  const counted = await by('cityHandler', 'GET', '/approvals/v1/lists')
  expect(counted.body.lists).toContainEqual(expect.objectContaining({ code: 'department', count: 1 }))
  const csv = await by('cityHandler', 'GET', '/approvals/v1/cases.csv?list=mine')
  const [head, row, ...more] = csv.text.trim().split(/\r?\n/)
  expect([head?.split(',')[0], row?.split(',')[0], more]).toEqual(['办件编号', caseNumber, []])
})

test('is it checked by two, its neighbour heard, its clock stopped and extended once, all on the same day?', async () => {
  const check = {
    place: '演示路 1 号',
    officials: [cityHandler, cityHandler2].map(({ subject, name }) => ({ subject, name })),
    findings: ['位置、尺寸与方案一致。'],
  }
  expect((await step('cityHandler', 'inspect', check)).body.state).toBe('inReview')
  const told = { parties: [{ name: '演示邻居' }], interest: '可能影响采光。' }
  expect((await step('cityHandler', 'notify-party', told)).status).toBe(200)
  const heard = { party: '演示邻居', statement: '没有意见。' }
  expect((await step('cityHandler', 'party-statement', heard)).status).toBe(200)

  const lunch = await step('cityHandler', 'suspend', { ground: 'lunch', neededWorkdays: 1 })
  expect([lunch.status, lunch.body.because]).toMatchObject([409, { guard: 'groundUnknown' }])
  const stopped = await step('cityHandler', 'suspend', { ground: 'expertReview', neededWorkdays: 3 })
  expect(stopped.body.limits).toContainEqual(
    expect.objectContaining({ step: 'decision', running: false, stoppedBy: [expect.anything()] }),
  )
  expect((await step('cityHandler', 'resume', {})).body.state).toBe('inReview')
  expect((await step('cityHandler', 'extend', { workdays: 10, reasons })).status).toBe(403)
  expect((await step('cityHead', 'extend', { workdays: 10, reasons })).body.limits).toContainEqual(
    expect.objectContaining({ step: 'decision', amount: 20, extendedBy: 10 }),
  )
  const again = await step('cityHead', 'extend', { workdays: 10, reasons: [{ text: '再次延长。' }] })
  expect([again.status, again.body.because]).toMatchObject([409, { guard: 'extensionOnce' }])
})

test('is it decided by two signatures of two people, each once, and delivered with numbered documents that print?', async () => {
  const opinion = 'grant'
  const early = await step('cityHandler', 'decide', { decision: opinion })
  expect([early.status, early.body.because]).toMatchObject([409, { guard: 'signatureMissing' }])
  expect((await step('cityHandler', 'sign', { opinion })).status).toBe(200)
  const second = await step('cityHandler2', 'sign', { opinion })
  expect([second.status, second.body.because]).toMatchObject([409, { guard: 'signatureOrder' }])
  expect((await step('cityChief', 'sign', { opinion })).status).toBe(200)
  const results = { validUntilOn: `${Number(today.slice(0, 4)) + 2}-06-30` }
  const decided = await step('cityHandler', 'decide', { decision: opinion, results })
  expect(decided.body).toMatchObject({ state: 'granted', decidedOn: today, dueBasis: { kind: 'law' } })
  // Sent again, it is the same decision; another one is not possible.
  expect((await step('cityHandler', 'decide', { decision: opinion, results })).status).toBe(200)
  expect((await step('cityChief', 'decide', { decision: opinion })).status).toBe(409)
  const served = await step('cityHandler2', 'deliver', { method: 'direct', receiver: advertiser.name })
  expect(served.body).toMatchObject({ state: 'granted', dueOn: null })
  expect(await listed('cityHandler', 'mine')).toEqual([200, []])
  expect(await listed('cityHandler', 'closed')).toEqual([200, [caseNumber]])

  const { body } = await own('GET', path('/documents'))
  const given = ['supplement', 'acceptance', 'thirdParty', 'suspension', 'extension', 'grant', 'service']
  expect(documentsOf(body).map(({ kind, seal }) => [kind, seal])).toEqual(
    given.map((kind) => [kind, '未加盖']),
  )
  // The record of the check stays with the organ.
  const all = await by('cityHandler', 'GET', path('/documents'))
  expect(documentsOf(all.body).map(({ kind }) => kind)).toEqual(given.toSpliced(2, 0, 'inspection'))
  const grant = documentsOf(body).find(({ kind }) => kind === 'grant')
  expect(grant?.text).toMatch(/许可有效期至：[\s\S]*申请行政复议[\s\S]*提起行政诉讼/)
  const page = await own('GET', path(`/documents/${encodeURIComponent(grant?.number ?? '')}/print`))
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(page.text).toMatch(/@page[\s\S]*准予决定书[\s\S]*印章：未加盖/)
})

test('is each reading of the full identity told to the applicant, with its reason?', async () => {
  const masked = await by('cityHandler', 'GET', path('/application'))
  expect(masked.text).not.toContain(advertiser.idNumber)
  expect((await step('handler', 'identity', { reason: 'serveDocument' })).status).toBe(404)
  const { status, body } = await step('cityHandler', 'identity', { reason: 'serveDocument' })
  expect([status, body.applicant]).toMatchObject([200, { idNumber: advertiser.idNumber }])
  const { timeline } = (await own('GET', path())).body
  expect(timeline).toContainEqual(
    expect.objectContaining({ type: 'identityRead', seq: body.seq, post: 'handler' }),
  )
})

test('is an allowance that was referred granted by its handler with an amount?', async () => {
  const answer = await region.applyAs(unrecorded, bodyOf(unrecorded))
  expect(await listed('handler', 'department')).toEqual([200, [answer.body.caseNumber]])
  const at = `/approvals/v1/cases/${answer.body.caseNumber}`
  expect((await by('chief', 'POST', `${at}/sign`, { opinion: 'grant' })).status).toBe(403)
  expect((await by('handler', 'POST', `${at}/sign`, { opinion: 'grant' })).status).toBe(200)
  const results = { amountYuan: 200, payableFromOn: `${today.slice(0, 8)}01` }
  expect((await by('handler', 'POST', `${at}/decide`, { decision: 'grant', results })).body.state).toBe(
    'granted',
  )
  const read = await region.readAs(unrecorded, answer, '/documents')
  expect(documentsOf(read.body).at(-1)?.text).toContain('每月津贴（元）：200')
})

test.each([
  ['verify-audit', '✓ 未发现改动'],
  ['replay', '1 件逐位一致'],
])('does npm run %s find nothing wrong with all of this?', async (script, found) => {
  const env = { ...process.env, TONGBAN_TOKEN: await region.officer('auditor') }
  const ended = await new Promise<{ code: unknown; said: string }>((settle) => {
    const command = [`scripts/${script}.ts`, '--origin', region.origin]
    execFile(process.execPath, command, { cwd: ROOT, env }, (error, stdout, stderr) =>
      settle({ code: error?.code ?? 0, said: stdout + stderr }),
    )
  })
  expect([ended.code, ended.said]).toEqual([0, expect.stringContaining(found)])
})

/** Guarantee: the door answers by its contract, which the test of the API document holds it to. */
const documentsOf = (body: Answered['body']) => body.documents as readonly Shown[]
type Shown = { readonly kind: string; readonly number: string; readonly text: string; readonly seal: string }
