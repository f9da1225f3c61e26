import { DOCUMENT_KINDS, type DocumentKind } from '@tongban/cases'
import type { Actor } from '@tongban/kernel'
import { askForSeal, type Context, readDocuments, runJobs } from '@tongban/services'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { STATED } from '../../../packages/cases/src/documents/documents.fixture.ts'
import { issueCaseDocument } from '../../../packages/services/src/cases/issue-document.ts'
import { loadCase } from '../../../packages/services/src/cases/load.ts'
import { memorySealer } from '../../../packages/services/src/seals/memory-sealer.ts'
import { clockContext, contextOf } from '../../context.ts'
import { ask } from '../../kit.ts'
import {
  allowance,
  apply,
  citizen,
  DB,
  must,
  NOW,
  publish,
  RULES,
  settleAllowance,
  tokenOf,
  worker,
} from '../../region.ts'

/** Documents 文书: issued whole or not at all, sealed after the commit, read by whom they concern, ready to print. */
const aged72 = citizen('1954-05-06', 931, '演示<甲>')
const stranger = citizen('1960-01-01', 933)
const handler: Actor = {
  kind: 'official',
  subject: 'demo-510116-civil-affairs-handler',
  roles: ['handler'],
  department: 'civil-affairs',
  post: 'handler',
  name: '演示人员1',
}
const MINUTE_MS = 60_000
let caseNumber = ''
let seq = 100

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
  await settleAllowance(aged72)
  caseNumber = String(must(await apply(await tokenOf(aged72), allowance(aged72)), 201).body.caseNumber)
})
beforeEach(async () => {
  vi.setSystemTime(NOW)
  await DB.batch([DB.prepare('DELETE FROM outbox'), DB.prepare('DELETE FROM jobs')])
})

async function order(kind: DocumentKind, change: Partial<Context> = {}, facts: object = STATED[kind]) {
  const ctx = { ...(await contextOf(handler)), ...change }
  const loaded = await loadCase(ctx, caseNumber)
  if (!loaded.ok) throw new Error(loaded.failure.code)
  seq += 1
  return { ctx, issued: await issueCaseDocument(ctx, { kind, loaded: loaded.value, seq, facts }) }
}
/** Issued and stored, as the step that goes with it would. */
async function issue(kind: DocumentKind, change: Partial<Context> = {}, facts: object = STATED[kind]) {
  const { ctx, issued } = await order(kind, change, facts)
  if (!issued.ok) throw new Error(JSON.stringify(issued.failure))
  expect(await ctx.database.write(issued.value.statements)).toMatchObject({ ok: true })
  return issued.value.number
}
const read = async (token: string, path: string) =>
  ask(worker, token, 'GET', `/approvals/v1/cases/${caseNumber}${path}`)
const documentsAs = async (actor: Actor) => {
  const documents = await readDocuments(await contextOf(actor), caseNumber)
  if (!documents.ok) throw new Error(documents.failure.code)
  return documents.value
}

/** What happened on the days the fixture tells of must have happened before the test's today. */
const PAST: Partial<Record<DocumentKind, object>> = {
  inspection: { ...STATED.inspection, inspectedOn: '2026-11-22' },
  hearing: { ...STATED.hearing, heldOn: '2026-11-23' },
  service: { ...STATED.service, servedOn: '2026-11-23' },
}

test('is every kind issued with a number of its own, read back by its digest, and encrypted at rest?', async () => {
  const kinds = Object.keys(DOCUMENT_KINDS) as DocumentKind[]
  const numbers = new Map<string, DocumentKind>()
  for (const kind of kinds) numbers.set(await issue(kind, {}, PAST[kind] ?? STATED[kind]), kind)
  expect(numbers.size).toBe(kinds.length)
  const documents = await documentsAs(handler)
  for (const [number, kind] of numbers) {
    const found = documents.find((each) => each.number === number)
    expect(found).toMatchObject({ kind, seal: '未加盖', sealed: null })
    expect(found?.text).toContain(`${DOCUMENT_KINDS[kind].zh}\n${number}\n`)
  }
  const { results } = await DB.prepare('SELECT * FROM documents WHERE case_number = ?').bind(caseNumber).all()
  expect(JSON.stringify(results)).not.toMatch(/演示|理由/)
})

test('is a document refused that lacks something, with a pointer to each thing, and nothing stored?', async () => {
  const before = (await documentsAs(handler)).length
  const { issued } = await order('refusal', {}, { reasons: [{ text: ' ', basis: '', cure: null }] })
  expect(issued).toMatchObject({
    ok: false,
    failure: { code: 'invalidInput', errors: [{ pointer: '/reasons' }, { pointer: '/ground' }] },
  })
  expect((await order('suspension', {}, { ground: '专家评审' })).issued).toMatchObject({
    failure: {
      errors: [{ pointer: '/groundBasis' }, { pointer: '/fromOn' }, { pointer: '/neededWorkdays' }],
    },
  })
  expect(await documentsAs(handler)).toHaveLength(before)
})

test('is a refusal issued where the region has named no organ to turn to, and is a plain notice?', async () => {
  const ctx = await contextOf(handler)
  const unnamed = { region: { ...ctx.region, remedies: null } }
  expect((await order('refusal', unnamed)).issued).toMatchObject({
    ok: false,
    failure: { code: 'notConfigured', what: { zh: expect.stringContaining('复议机关和法院') } },
  })
  expect((await order('suspension', unnamed)).issued).toMatchObject({ ok: true })
})

test('is the mark of the organ in the number once the region has set it?', async () => {
  const ctx = await contextOf(handler)
  const departments = ctx.region.departments.map((each) =>
    each.code === 'civil-affairs' ? { ...each, documentMark: '演民' } : each,
  )
  const number = await issue('refusal', { region: { ...ctx.region, departments } })
  expect(number).toBe(`演民不准〔2026〕${caseNumber}-${seq}号`)
})

test('can the official who states the facts put other words in place of the case’s own?', async () => {
  const forged = {
    ...STATED.refusal,
    organ: '别的机关',
    applicantName: '别人',
    demonstration: false,
    automatic: true,
  }
  const number = await issue('refusal', {}, forged)
  const text = (await documentsAs(handler)).find((each) => each.number === number)?.text ?? ''
  expect(text).not.toMatch(/别的机关|别人|系统/)
  expect(text).toMatch(/^演示数据，不具效力\n成都市双流区民政局\n/)
})

test('does the page to print say the text of the digest, load nothing, and run nothing?', async () => {
  const token = await tokenOf(aged72)
  const number = await issue('refusal')
  const listed = must(await read(token, '/documents'), 200).body.documents as {
    number: string
    text: string
  }[]
  const text = listed.find((each) => each.number === number)?.text ?? ''
  expect(text).toContain('演示<甲>：')
  const page = await worker(
    new Request(
      `https://x.test/approvals/v1/cases/${caseNumber}/documents/${encodeURIComponent(number)}/print`,
      { headers: { authorization: `Bearer ${token}` } },
    ),
  )
  expect(page.status).toBe(200)
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  const html = await page.text()
  const main = html.slice(html.indexOf('<main>'), html.indexOf('</main>'))
  const lines = [...main.matchAll(/<(p|h1)[^>]*>([^<]*)</g)].map((found) => String(found[2]))
  const plain = lines.map((line) => line.replaceAll('&lt;', '<').replaceAll('&gt;', '>'))
  expect(plain).toEqual(text.split('\n').filter((line) => line !== ''))
  expect(html).toContain('印章：未加盖')
  const style = html.slice(html.indexOf('<style>') + 7, html.indexOf('</style>'))
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style))
  expect(page.headers.get('content-security-policy')).toBe(
    `default-src 'none'; style-src 'sha256-${btoa(String.fromCharCode(...new Uint8Array(hash)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  )
})

test('who is told that a document is not there?', async () => {
  const number = encodeURIComponent(`准〔2026〕${caseNumber}-99999号`)
  const token = await tokenOf(aged72)
  expect(await read(token, `/documents/${number}/print`)).toMatchObject({ status: 404 })
  expect(await read(token, '/documents/..%2F..%2Fsecret/print')).toMatchObject({ status: 422 })
  const inspection = encodeURIComponent(await issue('inspection', {}, PAST.inspection))
  expect(await read(token, `/documents/${inspection}/print`)).toMatchObject({ status: 404 })
  const grant = encodeURIComponent((await documentsAs(handler))[0]?.number ?? '')
  expect(await read(token, `/documents/${grant}/print`)).toMatchObject({ status: 200 })
  expect(await read(await tokenOf(stranger), `/documents/${grant}/print`)).toMatchObject({ status: 404 })
})

const cron = async (at: number, change: Partial<Context>) => {
  vi.setSystemTime(at)
  const runs = await runJobs({ ...(await clockContext()), ...change }, at)
  return runs.find(({ name }) => name === 'drainOutbox')?.outcome
}
const sealOf = async (number: string) => (await documentsAs(handler)).find((each) => each.number === number)

test('is a document sealed after the commit, by its digest and its organ, and only once?', async () => {
  const sealer = memorySealer(NOW)
  const number = await issue('refusal', { sealer })
  expect(sealer.asked).toEqual([])
  const unsealed = await sealOf(number)
  expect(unsealed).toMatchObject({ seal: '未加盖', sealed: null })
  expect(await cron(NOW + MINUTE_MS, { sealer })).toBe('delivered 1, waiting 0, dead 0')
  expect(sealer.asked).toMatchObject([
    { documentNumber: number, kind: 'refusal', organ: '11510116DEM000003Q', digest: unsealed?.digest },
  ])
  const sealed = await sealOf(number)
  expect(sealed).toMatchObject({
    seal: '已加盖',
    sealed: { form: 'bytes', sealedBy: '测试印章服务', sealedAt: NOW },
  })
  expect([sealed?.text, sealed?.digest]).toEqual([unsealed?.text, unsealed?.digest])
  await DB.prepare("UPDATE outbox SET state = 'waiting', next_at = 0, leased_by = NULL").run()
  await cron(NOW + 2 * MINUTE_MS, { sealer: memorySealer(NOW + 2 * MINUTE_MS) })
  expect((await sealOf(number))?.sealed?.sealedAt).toBe(NOW)
})

test('does a sealing service that is down, or gone, hold up anything but the seal?', async () => {
  const sealer = memorySealer(NOW)
  sealer.answerNext({ state: 'retry', reason: 'timeout' })
  const number = await issue('refusal', { sealer })
  expect(await cron(NOW + MINUTE_MS, { sealer })).toBe('delivered 0, waiting 1, dead 0')
  expect(await sealOf(number)).toMatchObject({ seal: '未加盖' })
  const row = async () =>
    DB.prepare('SELECT state, attempts, last_reason FROM outbox').first<{ state: string; attempts: number }>()
  expect(await row()).toMatchObject({ state: 'waiting', attempts: 1, last_reason: 'timeout' })
  const notifier = { send: async () => ({ state: 'delivered', status: 204 }) as const }
  expect(await cron(NOW + 60 * MINUTE_MS, { sealer: null, notifier })).toBe('delivered 0, waiting 1, dead 0')
  expect(await row()).toMatchObject({ state: 'waiting', attempts: 1 })
  expect(await cron(NOW + 180 * MINUTE_MS, { sealer })).toBe('delivered 1, waiting 0, dead 0')
  expect(await sealOf(number)).toMatchObject({ seal: '已加盖' })
})

test('is a document whose stored digest was changed ever sealed?', async () => {
  const sealer = memorySealer(NOW)
  const number = await issue('refusal', { sealer })
  await DB.prepare('UPDATE documents SET digest = ? WHERE document_number = ?')
    .bind('ab'.repeat(32), number)
    .run()
  expect(await cron(NOW + MINUTE_MS, { sealer })).toBe('delivered 0, waiting 0, dead 1')
  expect(sealer.asked).toEqual([])
  await DB.prepare('DELETE FROM documents WHERE document_number = ?').bind(number).run()
})

test('can the seal of an older document be asked for later, once there is a service, and by an official alone?', async () => {
  const number = await issue('refusal')
  expect(await askForSeal(await contextOf(handler), caseNumber, number)).toMatchObject({
    ok: false,
    failure: { code: 'notConfigured', what: { zh: expect.stringContaining('TONGBAN_SEAL_URL') } },
  })
  const sealer = memorySealer(NOW)
  const asking = async () => askForSeal({ ...(await contextOf(handler)), sealer }, caseNumber, number)
  expect(await asking()).toEqual({ ok: true, value: { seal: '已申请加盖' } })
  await cron(NOW + MINUTE_MS, { sealer })
  expect(await sealOf(number)).toMatchObject({ seal: '已加盖' })
  expect(sealer.asked).toHaveLength(1)
  expect(await asking()).toEqual({ ok: true, value: { seal: '已加盖' } })
  expect(sealer.asked).toHaveLength(1)
  const path = `/documents/${encodeURIComponent(number)}/seal`
  const token = await tokenOf(aged72)
  expect(await ask(worker, token, 'POST', `/approvals/v1/cases/${caseNumber}${path}`)).toMatchObject({
    status: 403,
  })
})

test('is a document not sealed again by an order that comes after it was sealed by another?', async () => {
  const number = await issue('refusal')
  const sealer = memorySealer(NOW)
  const ctx = { ...(await contextOf(handler)), sealer }
  for (let asked = 0; asked < 2; asked += 1) await askForSeal(ctx, caseNumber, number)
  sealer.answerNext({ state: 'retry', reason: 'timeout' })
  expect(await cron(NOW + MINUTE_MS, { sealer })).toBe('delivered 1, waiting 1, dead 0')
  expect(await cron(NOW + 180 * MINUTE_MS, { sealer })).toBe('delivered 1, waiting 0, dead 0')
  expect(sealer.asked).toHaveLength(2)
})

test('in a region without a sealing service, is nothing put in the outbox?', async () => {
  await issue('refusal')
  expect((await DB.prepare('SELECT id FROM outbox').all()).results).toEqual([])
})
