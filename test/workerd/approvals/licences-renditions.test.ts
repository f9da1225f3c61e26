import { type Context, runJobs } from '@tongban/services'
import { eraseLicenceContent } from '@tongban/store'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { issueOwed } from '../../../packages/services/src/licences/owed.ts'
import { memoryMaker } from '../../../packages/services/src/renditions/memory-maker.ts'
import type { RenditionMaker } from '../../../packages/services/src/renditions/rendition.ts'
import { officialToken, signedTwice } from '../../case-steps.ts'
import { clockContext } from '../../context.ts'
import { countTrips } from '../../counted-database.ts'
import { asHolder, asRole, issueTo } from '../../issued-licences.ts'
import { ask, official } from '../../kit.ts'
import { licencesIn, signerThat } from '../../licences.ts'
import {
  allowance,
  apply,
  type Citizen,
  citizen,
  coldIsolate,
  DB,
  must,
  NOW,
  newcomer,
  nextKey,
  publish,
  RULES,
  sign,
  tokenOf,
  worker,
} from '../../region.ts'

/**
 * Sealed fixed-layout files 版式文件: ordered in the batch that issues the licence, made after it by the region's service,
 * listed to whoever may read the licence, and never a word of them that is not so.
 */
const MINUTE_MS = 60_000
const SERVICE = { TONGBAN_RENDITION_URL: 'https://files.example.cn/orders' }
/** A region that has connected the service. */
const connected = coldIsolate(SERVICE)
const stranger = citizen('1960-01-01', 944)
type Note = { readonly zh: string } | null
type File = { readonly format: string; readonly digest: string; readonly href: string | null }
type Issued = {
  readonly who: Citizen
  readonly number: string
  readonly identifier: string
  readonly note: Note
}

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
})
beforeEach(async () => {
  vi.setSystemTime(NOW)
  await DB.batch([DB.prepare('DELETE FROM outbox'), DB.prepare('DELETE FROM jobs')])
})

async function granted(send = connected): Promise<Issued> {
  const who = await newcomer()
  const { body } = must(await apply(await tokenOf(who), allowance(who), nextKey(), send), 201)
  /** Guarantee: the answer is by its contract, and an allowance comes with one licence. */
  const [licence] = body.licences as readonly {
    identifier: string
    renditions: object[]
    renditionsNote: Note
  }[]
  expect(licence?.renditions).toEqual([])
  const note = licence?.renditionsNote ?? null
  return { who, number: String(body.caseNumber), identifier: String(licence?.identifier), note }
}
const of = (identifier: string, path = '') => `/licences/v1/licences/${identifier}${path}`
const orders = async () =>
  (
    await DB.prepare('SELECT id, state, attempts, last_reason, payload_enc FROM outbox WHERE kind = ?')
      .bind('rendition')
      .all<Record<string, string | number | null>>()
  ).results

/** The outbox as cron drains it, by this service; null: in a Worker that does not reach one. */
async function drained(at: number, renditionMaker: RenditionMaker | null, change: Partial<Context> = {}) {
  vi.setSystemTime(at)
  const ctx = { ...(await clockContext()), makesRenditions: true, renditionMaker, ...change }
  return (await runJobs(ctx, at)).find(({ name }) => name === 'drainOutbox')?.outcome
}

async function seen(token: string, identifier: string, send = connected) {
  const { body } = must(await ask(send, token, 'GET', of(identifier)), 200)
  /** Guarantee: as above. */
  const { renditions, renditionsNote, file } = body as {
    readonly renditions: readonly File[]
    readonly renditionsNote: Note
    readonly file: { readonly renditions: readonly File[] } | null
  }
  return { files: renditions, note: renditionsNote?.zh ?? null, file }
}
const seenByHolder = async ({ who, identifier }: Issued, send = connected) =>
  seen(await tokenOf(who), identifier, send)

const handler = async () => sign('handler-1', official('handler', 'civil-affairs'))
const annulment = {
  ground: 'deceit',
  reason: '提供虚假材料',
  orderNumber: '双民撤〔2026〕9号',
  law: { act: '行政许可法', article: '第六十九条' },
}
const annul = async ({ identifier }: Issued) =>
  must(await asRole('head', 'civil-affairs', 'POST', of(identifier, '/annul'), annulment), 200)

test('is a licence ordered its files with the decision, and are they listed once made, as they were answered?', async () => {
  const issued = await granted()
  const { who, identifier } = issued
  expect(issued.note?.zh).toContain('正在制作')
  const [order, ...more] = await orders()
  expect([order, more]).toMatchObject([{ id: `rendition:${identifier}`, state: 'waiting', attempts: 0 }, []])
  expect(JSON.stringify(order)).not.toContain(who.idNumber)
  expect(await seenByHolder(issued)).toMatchObject({
    files: [],
    note: issued.note?.zh,
    file: { renditions: [] },
  })

  const maker = memoryMaker(NOW + MINUTE_MS)
  expect(await drained(NOW + MINUTE_MS, maker)).toBe('delivered 1, waiting 0, dead 0')
  expect(maker.asked).toMatchObject([
    {
      identifier,
      type: 'elderly-allowance-certificate',
      typeVersion: 1,
      typeName: { zh: '高龄津贴领取证明' },
      issuingAuthority: '成都市双流区民政局',
      issuingAuthorityCode: '11510116DEM000003Q',
      validFrom: '2026-11-23',
      validUntil: null,
      claims: { holderName: who.name, holderIdNumber: who.idNumber, amountYuan: 200 },
      paper: expect.stringMatching(/^TB1:/),
      demonstration: true,
    },
  ])
  const { files, note, file } = await seenByHolder(issued)
  expect([note, files]).toMatchObject([
    null,
    [
      {
        format: 'ofd',
        mediaType: 'application/ofd',
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
        href: `https://files.example.cn/${identifier}.ofd`,
        sealedBy: '测试版式文件服务',
        sealedAt: NOW + MINUTE_MS,
      },
      { format: 'pdf', mediaType: 'application/pdf' },
    ],
  ])
  expect(file?.renditions).toEqual(files.map(({ format, digest, href }) => ({ format, digest, href })))
  // The file as it is kept verifies as before, files and all.
  const verdict = await ask(worker, null, 'POST', '/licences/v1/verify', file)
  expect([verdict.status, verdict.body.valid]).toEqual([200, true])
  // Delivered twice, it is neither made nor listed twice.
  await DB.prepare("UPDATE outbox SET state = 'waiting', next_at = 0, leased_by = NULL").run()
  await drained(NOW + 2 * MINUTE_MS, maker)
  expect([maker.asked.length, (await seenByHolder(issued)).files]).toEqual([1, files])
})

test('is where a file is told to its holder alone, and nothing of it to whoever may not read the licence?', async () => {
  const issued = await granted()
  const { identifier } = issued
  await drained(NOW + MINUTE_MS, memoryMaker(NOW))
  for (const token of [await handler(), await sign('auditor-1', official('auditor', 'services'))]) {
    const { files, file } = await seen(token, identifier)
    expect([files.map(({ href }) => href), file]).toEqual([[null, null], null])
  }
  const others = [await tokenOf(stranger), await sign('handler-2', official('handler', 'market'))]
  for (const token of others) {
    const answer = await ask(connected, token, 'GET', of(identifier))
    expect(answer.status).toBe(404)
    expect(answer.text).not.toContain('files.example.cn')
  }
  expect((await ask(connected, null, 'GET', of(identifier))).status).toBe(401)
})

test('does a service that is down, or out of reach, hold up anything but the files?', async () => {
  const issued = await granted()
  const maker = memoryMaker(NOW)
  maker.answerNext({ state: 'retry', reason: 'timeout' })
  expect(await drained(NOW + MINUTE_MS, maker)).toBe('delivered 0, waiting 1, dead 0')
  expect(await orders()).toMatchObject([{ state: 'waiting', attempts: 1, last_reason: 'timeout' }])
  expect(await seenByHolder(issued)).toMatchObject({ files: [], note: expect.stringContaining('继续重试') })
  // Never to the gateway of notices, which knows nothing of it.
  const notifier = { send: async () => ({ state: 'delivered', status: 204 }) as const }
  expect(await drained(NOW + 60 * MINUTE_MS, null, { notifier })).toBe('delivered 0, waiting 1, dead 0')
  expect(await orders()).toMatchObject([{ state: 'waiting', attempts: 1 }])
  expect(await drained(NOW + 180 * MINUTE_MS, maker)).toBe('delivered 1, waiting 0, dead 0')
  expect((await seenByHolder(issued)).files).toHaveLength(2)
})

test('in a region without the service, is nothing ordered, and is that said apart from one that is awaited?', async () => {
  const issued = await granted(worker)
  expect(issued.note?.zh).toContain('未接入版式文件制证服务')
  expect(await orders()).toEqual([])
  expect(await seenByHolder(issued, worker)).toMatchObject({ files: [], note: issued.note?.zh })
  // Connected later: that one was never ordered, and its department can.
  expect((await seenByHolder(issued)).note).toContain('签发时本地区还没有接入')
  const path = of(issued.identifier, '/renditions')
  expect(await ask(worker, await handler(), 'POST', path)).toMatchObject({
    status: 409,
    body: { code: 'notConfigured' },
  })
  const asked = must(await ask(connected, await handler(), 'POST', path), 202)
  expect(asked.body).toMatchObject({
    renditions: [],
    renditionsNote: { zh: expect.stringContaining('正在制作') },
  })
  must(await ask(connected, await handler(), 'POST', path), 202)
  expect(await orders()).toHaveLength(1)
  const maker = memoryMaker(NOW)
  await drained(NOW + MINUTE_MS, maker)
  expect([maker.asked.length, (await seenByHolder(issued)).files.length]).toEqual([1, 2])
  expect(must(await ask(connected, await handler(), 'POST', path), 202).body).toMatchObject({
    renditionsNote: null,
  })
})

test('is an order that was given up told as that, and taken up again when it is asked for?', async () => {
  const issued = await granted()
  const maker = memoryMaker(NOW)
  maker.answerNext({ state: 'rejected', reason: 'bad answer' })
  expect(await drained(NOW + MINUTE_MS, maker)).toBe('delivered 0, waiting 0, dead 1')
  expect((await seenByHolder(issued)).note).toContain('已经停止重试')
  must(await ask(connected, await handler(), 'POST', of(issued.identifier, '/renditions')), 202)
  expect(await orders()).toMatchObject([{ state: 'waiting', attempts: 0, last_reason: null }])
  expect(await drained(NOW + 2 * MINUTE_MS, maker)).toBe('delivered 1, waiting 0, dead 0')
  expect((await seenByHolder(issued)).files).toHaveLength(2)
})

test('does the listing say that the licence has ended, or is suspended, which no file can?', async () => {
  const issued = await granted()
  await drained(NOW + MINUTE_MS, memoryMaker(NOW))
  const suspension = { ...annulment, ground: 'measure' }
  must(await asRole('chief', 'civil-affairs', 'POST', of(issued.identifier, '/suspend'), suspension), 200)
  expect((await seenByHolder(issued)).note).toContain('暂扣')
  await annul(issued)
  const { files, note } = await seenByHolder(issued)
  expect([files.length, note]).toEqual([2, expect.stringContaining('已经终止（撤销）')])
})

test('is no file made of a licence that ended before its turn came?', async () => {
  const issued = await granted()
  await annul(issued)
  const maker = memoryMaker(NOW)
  expect(await drained(NOW + MINUTE_MS, maker)).toBe('delivered 1, waiting 0, dead 0')
  expect(maker.asked).toEqual([])
  expect((await seenByHolder(issued)).note).toContain('不再制作')
  const path = of(issued.identifier, '/renditions')
  expect((await ask(connected, await handler(), 'POST', path)).status).toBe(409)
})

test('is a version that takes the place of another ordered its own files, and the old ones told to be over?', async () => {
  const who = citizen('1980-01-01', 945)
  const { identifier } = await issueTo(who, 'sole-trader-licence', 'market')
  await DB.prepare(
    "INSERT INTO licence_renditions VALUES (?, 'pdf', 'application/pdf', ?, 'https://files.example.cn/1', 'x', 0)",
  )
    .bind(identifier, 'ab'.repeat(32))
    .run()
  const head = await sign('head-9', official('head', 'market'))
  const { ground: _, ...order } = annulment
  const change = { ...order, claims: { premisesAddress: '演示路9号' } }
  const { body } = must(await ask(connected, head, 'POST', of(identifier, '/change'), change), 200)
  const next = String(body.replacedBy)
  expect(await orders()).toMatchObject([{ id: `rendition:${next}` }])
  const token = await tokenOf(who)
  expect(await seen(token, identifier)).toMatchObject({
    files: [{ format: 'pdf' }],
    note: expect.stringContaining('已经终止'),
  })
  const maker = memoryMaker(NOW)
  await drained(NOW + MINUTE_MS, maker)
  expect(maker.asked).toMatchObject([{ identifier: next, claims: { premisesAddress: '演示路9号' } }])
  expect((await seen(token, next)).files).toHaveLength(2)
})

test('is a licence that people grant, or that the law has granted by silence, ordered its files too?', async () => {
  const theCase = await signedTwice()
  const decide = `/approvals/v1/cases/${theCase.number}/decide`
  must(await ask(connected, await officialToken('chief'), 'POST', decide, { decision: 'grant' }), 200)
  const ordered = async () => (await orders()).map(({ id }) => String(id).replace('rendition:', ''))
  const issued = async () => (await licencesIn(theCase.number)).map(({ identifier }) => identifier)
  expect([await ordered(), (await issued()).length]).toEqual([await issued(), 1])
  // Its licence is owed: as after a grant by silence whose signer was down.
  await DB.batch([
    DB.prepare('DELETE FROM outbox'),
    DB.prepare('DELETE FROM licences WHERE case_number = ?').bind(theCase.number),
    DB.prepare('INSERT INTO licences_owed (case_number, since, next_at) VALUES (?, ?, ?)').bind(
      theCase.number,
      NOW,
      NOW,
    ),
  ])
  const ctx = await clockContext({ TONGBAN_ISSUER_KEYS: '', LICENCES: signerThat(() => undefined) })
  expect(await issueOwed({ ...ctx, makesRenditions: true })).toMatchObject({ issued: 1 })
  expect([await ordered(), (await issued()).length]).toEqual([await issued(), 1])
})

test('does the order cost the decision no round trip, and go with nothing that was not written?', async () => {
  const { counted: database, taken } = countTrips(DB)
  const send = coldIsolate({ ...SERVICE, DB: database })
  await granted(send)
  taken()
  await granted(send)
  expect(taken()).toBe(2)
  await DB.prepare('DELETE FROM outbox').run()
  // Referred to a person: no licence, no order.
  const who = await newcomer()
  const referred = allowance(who, { declineAutomaticDecision: true })
  must(await apply(await tokenOf(who), referred, nextKey(), send), 201)
  expect(await orders()).toEqual([])
})

test('do the rows of its files end with the licence?', async () => {
  const issued = await granted()
  await drained(NOW + MINUTE_MS, memoryMaker(NOW))
  const { database } = await clockContext()
  await database.write(eraseLicenceContent(issued.identifier))
  const left = await DB.prepare('SELECT count(*) AS n FROM licence_renditions WHERE identifier = ?')
    .bind(issued.identifier)
    .first<{ n: number }>()
  expect(left?.n).toBe(0)
  expect((await asHolder(issued.who, 'GET', of(issued.identifier))).status).toBe(404)
})

test('does a service without its key stop the Worker that would ask it, naming what is missing?', async () => {
  await expect(clockContext(SERVICE)).rejects.toThrow('TONGBAN_OUTBOUND_KEYS: no key for the service')
  const withKey = (key: string) => ({
    ...SERVICE,
    TONGBAN_OUTBOUND_KEYS: JSON.stringify({ rendition: { keyId: 'k1', key } }),
  })
  await expect(clockContext(withKey('c2hvcnQ='))).rejects.toThrow('TONGBAN_RENDITION_URL or its key refused')
  const { makesRenditions, renditionMaker } = await clockContext(withKey(btoa('x'.repeat(32))))
  expect([makesRenditions, renditionMaker]).toEqual([true, expect.anything()])
})
