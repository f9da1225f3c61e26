import { LIMITS, manifestDigestOf, type PartnerKey, signRequest } from '@tongban/exchange/wire'
import { canonicalJson, type Json, makeCaseNumber, sha256Hex } from '@tongban/kernel'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { verdictReceipt } from '../../../packages/exchange/src/wire/index.ts'
import {
  makeRegion,
  makeRing,
  type Region as Ring,
  signerOf,
} from '../../../packages/exchange/src/wire/wire.fixture.ts'
import { carryMessages } from '../../../packages/services/src/exchange/at-work.ts'
import { sealMessages } from '../../../packages/services/src/exchange/seal.ts'
import { takeIn } from '../../../packages/services/src/exchange/take-in.ts'
import {
  A,
  accepted,
  B,
  caseNumbers,
  NOW,
  openTwoRegions,
  submission,
  type TwoRegions,
  urging,
} from '../../two-regions.ts'

/** What a partner that is dishonest, or mistaken, can do with a delivery: nothing beyond its agreement, and learn nothing. */
vi.useFakeTimers({ toFake: ['Date'], now: NOW })

let two: TwoRegions
let a: Ring
beforeEach(async () => {
  vi.setSystemTime(NOW)
  two = await openTwoRegions()
  a = await makeRegion(JSON.parse(String(two.a.bindings.TONGBAN_EXCHANGE_KEYS)))
})
afterEach(async () => {
  await two.b.settled()
  await two.a.settled()
})

type Given = {
  readonly messages: readonly Json[]
  readonly verdicts?: readonly string[]
  readonly manifest?: readonly (readonly [string, string])[]
  readonly from?: string
  readonly by?: Ring
  readonly manifestDigest?: string
}
let nonces = 0
async function deliver({ messages, verdicts = [], manifest, from = A, by = a, manifestDigest }: Given) {
  nonces += 1
  const listed =
    manifest ??
    (await Promise.all(
      messages.map(async (each) => [idOf(each), await sha256Hex(canonicalJson(each))] as const),
    ))
  const signed = await signRequest(
    {
      method: 'POST',
      url: `http://${B}.test/exchange/cx/1/messages`,
      from,
      to: B,
      body: {
        content: JSON.stringify({ manifest: listed, messages, verdicts }),
        type: 'application/json',
        idempotencyKey: `delivery-${nonces}`,
        manifestDigest: manifestDigest ?? (await manifestDigestOf(listed)),
      },
    },
    signerOf(by, Math.floor(NOW / 1000)),
    { now: NOW, nonce: `nonce-${String(nonces).padStart(16, '0')}` },
  )
  const response = await two.b.send(signed.request)
  const body = (await response.json()) as Answer
  return { status: response.status, body, codes: body.dispositions?.map((each) => each.code ?? each.state) }
}
type Answer = {
  readonly code?: string
  readonly dispositions?: readonly { readonly id: string; readonly state: string; readonly code?: string }[]
}
const idOf = (message: Json) => String(asObject(message).id ?? 'none')
/** Guarantee: a message of these tests. */
const asObject = (message: Json) => message as { readonly [name: string]: Json }
const ID = '0197c2a4-0000-7000-8000-0000000000aa'

const sound = async (...drafts: Parameters<typeof sealMessages>[1][number][]): Promise<readonly Json[]> =>
  (await sealMessages(await two.a.context(), drafts)).map(({ body }) => JSON.parse(body))
const [first = '', second = '', third = ''] = caseNumbers(3)
const stored = async () => (await two.b.messages()).length

test('is the request as a whole refused, without effect, where the manifest is not what was signed or not what was sent?', async () => {
  const [message = null] = await sound(submission(first))
  const digest = await sha256Hex(canonicalJson(message))
  const id = idOf(message)
  const wrong: Given[] = [
    { messages: [message], manifestDigest: 'a'.repeat(64) },
    { messages: [message], manifest: [[id, 'a'.repeat(64)]] },
    { messages: [message], manifest: [] },
    { messages: [], manifest: [[id, digest]] },
    { messages: [message, message], manifest: [[id, digest]] },
  ]
  for (const given of wrong) expect((await deliver(given)).status).toBe(422)
  expect(await stored()).toBe(0)
  expect((await deliver({ messages: [message] })).codes).toEqual(['stored'])
})

test('is nothing at all refused, and more than the limits allow?', async () => {
  expect((await deliver({ messages: [] })).status).toBe(422)
  const [message = null] = await sound(submission(first))
  const many = Array.from({ length: LIMITS.messagesPerDelivery + 1 }, () => message)
  expect((await deliver({ messages: many })).status).toBe(422)
  expect((await deliver({ messages: [], verdicts: Array<string>(51).fill('a.b.c') })).status).toBe(422)
  expect(await stored()).toBe(0)
})

test('is each message that may not be sent refused by itself, and its neighbours stored?', async () => {
  const [good = null, other = null, urged = null] = await sound(
    submission(first),
    submission(second),
    urging(third, 1),
  )
  const { id: _, ...nameless } = asObject(other)
  const changed = (change: object): Json => ({ ...asObject(other), id: crypto.randomUUID(), ...change })
  const messages = [
    good,
    nameless,
    changed({ type: 'case.invented' }),
    changed({ seq: 0 }),
    changed({ hidden: 'more' }),
    changed({ source: '999999' }),
    changed({ to: A }),
    changed({ agreement: 'another@1' }),
    changed({ agreement: 'chuanyu@2' }),
    changed({ route: 'another' }),
    changed({ type: 'case.accepted', data: accepted(first).data }),
    urged,
  ]
  expect((await deliver({ messages })).codes).toEqual([
    'stored',
    'malformed',
    'malformed',
    'malformed',
    'malformed',
    'wrongParties',
    'wrongParties',
    'noAgreement',
    'noAgreement',
    'noAgreement',
    'notYours',
    'notShared',
  ])
  expect(await stored()).toBe(1)
})

test('is another content under a known id refused, as is another message under a known number, and is the first receipted again?', async () => {
  const [message = null] = await sound(submission(first))
  await deliver({ messages: [message] })
  const again = { ...asObject(message), time: '2026-12-24T01:00:00.000Z' }
  const [another = null] = await sound(submission(first))
  expect((await deliver({ messages: [again, another, message] })).codes).toEqual([
    'digestMismatch',
    'sequenceTaken',
    'repeated',
  ])
  expect(await stored()).toBe(1)
})

test('does a case of another partner look like one that does not exist?', async () => {
  // 500112 has handed a case over to 510116; a third region tells of it, and of one that nobody has.
  const [shared, none] = [makeCaseNumber(B, '2026-12-24', 1), makeCaseNumber(B, '2026-12-24', 2)]
  await two.b.database
    .prepare(
      `INSERT INTO handovers (case_number, partner, role, mode, custody, item_code, office, agreement_id, agreement_version,
         route_version, out_seq, out_head, in_seq, in_head, received_at, transferred_at, passed, updated_at)
       VALUES (?, ?, 'receiving', 'online', 'there', 'elderly-allowance', '*', 'chuanyu', 1, '', 1, '', 0, '', 0, 0, '[]', 0)`,
    )
    .bind(shared, A)
    .run()
  const stranger = await makeRegion(await makeRing())
  await befriend('330100', stranger.shown)
  const about = async (caseNumber: string) => {
    const [message = null] = await sound({ ...accepted(caseNumber), to: B, personal: null })
    const telling = { source: '330100', agreement: 'another@1' }
    return deliver({
      messages: [
        { ...asObject(message), ...telling, id: ID },
        { ...asObject(message), ...telling, seq: 2 },
      ],
      from: '330100',
      by: stranger,
    })
  }
  const [known, unknown] = [await about(shared), await about(none)]
  expect(known.codes).toEqual(['notShared', 'notShared'])
  expect(known.codes).toEqual(unknown.codes)
  expect(known.status).toBe(unknown.status)
  expect(await stored()).toBe(0)
  // The same of the log and the heads.
  const ask = async (path: string) => {
    nonces += 1
    const signed = await signRequest(
      { method: 'GET', url: `http://${B}.test/exchange${path}`, from: '330100', to: B },
      signerOf(stranger, Math.floor(NOW / 1000)),
      { now: NOW, nonce: `nonce-${String(nonces).padStart(16, '0')}` },
    )
    const response = await two.b.send(signed.request)
    const { requestId: _, ...body } = (await response.json()) as Record<string, unknown>
    return { status: response.status, body }
  }
  const messagesOf = (number: string) => ask(`/cx/1/cases/${number}/messages?sentBy=me`)
  expect(await messagesOf(shared)).toEqual(await messagesOf(none))
  expect((await messagesOf(shared)).status).toBe(404)
  expect(await ask('/cx/1/heads')).toEqual({ status: 200, body: { heads: [], next: null } })
})

async function befriend(
  region: string,
  keys: readonly PartnerKey[],
  { receivedBy }: { readonly receivedBy?: string } = {},
) {
  await two.b.database.batch([
    two.b.database
      .prepare(
        `INSERT INTO exchange_partners (region, name_zh, name_en, base_url, keys, state, failures, clock_offset_ms, updated_at)
         VALUES (?, '演示', 'Sample', 'http://330100.test/exchange', ?, 'active', 0, 0, 0)`,
      )
      .bind(region, JSON.stringify(keys)),
    two.b.database
      .prepare(
        `INSERT INTO exchange_agreements (id, version, partner, state, document, digest, valid_from, proposed_at, effective_at, updated_at, attempts)
         SELECT 'another', version, ?, state, document, digest, valid_from, proposed_at, effective_at, updated_at, 0 FROM exchange_agreements`,
      )
      .bind(region),
  ])
  if (receivedBy !== undefined)
    await two.b.database
      .prepare(
        `UPDATE exchange_agreements SET document = replace(document, '${A}', ?),
           digest = 'of-another' WHERE id = 'another'`,
      )
      .bind(receivedBy)
      .run()
}

test('does a partner without an agreement signed by both reach nothing, and one that is suspended nobody?', async () => {
  const [message = null] = await sound(submission(first))
  await two.b.database.prepare('UPDATE exchange_agreements SET effective_at = NULL').run()
  expect(await deliver({ messages: [message] })).toMatchObject({ status: 403, body: { code: 'noAgreement' } })
  await two.b.database.prepare('UPDATE exchange_agreements SET effective_at = 0').run()
  await two.b.database.prepare("UPDATE exchange_partners SET state = 'suspended'").run()
  vi.setSystemTime(NOW + 6_000)
  expect((await deliver({ messages: [message] })).status).toBe(401)
  expect(await stored()).toBe(0)
})

test('is a verdict that the partner has not signed passed over, and the rest of its delivery taken?', async () => {
  const [message = null] = await sound(submission(first))
  const answer = await deliver({ messages: [message], verdicts: ['a.b.c', 'eyJhbGciOiJub25lIn0.e30.AAAA'] })
  expect(answer.codes).toEqual(['stored'])
})

test('does nothing that is personal stand in the open, in alarms or in the log?', async () => {
  const [message = null] = await sound(submission(first))
  await deliver({ messages: [message] })
  const rows = await two.b.database.prepare('SELECT * FROM exchange_messages').all()
  const alarms = await two.b.database.prepare('SELECT * FROM exchange_alarms').all()
  expect(JSON.stringify([rows.results, alarms.results])).not.toContain('演示甲')
})

test('is a signature of any length but 64 bytes an ordinary refusal, for anybody?', async () => {
  const signed = await signRequest(
    { method: 'GET', url: `http://${B}.test/exchange/cx/1/heads`, from: A, to: B },
    signerOf(a, Math.floor(NOW / 1000)),
    { now: NOW, nonce: 'nonce-of-another-length' },
  )
  for (const length of [0, 63, 65]) {
    const headers = new Headers(signed.request.headers)
    headers.set('signature', `cx=:${btoa('x'.repeat(length))}:`)
    const response = await two.b.send(new Request(signed.request.url, { headers }))
    expect(response.status).toBe(401)
    await response.arrayBuffer()
  }
})

/** Numbers on and on from one, without the beginning: nothing of them can be applied. */
async function endless(caseNumber: string, from: number, count: number): Promise<readonly Json[]> {
  const [message = null] = await sound(urging(caseNumber, 1))
  return Array.from({ length: count }, (_, at) => ({
    ...asObject(message),
    id: crypto.randomUUID(),
    seq: from + at,
  }))
}

test('one partner sends hundreds that follow nothing: is the case of another applied in one round, and is there an end to it?', async () => {
  const C = '520100'
  const flooding = await makeRegion(await makeRing())
  await befriend(C, flooding.shown, { receivedBy: C })
  const numbers = Array.from({ length: 10 }, (_, at) => makeCaseNumber(C, '2026-12-24', at + 1))
  const answers: unknown[] = []
  for (const number of numbers) {
    const messages = (await endless(number, 2, 50)).map((each) => ({
      ...asObject(each),
      source: C,
      agreement: 'another@1',
    }))
    answers.push((await deliver({ messages, from: C, by: flooding })).status)
  }
  expect(answers).toEqual([200, 200, 200, 200, 429, 429, 429, 429, 429, 429])
  await two.b.settled()
  const [message = null] = await sound(submission(first))
  expect((await deliver({ messages: [message] })).codes).toEqual(['stored'])
  await takeIn(await two.b.context())
  const its = (await two.b.messages()).find(({ id }) => id === idOf(message))
  expect(its).toMatchObject({ state: 'applied' })
  // What has waited for three days for a beginning is dropped, and people hear of it once.
  vi.setSystemTime(NOW + 73 * 3_600_000)
  await carryMessages(await two.b.context())
  expect((await two.b.messages()).filter(({ seq }) => seq > 1)).toEqual([])
  expect((await two.b.alarms()).filter(({ subject }) => subject === 'unbegun')).toMatchObject([
    { kind: 'untaken', facts: '{"dropped":200}' },
  ])
})

test('is nothing kept of a case nobody could have handed over, or of an offer that never came?', async () => {
  const C = '110101'
  const stranger = await makeRegion(await makeRing())
  // It hands nothing over by its agreement.
  await befriend(C, stranger.shown)
  const number = makeCaseNumber(C, '2026-12-24', 1)
  const [message = null] = await endless(number, 2, 1)
  const theirs = { ...asObject(message), source: C, agreement: 'another@1' }
  expect((await deliver({ messages: [theirs], from: C, by: stranger })).codes).toEqual(['notShared'])
  const withdrawn = {
    ...asObject(message),
    id: crypto.randomUUID(),
    type: 'licence.transfer-withdrawn',
    subject: '1.2.156.3005.2.11100000000013338W045.1151011600000000XX.0000000001.001.K',
    data: { reason: 'error', at: NOW },
  }
  expect((await deliver({ messages: [withdrawn] })).codes?.[0]).toMatch(/notShared|malformed/)
  expect(await stored()).toBe(0)
})

test('does the first verdict on a message stand, and does one about nothing do nothing?', async () => {
  const [sent] = await sealMessages(await two.b.context(), [{ ...urging(first, 1), to: A }])
  if (sent === undefined) throw new Error('nothing was sealed')
  const { digest } = sent
  const id = idOf(JSON.parse(sent.body))
  await two.b.database
    .prepare(
      `INSERT INTO exchange_messages (partner, direction, id, case_number, seq, type, at, digest, body, state, attempts, next_at, created_at)
       VALUES (?, 'out', ?, ?, 1, 'case.submitted', 0, ?, ?, 'stored', 1, 0, 0)`,
    )
    .bind(A, id, first, digest, sent.body)
    .run()
  const say = (said: Parameters<typeof verdictReceipt>[1]) =>
    verdictReceipt(
      { from: A, to: B, jti: crypto.randomUUID(), now: NOW },
      said,
      signerOf(a, Math.floor(NOW / 1000)),
    )
  const refusing = { kind: 'refused', code: 'noRoute', zh: '不办', en: 'not here' } as const
  const nothing = await Promise.all(
    Array.from({ length: 20 }, () => say({ ...refusing, id: crypto.randomUUID(), digest })),
  )
  const other = await say({ ...refusing, id, digest: 'a'.repeat(64) })
  expect((await deliver({ messages: [], verdicts: [...nothing, other] })).status).toBe(200)
  expect(await two.b.alarms()).toEqual([])
  const verdict = async () => (await two.b.messages()).map((row) => row.verdict)
  expect(await verdict()).toEqual([null])
  const yes = await say({ kind: 'accepted', id, digest })
  const no = await say({ ...refusing, id, digest })
  await deliver({ messages: [], verdicts: [yes, no] })
  await deliver({ messages: [], verdicts: [no] })
  expect(await verdict()).toEqual([yes])
  expect(await two.b.alarms()).toEqual([])
})

test('is a key of repetition out of form refused before anything is stored, and a body that is not plain JSON?', async () => {
  const [message = null] = await sound(submission(first))
  const listed = [[idOf(message), await sha256Hex(canonicalJson(message))]] as const
  const content = JSON.stringify({ manifest: listed, messages: [message], verdicts: [] })
  const send = async (change: { key?: string; content?: string; type?: string; encoding?: string }) => {
    nonces += 1
    const signed = await signRequest(
      {
        method: 'POST',
        url: `http://${B}.test/exchange/cx/1/messages`,
        from: A,
        to: B,
        headers: change.encoding === undefined ? {} : { 'content-encoding': change.encoding },
        body: {
          content: change.content ?? content,
          type: change.type ?? 'application/json',
          idempotencyKey: change.key ?? 'delivery-plain',
          manifestDigest: await manifestDigestOf(listed),
        },
      },
      signerOf(a, Math.floor(NOW / 1000)),
      { now: NOW, nonce: `nonce-${String(nonces).padStart(16, '0')}` },
    )
    const response = await two.b.send(signed.request)
    await response.arrayBuffer()
    return response.status
  }
  expect(await send({ key: 'short' })).toBe(400)
  expect(await send({ key: 'x'.repeat(129) })).toBe(400)
  expect(await send({ key: 'with a space' })).toBe(400)
  expect(await send({ content: `\uFEFF${content}` })).toBe(400)
  expect(await send({ type: 'application/json; charset=gbk' })).toBe(400)
  expect(await send({ encoding: 'br' })).toBe(400)
  expect(await stored()).toBe(0)
  expect(await send({ type: 'application/json; charset=UTF-8' })).toBe(200)
})
