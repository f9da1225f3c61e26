import { messageSchema, officeKeyOf, sealPart } from '@tongban/exchange/wire'
import { canonicalJson, type Json } from '@tongban/kernel'
import { eraseCaseContent } from '@tongban/store'
import { beforeEach, expect, test, vi } from 'vitest'
import { carryFiles } from '../../../packages/services/src/attachments/carry.ts'
import { sendFiles } from '../../../packages/services/src/attachments/send.ts'
import { sendFilesAgain } from '../../../packages/services/src/attachments/send-again.ts'
import { openTexts } from '../../../packages/services/src/cases/event-texts.ts'
import { loadCase } from '../../../packages/services/src/cases/load.ts'
import { takeStep } from '../../../packages/services/src/cases/take-step.ts'
import { askPartner, type PartnerRequest } from '../../../packages/services/src/exchange/ask-partner.ts'
import { carryMessages } from '../../../packages/services/src/exchange/at-work.ts'
import { lineTo } from '../../../packages/services/src/exchange/partner-line.ts'
import { takeIn } from '../../../packages/services/src/exchange/take-in.ts'
import { pdfFile } from '../../../packages/services/src/files/samples.fixture.ts'
import {
  as,
  filesAt,
  handIn,
  MATERIAL,
  openSharing,
  readAt,
  sha256,
  sharedCase,
  succeeded,
  transfersAt,
} from '../../shared-cases.ts'
import {
  answerLost,
  answers,
  B,
  NOW,
  type Region,
  requestLost,
  type TwoRegions,
  twice,
} from '../../two-regions.ts'

/** Files that travel beside messages between two regions, over a line that loses things. */
const PART = 512 * 1024
let two: TwoRegions

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  for (const level of ['info', 'error'] as const) vi.spyOn(console, level).mockImplementation(() => undefined)
  two = await openSharing()
})

/** A minute later: what a cron run does on both sides, in a new isolate. */
async function minutes(count = 1): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    vi.setSystemTime(Date.now() + 60_000)
    for (const region of [two.a, two.b]) {
      await carryMessages(await region.context())
      await two.a.settled()
      await two.b.settled()
    }
  }
}
async function settled(): Promise<void> {
  for (let at = 0; at < 3; at += 1) {
    await two.a.settled()
    await two.b.settled()
  }
}
/** The message arrives, and the first question after it does not. */
const TOLD_ONLY = [null, requestLost]
const partsSent = () => two.sent.filter(({ path }) => path.includes('/parts/')).length

test('does a file handed in at the receiving region become one of the case at the handling region?', async () => {
  const caseNumber = await sharedCase(two)
  const bytes = pdfFile(2 * PART + 1000)
  two.faults.push(...TOLD_ONLY)
  await handIn(two.a, caseNumber, bytes)
  await settled()
  const named = await filesAt(two.b, caseNumber)
  expect(named).toMatchObject({
    files: [],
    uploads: [],
    underway: [
      { state: 'underway', material: MATERIAL, name: '授权书.pdf', size: bytes.length, received: 0 },
    ],
  })
  await minutes()
  const { files, underway } = await filesAt(two.b, caseNumber)
  expect(underway).toEqual([])
  expect(files).toMatchObject([
    {
      material: MATERIAL,
      name: '授权书.pdf',
      type: 'application/pdf',
      size: bytes.length,
      addedBy: 'partner',
    },
  ])
  expect(await sha256(await readAt(two.b, caseNumber, files[0]?.id ?? ''))).toBe(await sha256(bytes))
  expect(await transfersAt(two.a)).toMatchObject([{ direction: 'out', state: 'carried' }])
  expect(await transfersAt(two.b)).toMatchObject([{ direction: 'in', state: 'here' }])
  expect(partsSent()).toBe(3)
  const events = await two.b.database
    .prepare('SELECT type, actor_kind FROM case_events WHERE case_number = ? ORDER BY seq')
    .bind(caseNumber)
    .all()
  expect(events.results.at(-1)).toEqual({ type: 'fileReceived', actor_kind: 'partner' })
})

test('is what a file is called to be read neither in the messages nor in the tables of either side?', async () => {
  const caseNumber = await sharedCase(two)
  await handIn(two.a, caseNumber, pdfFile(100, '身份证号码'), { name: '张三的授权书.pdf' })
  await settled()
  await minutes()
  for (const { database } of [two.a, two.b]) {
    const { results } = await database.prepare('SELECT body FROM exchange_messages').all()
    expect(JSON.stringify(results)).not.toContain('张三')
    const files = await database.prepare('SELECT * FROM files').all()
    expect(JSON.stringify(files.results)).not.toContain('张三')
  }
  expect((await filesAt(two.b, caseNumber)).files).toMatchObject([{ name: '张三的授权书.pdf' }])
})

test.each([
  ['a part lost on its way', requestLost, 4],
  ['the answer to a part lost', answerLost, 3],
  ['a part that arrives twice at once', twice, 3],
  ['a partner that is busy', answers(429, { 'Retry-After': '5' }), 4],
  ['a partner that fails', answers(503), 4],
])('is it resumed where it was after %s, with a restart in between?', async (_, fault, parts) => {
  const caseNumber = await sharedCase(two)
  const bytes = pdfFile(2 * PART + 1000)
  // The message, a question, one part, then the fault.
  two.faults.push(null, null, null, fault)
  await handIn(two.a, caseNumber, bytes)
  await settled()
  expect((await filesAt(two.b, caseNumber)).files).toEqual([])
  await minutes(4)
  const [file] = (await filesAt(two.b, caseNumber)).files
  expect(await sha256(await readAt(two.b, caseNumber, file?.id ?? ''))).toBe(await sha256(bytes))
  expect(partsSent()).toBe(parts)
  expect(
    await two.b.database
      .prepare('SELECT count(*) AS n FROM case_events WHERE type = ?')
      .bind('fileReceived')
      .first('n'),
  ).toBe(1)
  // Nothing is left over of what came twice.
  const kept = await asBucket(two.b).list()
  expect(kept.objects).toHaveLength(3)
  expect((await two.a.line()).failures).toBe(0)
})
const asBucket = ({ bindings }: Region) => bindings.FILES as R2Bucket

async function over(request: Omit<PartnerRequest, 'answerCapBytes'>) {
  const ctx = await two.a.context()
  const line = await lineTo(ctx, B)
  if (line === null) throw new Error('no line')
  const answer = await askPartner(ctx, line, { ...request, answerCapBytes: 10_000 })
  return answer.state === 'answered' ? answer.json : answer.refusal.reason
}
const put = (path: string, content: Uint8Array<ArrayBuffer>) =>
  over({
    method: 'PUT',
    path,
    body: { content, type: 'application/octet-stream', idempotencyKey: crypto.randomUUID() },
  })

async function sealed(
  caseNumber: string,
  bytes: Uint8Array,
  { digest, size }: { digest: string; size: number },
  index = 0,
) {
  const line = await lineTo(await two.a.context(), B)
  const key = officeKeyOf(line?.keys ?? [], 'civil-affairs', Math.floor(NOW / 1000))
  if (key === undefined) throw new Error('no key')
  return sealPart({ caseNumber, digest, size, index }, bytes, key)
}

test('is a file that nobody named, one of another case and one of no case answered alike?', async () => {
  const [caseNumber, other] = [await sharedCase(two), await sharedCase(two)]
  const bytes = pdfFile(100)
  const digest = await sha256(bytes)
  await handIn(two.a, caseNumber, bytes)
  await settled()
  await minutes()
  const at = (number: string, of = digest, material = `&material=${MATERIAL}`) =>
    `/cx/1/files/${of}?case=${number}${material}`
  const told = [
    await over({ method: 'GET', path: at(other) }),
    await over({ method: 'GET', path: at(`${other.slice(0, -8)}99999990`) }),
    await over({ method: 'GET', path: at(caseNumber, 'ab'.repeat(32)) }),
    await over({ method: 'GET', path: at(caseNumber, digest, '') }),
    await put(
      `/cx/1/files/${digest}/parts/0?case=${other}&material=${MATERIAL}`,
      await sealed(other, bytes, { digest, size: 100 }),
    ),
  ]
  expect(new Set(told)).toEqual(new Set(['status 404 notFound']))
  expect(await over({ method: 'GET', path: at(caseNumber) })).toMatchObject({ state: 'here' })
})

test('is a part that is not what was named refused, and the right one taken after it?', async () => {
  const caseNumber = await sharedCase(two)
  const bytes = pdfFile(PART + 500)
  const of = { digest: await sha256(bytes), size: bytes.length }
  two.faults.push(...TOLD_ONLY)
  await handIn(two.a, caseNumber, bytes)
  await settled()
  const path = (index: number) =>
    `/cx/1/files/${of.digest}/parts/${index}?case=${caseNumber}&material=${MATERIAL}`
  const other = pdfFile(PART, 'other')
  const other_case = await sharedCase(two)
  expect(await put(path(0), await sealed(caseNumber, other, of))).toBe('status 422 invalidInput')
  expect(await put(path(1), await sealed(caseNumber, bytes.slice(0, PART), of))).toBe(
    'status 422 invalidInput',
  )
  expect(await put(path(0), await sealed(other_case, bytes.slice(0, PART), of))).toBe(
    'status 422 invalidInput',
  )
  expect(await put(path(0), await sealed(caseNumber, bytes.slice(0, PART - 1), of))).toBe(
    'status 422 invalidInput',
  )
  expect(await put(path(0), new Uint8Array(new TextEncoder().encode('no token')))).toBe(
    'status 422 invalidInput',
  )
  expect(await put(path(7), await sealed(caseNumber, bytes.slice(0, PART), of, 7))).toBe(
    'status 404 notFound',
  )
  // One after the last, one beyond any file, and what is no number.
  expect(await put(path(2), await sealed(caseNumber, bytes.slice(0, 1), of, 2))).toBe('status 404 notFound')
  for (const index of [1001, -1, 0.5])
    expect(await put(path(index), await sealed(caseNumber, bytes.slice(0, PART), of))).toBe(
      'status 422 invalidInput',
    )
  const once = await sealed(caseNumber, bytes.slice(0, PART), of)
  expect(await put(path(0), once)).toMatchObject({ state: 'underway', missing: [1] })
  expect(await put(path(0), once)).toMatchObject({ state: 'underway', missing: [1] })
  await minutes(2)
  expect((await filesAt(two.b, caseNumber)).files).toHaveLength(1)
})

test('is a file that is not what its message said refused for good, with people told on both sides?', async () => {
  const caseNumber = await sharedCase(two)
  two.faults.push(...TOLD_ONLY)
  await handIn(two.a, caseNumber, pdfFile(1000))
  await settled()
  const row = await two.b.database.prepare('SELECT * FROM exchange_files').first()
  expect(row).toMatchObject({ state: 'underway' })
  // A sender whose message and bytes do not agree: the bytes are one thing, the digest of the whole another.
  await two.b.database.prepare('UPDATE exchange_files SET parts = NULL').run()
  const digest = String(row?.digest)
  const path = `/cx/1/files/${digest}/parts/0?case=${caseNumber}&material=${MATERIAL}`
  const lying = await sealed(caseNumber, pdfFile(1000, 'another'), { digest, size: 1000 })
  expect(await put(path, lying)).toMatchObject({ state: 'refused' })
  expect(await put(path, lying)).toMatchObject({ state: 'refused' })
  expect(await two.b.alarms()).toMatchObject([{ kind: 'refused', subject: `${caseNumber}/${digest}` }])
  await minutes(2)
  expect(await transfersAt(two.a)).toMatchObject([{ state: 'dead', last_reason: 'refusedThere' }])
  expect(await two.a.alarms()).toMatchObject([{ kind: 'refused', subject: `${caseNumber}/${digest}` }])
  expect(await filesAt(two.b, caseNumber)).toMatchObject({ files: [], underway: [] })
  expect((await asBucket(two.b).list()).objects).toEqual([])
})

test('are people told of a file that does not come, and once it is sent again, that it is here?', async () => {
  const caseNumber = await sharedCase(two)
  const bytes = pdfFile(1000)
  two.faults.push(...TOLD_ONLY)
  await handIn(two.a, caseNumber, bytes)
  await settled()
  const digest = await sha256(bytes)
  const subject = `${caseNumber}/${digest}`
  const lost = async (run: number) => {
    vi.setSystemTime(NOW + run * 7_200_000)
    two.faults.push(answers(503))
    await carryFiles(await two.a.context())
    two.faults.length = 0
  }
  for (let run = 1; run <= 13; run += 1) await lost(run)
  await carryMessages(await two.b.context())
  await carryMessages(await two.b.context())
  expect(await two.b.alarms()).toMatchObject([{ kind: 'untaken', subject }])
  for (let run = 14; run <= 38; run += 1) await lost(run)
  expect(await transfersAt(two.a)).toMatchObject([{ state: 'dead', last_reason: 'status 503 unavailable' }])
  expect(await two.a.alarms()).toMatchObject([{ kind: 'deadLetter', subject }])
  vi.setSystemTime(NOW + 39 * 7_200_000)
  expect(await sendFilesAgain(await as(two.a), caseNumber)).toMatchObject({ ok: true })
  await settled()
  await minutes(2)
  expect((await filesAt(two.b, caseNumber)).files).toHaveLength(1)
  expect([await two.a.alarms(), await two.b.alarms()]).toEqual([[], []])
})

test('does the largest file go through, sent, stored and read back part by part?', async () => {
  const caseNumber = await sharedCase(two)
  const bytes = pdfFile(20 * 1024 * 1024)
  two.faults.push(...TOLD_ONLY)
  await handIn(two.a, caseNumber, bytes)
  await settled()
  const largest = { bytes: 0 }
  const get = asBucket(two.b).get.bind(asBucket(two.b))
  two.b.bindings.FILES = Object.assign(Object.create(asBucket(two.b)), {
    put: asBucket(two.b).put.bind(asBucket(two.b)),
    list: asBucket(two.b).list.bind(asBucket(two.b)),
    delete: asBucket(two.b).delete.bind(asBucket(two.b)),
    async get(name: string) {
      const found = await get(name)
      largest.bytes = Math.max(largest.bytes, found?.size ?? 0)
      return found
    },
  })
  await minutes()
  expect(partsSent()).toBe(40)
  expect((await filesAt(two.b, caseNumber)).files).toMatchObject([{ size: bytes.length }])
  expect(largest.bytes).toBeLessThanOrEqual(PART + 28)
})

test('does the handling region send a file of its own back, and is the same file not sent twice?', async () => {
  const caseNumber = await sharedCase(two)
  const id = await handIn(two.b, caseNumber, pdfFile(700, 'result'), { name: '决定书.pdf' })
  await settled()
  // The limit is told with whatever happens first; the file is not, before it is sent.
  const told = await two.b.database
    .prepare('SELECT DISTINCT type FROM exchange_messages')
    .all<{ type: string }>()
  expect(told.results.filter(({ type }) => type !== 'case.deadline-told')).toEqual([])
  const sent = await sendFiles(await as(two.b), caseNumber, { files: [id] })
  expect(sent).toMatchObject({
    ok: true,
    value: { files: [{ direction: 'out', state: { code: 'waiting' } }] },
  })
  await settled()
  await minutes()
  expect((await filesAt(two.a, caseNumber)).files).toMatchObject([{ name: '决定书.pdf', addedBy: 'partner' }])
  await sendFiles(await as(two.b), caseNumber, { files: [id] })
  await settled()
  await minutes()
  expect(partsSent()).toBe(1)
  // What has come from there is not told back.
  expect((await two.a.messages()).filter(({ direction }) => direction === 'out')).toEqual([])
  expect(await sendFiles(await as(two.b), caseNumber, { files: [crypto.randomUUID()] })).toMatchObject({
    failure: { code: 'invalidInput' },
  })
})

test('does a region that restored an older database get its files again?', async () => {
  const caseNumber = await sharedCase(two)
  await handIn(two.a, caseNumber, pdfFile(1000))
  await settled()
  await minutes()
  expect(await transfersAt(two.a)).toMatchObject([{ state: 'carried' }])
  const forgotten = ['exchange_files', 'files', 'file_parts', 'exchange_messages']
  for (const table of forgotten) await two.b.database.prepare(`DELETE FROM ${table}`).run()
  await two.b.database.batch([
    two.b.database.prepare("DELETE FROM case_events WHERE type = 'fileReceived'"),
    two.b.database.prepare(
      'UPDATE cases SET seq = 1, head_hash = (SELECT hash FROM case_events WHERE case_events.case_number = cases.case_number)',
    ),
    two.b.database.prepare(`UPDATE handovers SET in_seq = 0, in_head = '${'0'.repeat(64)}'`),
  ])
  const { compareAllHeads } = await import('../../../packages/services/src/exchange/at-work.ts')
  await compareAllHeads(await two.a.context())
  await minutes(3)
  expect((await filesAt(two.b, caseNumber)).files).toHaveLength(1)
})

test('once a case is erased, does anything of either region hold the digest of a file, a part or a content?', async () => {
  const caseNumber = await sharedCase(two, 'asked')
  const bytes = pdfFile(PART + 10)
  two.faults.push(...TOLD_ONLY)
  const fileId = await handIn(two.a, caseNumber, bytes)
  await settled()
  // It does not come, and people are told.
  two.cut.add(two.a.code)
  const materials = [{ code: MATERIAL, reference: fileId }]
  expect(await takeStep(await as(two.a), caseNumber, 'supplement', { materials })).toMatchObject({ ok: true })
  vi.setSystemTime(Date.now() + 80 * 3_600_000)
  await minutes()
  const digests = [bytes, bytes.slice(0, PART), bytes.slice(PART)].map(sha256)
  const plain = await Promise.all(digests)
  const held = async ({ database }: Region) => {
    const rows = await Promise.all(
      ['exchange_files', 'exchange_messages', 'exchange_alarms', 'exchange_deliveries', 'case_events'].map(
        async (table) => (await database.prepare(`SELECT * FROM ${table}`).all()).results,
      ),
    )
    const text = JSON.stringify(rows)
    return plain.filter((digest) => text.includes(digest)).length
  }
  expect(await contentDigests(two.a, caseNumber)).not.toEqual([])
  for (const region of [two.a, two.b]) {
    expect(await held(region)).toBe(3)
    const ctx = await region.context()
    expect(await ctx.database.write(eraseCaseContent(caseNumber))).toMatchObject({ ok: true })
    expect(await held(region)).toBe(0)
    expect(await contentDigests(region, caseNumber)).toEqual([])
    // What is left has its place in the chain, and is read as a message still.
    const { results } = await region.database
      .prepare('SELECT body FROM exchange_messages WHERE case_number = ?')
      .bind(caseNumber)
      .all<{ body: string }>()
    expect(results.length).toBeGreaterThan(0)
    for (const { body } of results) {
      const read = messageSchema.safeParse(JSON.parse(body))
      expect(read.success ? canonicalJson(asJson(read.data)) : read.error.issues).toBe(body)
    }
  }
  expect((await two.b.alarms()).map(({ subject }) => subject)).toContainEqual(
    expect.stringMatching(new RegExp(`^${caseNumber}/erased-\\d+$`)),
  )
})
/** Guarantee: what was parsed from JSON is JSON. */
const asJson = (value: unknown) => value as Json
/** Digests of what people handed in, in the open part of its messages. */
const contentDigests = async ({ database }: Region, caseNumber: string) =>
  (
    await database
      .prepare(
        `SELECT body ->> '$.data.contentDigest' AS digest FROM exchange_messages
         WHERE case_number = ? AND json_extract(body, '$.data.contentDigest') <> ?`,
      )
      .bind(caseNumber, '0'.repeat(64))
      .all()
  ).results

test('does a supplement count from its message on, naming the file as it is known at the handling region?', async () => {
  const caseNumber = await sharedCase(two, 'asked')
  two.faults.push(...TOLD_ONLY)
  const there = await handIn(two.a, caseNumber, pdfFile(1000))
  await settled()
  const materials = [{ code: MATERIAL, reference: there }]
  expect(await takeStep(await as(two.a), caseNumber, 'supplement', { materials })).toMatchObject({ ok: true })
  await two.a.settled()
  vi.setSystemTime(Date.now() + 1000)
  await takeIn(await two.b.context())
  const { underway } = await filesAt(two.b, caseNumber)
  const here = underway[0]?.id ?? ''
  expect(here).not.toBe(there)
  const row = await two.b.database.prepare('SELECT state FROM cases').first()
  expect(row).toEqual({ state: 'received' })
  const loaded = succeeded(await loadCase(await as(two.b), caseNumber))
  const supplemented = loaded.events.at(-1)
  expect(supplemented).toMatchObject({
    type: 'supplemented',
    data: { materials: [MATERIAL], handedInBy: 'official' },
  })
  if (supplemented === undefined) throw new Error('no events')
  const texts = await openTexts(await as(two.b), caseNumber, supplemented, loaded.texts)
  expect(texts).toMatchObject({ materials: [{ code: MATERIAL, reference: here }] })
  await minutes(2)
  expect((await filesAt(two.b, caseNumber)).files).toMatchObject([{ id: here }])
})

test('is a part that is forged, replayed or signed for another file refused?', async () => {
  const caseNumber = await sharedCase(two)
  const bytes = pdfFile(2000)
  two.faults.push(...TOLD_ONLY)
  await handIn(two.a, caseNumber, bytes)
  await settled()
  const of = { digest: await sha256(bytes), size: bytes.length }
  let genuine: Request | undefined
  two.faults.push(async (request, forward) => {
    genuine = request.clone()
    // Another body, and another file, under the same signature.
    const changed = new Request(request, { body: 'changed' })
    const moved = new Request(request.url.replace(of.digest, 'ab'.repeat(32)), request.clone())
    const answered = await Promise.all([forward(changed), forward(moved)])
    expect(answered.map(({ status }) => status)).toEqual([401, 401])
    return forward(request)
  })
  const path = `/cx/1/files/${of.digest}/parts/0?case=${caseNumber}&material=${MATERIAL}`
  expect(await put(path, await sealed(caseNumber, bytes, of))).toMatchObject({ state: 'here' })
  if (genuine === undefined) throw new Error('nothing was sent')
  // What is here is not looked at again, whoever sends it.
  expect((await two.b.send(genuine)).status).toBe(200)
  const unsigned = new Request(genuine.url, {
    method: 'PUT',
    body: 'x',
    headers: { 'content-type': 'application/octet-stream' },
  })
  expect((await two.b.send(unsigned)).status).toBe(401)
  expect(await transfersAt(two.b)).toMatchObject([{ state: 'here' }])
})
