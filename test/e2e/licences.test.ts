import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { verifyBatch } from '@tongban/client'
import type { LicenceFile } from '@tongban/verifier'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT } from '../../scripts/region/places.ts'
import { registriesOf } from '../../scripts/seed/registries.ts'
import { startFront } from './local-server.ts'
import { A, B, issuerKeysOf, peopleAndBodies, type Region, startRegion, today, trustedAs } from './region.ts'

/**
 * A licence in two regions that trust each other, over HTTP through their gateways: issued with the decision, verified by
 * the command without a network and by the partner with one, shown once, revoked, and refused from then on by all within
 * what is promised.
 */
const PARTNER_SECONDS = 2
const BIN = resolve(ROOT, 'packages/client/bin/tongban.js')

const { people, bodyOf } = peopleAndBodies(A)
const holder = people.aged72
let a: Region
let b: Region
let frontA: Awaited<ReturnType<typeof startFront>>
let frontB: Awaited<ReturnType<typeof startFront>>
let folder: string
let licence: LicenceFile & { readonly identifier: string }

beforeAll(async () => {
  folder = await mkdtemp(resolve(tmpdir(), 'tongban-licences-'))
  frontA = await startFront()
  frontB = await startFront()
  const asA = { origin: frontA.origin, issuerKeys: await issuerKeysOf(A) }
  const asB = { origin: frontB.origin, issuerKeys: await issuerKeysOf(B) }
  const seconds = { TONGBAN_PARTNER_STATUS_SECONDS: String(PARTNER_SECONDS) }
  ;[a, b] = await Promise.all([
    startRegion(A, seconds, { ...asA, partners: [trustedAs(B, asB)] }),
    startRegion(B, seconds, { ...asB, partners: [trustedAs(A, asA)] }),
  ])
  frontA.standBefore(a.origin)
  frontB.standBefore(b.origin)
  await Promise.all([a.migrate(), b.migrate()])
  await a.publish()
  await a.deliver(registriesOf(A, B, today, people))
})
afterAll(async () => {
  await Promise.all([a.close(), b.close()])
  for (const front of [frontA, frontB]) front.close()
  await rm(folder, { recursive: true })
})

/** The command as somebody types it, with a folder of its own for what it keeps. */
function tongban(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((settle) => {
    const all = [BIN, ...args, '--cache', resolve(folder, 'cache')]
    execFile(process.execPath, all, (error, out, err) => {
      settle({ code: error === null ? 0 : Number(error.code), out, err })
    })
  })
}

async function file(name: string, content: string): Promise<string> {
  const path = resolve(folder, name)
  await writeFile(path, content)
  return path
}

const verifyAt = (region: Region, body: object, headers = {}) =>
  region.call(null, 'POST', '/licences/v1/verify', body, headers)
const shown = () => ({ credential: licence.credential, signatures: licence.signatures })

/** A key for an app, as the administrator hands it out. */
async function appKey(scopes: readonly string[]): Promise<string> {
  const { status, body } = await a.call(
    await a.as('admin'),
    'POST',
    '/admin/v1/api-keys',
    { name: '演示银行核验终端', purpose: '开户核验', scopes, dailyQuota: 100 },
    { 'idempotency-key': crypto.randomUUID() },
  )
  expect([status, body.code]).toEqual([201, undefined])
  return String(body.authorization)
}

/** Asks until it is refused, and how long that took. */
async function untilRefused(region: Region, since: number): Promise<number> {
  for (;;) {
    const { body } = await verifyAt(region, shown())
    const tookMs = Date.now() - since
    if (body.valid === false) {
      expect(body).toMatchObject({ state: 'ended', reasons: [{ code: 'status:ended' }] })
      return tookMs
    }
    if (tookMs > 20_000) throw new Error('never refused')
    await wait(50)
  }
}

test('does an approval at once bring a licence that the command verifies without a network?', async () => {
  const answer = await a.applyAs(holder, bodyOf(holder))
  expect([answer.status, answer.body.outcome]).toEqual([201, 'approve'])
  const licences: readonly (typeof licence)[] = Array.isArray(answer.body.licences)
    ? answer.body.licences
    : []
  expect(licences).toMatchObject([{ format: 'tongban-licence/1', signatures: [{ alg: 'SM2-SM3' }] }])
  const [first] = licences
  if (first === undefined) throw new Error('no licence')
  licence = first

  const before = await tongban('verify', '--offline', await file('answer.json', answer.text))
  expect([before.code, before.err]).toEqual([2, expect.stringContaining('tongban trust fetch')])
  const trust = await tongban('trust', 'fetch', frontA.origin, '--lists')
  expect([trust.code, trust.out]).toEqual([0, expect.stringContaining('状态列表 status lists: 1')])
  const { code, out } = await tongban('verify', '--offline', resolve(folder, 'answer.json'))
  expect([code, out]).toEqual([0, expect.stringContaining('ES256 + SM2-SM3')])
  expect(out).toContain(holder.name)
})

test('does the partner region accept it, and say whose it is?', async () => {
  const { status, body } = await verifyAt(b, shown())
  expect([status, body]).toMatchObject([
    200,
    { valid: true, state: 'valid', issuer: { region: A, also: ['SM2-SM3'] }, status: { value: 0 } },
  ])
})

test('is its paper code verified without a network, and online by both regions?', async () => {
  const paper = licence.paper ?? ''
  const { code, out } = await tongban('verify', '--offline', await file('paper.txt', paper))
  expect([code, out]).toEqual([0, expect.stringContaining(licence.identifier)])
  for (const region of [a, b]) expect((await verifyAt(region, { paper })).body).toMatchObject({ valid: true })
})

test('is a code shown twice taken once, and is the second who scans it told?', async () => {
  const { status, body } = await a.call(await a.applicant(holder), 'POST', '/licences/v1/presentations', {
    identifier: licence.identifier,
    claims: ['amountYuan'],
  })
  expect([status, body.code]).toEqual([201, expect.stringMatching(/^[0-9A-Z]{26}$/)])
  const [first, second] = [await appKey(['verify', 'redeem']), await appKey(['verify', 'redeem'])]
  const redeemed = await verifyAt(a, { code: body.code }, { authorization: first })
  expect(redeemed.body).toMatchObject({ valid: true, claims: { amountYuan: 200 } })
  expect(redeemed.body.claims).not.toHaveProperty('birthDate')
  const again = await verifyAt(a, { code: body.code }, { authorization: second })
  expect(again.body).toMatchObject({ valid: false, reasons: [{ code: 'presentation:used' }] })
})

test('does an app verify a batch with its key, and nobody without one?', async () => {
  const batch = [shown(), { paper: licence.paper ?? '' }, { ...shown(), signatures: [] }]
  const apiKey = (await appKey(['verify:batch'])).replace(/^ApiKey /, '')
  const verdicts = await verifyBatch(frontA.origin, batch, { apiKey })
  expect(verdicts.map(({ valid }) => valid)).toEqual([true, true, true])
  await expect(verifyBatch(frontA.origin, batch)).rejects.toMatchObject({
    name: 'RequestFailed',
    status: 401,
  })
})

test('is it refused once an official has annulled it: here within a second, by the partner within its promise?', async () => {
  const path = `/licences/v1/licences/${licence.identifier}/annul`
  const { status, body } = await a.call(
    await a.officer('head'),
    'POST',
    path,
    { reason: '申请人不符合法定条件。', ground: 'unqualified', orderNumber: '双民撤〔2026〕1号' },
    { 'idempotency-key': crypto.randomUUID() },
  )
  expect([status, body.code]).toEqual([200, undefined])
  const since = Date.now()
  const [ownMs, partnerMs] = await Promise.all([untilRefused(a, since), untilRefused(b, since)])
  expect(ownMs).toBeLessThanOrEqual(1_000)
  // What a request takes is not part of the promise.
  expect(partnerMs).toBeLessThanOrEqual(PARTNER_SECONDS * 1_000 + 1_000)
  const asked = await tongban('verify', '--ask', frontB.origin, resolve(folder, 'answer.json'))
  expect([asked.code, asked.out]).toEqual([1, expect.stringContaining('无效 not valid')])
})

test('is it refused without a network, once the lists were fetched?', async () => {
  const answer = resolve(folder, 'answer.json')
  expect((await tongban('verify', '--offline', answer)).code).toBe(0)
  expect((await tongban('trust', 'fetch', frontA.origin, '--lists')).code).toBe(0)
  expect((await tongban('verify', '--offline', answer)).code).toBe(1)
})
