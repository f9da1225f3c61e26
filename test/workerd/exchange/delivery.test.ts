import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { carryMessages } from '../../../packages/services/src/exchange/at-work.ts'
import { LEASE_MS } from '../../../packages/services/src/exchange/outbox.ts'
import { sendDue, sendTo } from '../../../packages/services/src/exchange/send.ts'
import { countTrips } from '../../counted-database.ts'
import {
  answerLost,
  answers,
  B,
  caseNumbers,
  type Fault,
  hand,
  NOW,
  openTwoRegions,
  requestLost,
  submission,
  type TwoRegions,
  twice,
  urging,
} from '../../two-regions.ts'

/** Messages between two regions over a line with faults: whatever happens on it, each is taken in once and receipted. */
vi.useFakeTimers({ toFake: ['Date'], now: NOW })

const HOUR_MS = 3_600_000
let two: TwoRegions
beforeEach(async () => {
  vi.setSystemTime(NOW)
  two = await openTwoRegions()
})
// What goes on after the last answer of a test is no matter of the next.
afterEach(() => settle())

const pass = (ms: number) => vi.setSystemTime(Date.now() + ms)
const drain = async () => sendDue(await two.a.context())
const settle = async () => {
  await two.b.settled()
  await two.a.settled()
}
/** Cron on both sides until nothing moves, some time going by between. */
async function carryOn(minutes = 3) {
  for (let minute = 0; minute < minutes; minute += 1) {
    await carryMessages(await two.a.context())
    await settle()
    await carryMessages(await two.b.context())
    await settle()
    pass(60_000)
  }
}
const states = async () => (await two.a.messages()).map(({ state }) => state)
const handed = async (count: number) =>
  hand(
    two,
    caseNumbers(count).map((each) => submission(each)),
  )

test('does a message reach its partner, be receipted, taken in once, and get its verdict?', async () => {
  const [sealed] = await handed(1)
  expect(await drain()).toEqual({ stored: 1, waiting: 0, dead: 0 })
  await settle()
  expect(two.taken).toEqual([sealed?.message.id])
  const [here] = await two.a.messages()
  expect(here).toMatchObject({ state: 'stored', attempts: 1, last_reason: null })
  expect(here?.delivery_id).not.toBeNull()
  expect(here?.verdict?.split('.')).toHaveLength(3)
  const [there] = await two.b.messages()
  expect(there).toMatchObject({ state: 'applied', verdict: here?.verdict })
  // Both keep the same receipt; what was signed and by whom stands beside it.
  const receiptOf = (database: D1Database) =>
    database.prepare('SELECT receipt, manifest, base FROM exchange_deliveries').first()
  expect(await receiptOf(two.a.database)).toEqual(await receiptOf(two.b.database))
  expect([...(await two.a.alarms()), ...(await two.b.alarms())]).toEqual([])
})

test('do fifty of different cases go in one request, and the fifty-first in the next?', async () => {
  await handed(51)
  expect(await drain()).toEqual({ stored: 51, waiting: 0, dead: 0 })
  expect(two.sent.filter(({ path }) => path.endsWith('/messages'))).toHaveLength(2)
  await settle()
  await carryOn(1)
  expect(two.taken).toHaveLength(51)
})

test.each<[string, Fault]>([
  ['a request lost', requestLost],
  ['an answer lost after the commit', answerLost],
  ['a partner that is down', answers(503)],
  ['a gateway that fails', answers(502)],
  ['a page of maintenance', answers(301, { Location: 'http://elsewhere.test' })],
])('is everything taken in exactly once in spite of %s, in half of the requests?', async (_, fault) => {
  const sealed = await handed(7)
  two.faults.push(fault, null, fault, fault, null, fault)
  await drain()
  expect(await states()).toEqual(Array(7).fill('waiting'))
  await carryOn(6)
  expect(await states()).toEqual(Array(7).fill('stored'))
  expect(two.taken.toSorted()).toEqual(sealed.map(({ message }) => message.id).toSorted())
  expect((await two.a.messages()).every(({ verdict }) => verdict !== null)).toBe(true)
})

test('is a request that arrives twice at once taken in once, and its receipt believed?', async () => {
  await handed(3)
  two.faults.push(twice)
  await drain()
  await carryOn(4)
  expect(await states()).toEqual(['stored', 'stored', 'stored'])
  expect(two.taken).toHaveLength(3)
})

test('is a request that was taken before refused with 401 and without effect, and the messages receipted under a new nonce?', async () => {
  await handed(1)
  let kept: Request | undefined
  two.faults.push(async (request, forward) => {
    kept = request.clone()
    return forward(request)
  })
  await drain()
  await settle()
  if (kept === undefined) throw new Error('nothing was sent')
  const before = await two.b.messages()
  const again = await two.b.send(kept)
  expect(again.status).toBe(401)
  expect(await again.json()).toMatchObject({ code: 'signatureRefused', reason: 'replayed' })
  expect(await two.b.messages()).toEqual(before)
})

test('are two drains at once kept from sending a message twice or out of order?', async () => {
  const cases = caseNumbers(10)
  await hand(
    two,
    cases.flatMap((each) => [submission(each), urging(each, 2), urging(each, 3)]),
  )
  const seen: string[] = []
  const watch: Fault = async (request, forward) => {
    const { messages } = (await request.clone().json()) as { messages: { subject: string; seq: number }[] }
    seen.push(...messages.map(({ subject, seq }) => `${subject}/${seq}`))
    return forward(request)
  }
  two.faults.push(watch, watch, watch, watch)
  await Promise.all([drain(), drain(), drain(), drain()])
  expect(seen).toHaveLength(30)
  expect(new Set(seen).size).toBe(30)
  for (const each of cases)
    expect(seen.filter((place) => place.startsWith(each))).toEqual([1, 2, 3].map((seq) => `${each}/${seq}`))
  expect(await states()).toEqual(Array(30).fill('stored'))
})

test('does a message wait for its forerunner, which somebody else has in hand?', async () => {
  const [number = ''] = caseNumbers(1)
  const drafts = [submission(number), urging(number, 2)]
  const [first, second] = await hand(two, drafts)
  await two.a.database
    .prepare('UPDATE exchange_messages SET leased_by = ?, next_at = ? WHERE id = ?')
    .bind('another', NOW + LEASE_MS, first?.message.id)
    .run()
  expect(await drain()).toEqual({ stored: 0, waiting: 0, dead: 0 })
  // Whoever had it has crashed: its lease ends, and both go in their order.
  pass(LEASE_MS)
  expect(await drain()).toEqual({ stored: 2, waiting: 0, dead: 0 })
  expect(two.sent).toHaveLength(1)
  expect((await two.b.messages()).map(({ id }) => id)).toEqual([first?.message.id, second?.message.id])
})

test('is what arrives before its forerunner stored and receipted, parked, asked for, and applied in order?', async () => {
  const [number = ''] = caseNumbers(1)
  const sealed = await hand(two, [submission(number), urging(number, 2), urging(number, 3)])
  const hold = (until: number, ...places: number[]) =>
    two.a.database.batch(
      places.map((at) =>
        two.a.database.prepare('UPDATE exchange_messages SET next_at = ? WHERE seq = ?').bind(until, at),
      ),
    )
  // The third alone is free: as if the two before it had been sent and lost with another database.
  await two.a.database.prepare("UPDATE exchange_messages SET state = 'dead' WHERE seq < 3").run()
  await hold(NOW, 3)
  expect(await drain()).toEqual({ stored: 1, waiting: 0, dead: 0 })
  await settle()
  expect(await two.b.messages()).toMatchObject([{ seq: 3, state: 'waiting', last_reason: 'gap' }])
  pass(60_000)
  await carryMessages(await two.b.context())
  // It has asked its sender: both came, and all three are finished in their order.
  await carryMessages(await two.b.context())
  const there = await two.b.messages()
  expect(there.map(({ seq }) => seq)).toEqual([1, 2, 3])
  expect(there.every(({ state }) => state !== 'waiting')).toBe(true)
  expect(two.taken).toEqual([sealed[0]?.message.id])
  const head = await two.b.database.prepare('SELECT in_seq, in_head FROM handovers').first()
  expect(head).toEqual({ in_seq: 3, in_head: sealed[2]?.digest })
})

test('does a message that does not name its forerunner stay out, and is that a divergence?', async () => {
  const [number = ''] = caseNumbers(1)
  await hand(two, [submission(number)])
  await hand(two, [urging(number, 2, 'f'.repeat(64))])
  await drain()
  await settle()
  expect(await two.b.messages()).toMatchObject([
    { seq: 1, state: 'applied' },
    { seq: 2, state: 'refused', last_reason: expect.stringContaining('brokenChain') },
  ])
  expect(await two.b.alarms()).toMatchObject([{ kind: 'divergence', subject: number }])
  expect(await two.a.alarms()).toMatchObject([{ kind: 'refused' }])
})

test('does a poisonous message in the middle of a batch die alone, with an alarm?', async () => {
  const drafts = caseNumbers(9).map((each, at) => submission(each, at === 4 ? { route: 'not-agreed' } : {}))
  const sealed = await hand(two, drafts)
  expect(await drain()).toEqual({ stored: 8, waiting: 0, dead: 1 })
  await settle()
  expect(two.taken).toHaveLength(8)
  expect(await two.a.alarms()).toEqual([
    {
      kind: 'refused',
      subject: sealed[4]?.message.id,
      facts: expect.stringContaining('"reason":"noAgreement"'),
    },
  ])
})

test('is a batch that is refused as a whole taken apart until the poisonous one is found?', async () => {
  const sealed = await handed(16)
  const poison = sealed[11]?.message.id ?? ''
  const picky: Fault = async (request, forward) => {
    const text = await request.clone().text()
    return text.includes(poison) ? new Response('{"code":"invalidInput"}', { status: 422 }) : forward(request)
  }
  two.faults.push(...Array<Fault>(12).fill(picky))
  expect(await drain()).toEqual({ stored: 15, waiting: 0, dead: 1 })
  await settle()
  // Sixteen, then 8 + 8, 4 + 4, 2 + 2, 1 + 1.
  expect(two.sent.filter(({ from }) => from === two.a.code).length).toBeLessThanOrEqual(10)
  expect(two.taken).toHaveLength(15)
  expect(await two.a.alarms()).toMatchObject([{ kind: 'refused', subject: poison }])
})

test('after five failures in a row, is the partner left alone, probed once, and reached again?', async () => {
  await handed(1)
  for (let failure = 1; failure <= 5; failure += 1) {
    two.faults.push(answers(503))
    await drain()
    pass(HOUR_MS)
  }
  expect(two.sent).toHaveLength(5)
  const { failures, open_until: openUntil } = await two.a.line()
  expect(failures).toBe(5)
  vi.setSystemTime((openUntil ?? 0) - 1)
  await two.a.database.prepare('UPDATE exchange_messages SET next_at = 0').run()
  await sendTo(await two.a.context(), [B])
  expect(two.sent).toHaveLength(5)
  // Half open: of many at once one goes.
  vi.setSystemTime(openUntil ?? 0)
  two.faults.push(answers(503))
  await Promise.all([drain(), drain(), drain()])
  expect(two.sent).toHaveLength(6)
  const again = await two.a.line()
  expect(again).toMatchObject({ failures: 6, open_until: Date.now() + 60_000 })
  pass(HOUR_MS)
  await Promise.all([drain(), drain()])
  expect(await states()).toEqual(['stored'])
  expect(await two.a.line()).toMatchObject({ failures: 0, open_until: null })
})

test('is Retry-After obeyed for everything that waits for the partner?', async () => {
  await handed(1)
  two.faults.push(answers(429, { 'Retry-After': '120' }))
  await drain()
  await handed(1)
  pass(119_000)
  await drain()
  expect(two.sent).toHaveLength(1)
  pass(HOUR_MS)
  await drain()
  expect(await states()).toEqual(['stored', 'stored'])
  expect(await two.a.line()).toMatchObject({ failures: 0 })
})

test('where the clocks differ, is it sent again at once by the partner’s time, and are people told?', async () => {
  await handed(2)
  /** The partner’s clock stands ten minutes behind. */
  const behind: Fault = async (request, forward) => {
    vi.setSystemTime(Date.now() - 600_000)
    const response = await forward(request)
    vi.setSystemTime(Date.now() + 600_000)
    return response
  }
  two.faults.push(behind, behind, behind)
  expect(await drain()).toMatchObject({ stored: 2, dead: 0 })
  expect(await two.a.alarms()).toMatchObject([{ kind: 'clockSkew', facts: '{"aheadMs":-600000}' }])
  expect(await two.a.line()).toMatchObject({ clock_offset_ms: -600_000 })
  // From now on it is signed by that time in the first place.
  await handed(1)
  await drain()
  expect(two.sent.filter(({ from }) => from === two.a.code)).toHaveLength(3)
  expect(await states()).toEqual(['stored', 'stored', 'stored'])
})

test('is an answer that does not verify, that is of another request, or receipts something else no receipt?', async () => {
  await handed(1)
  let other: Response | undefined
  const changed: Fault = async (request, forward) => {
    const response = await forward(request)
    other = response.clone()
    const text = (await response.text()).replace('"stored"', '"stored" ')
    return new Response(text, { status: 200, headers: response.headers })
  }
  const ofAnother: Fault = async (request, forward) => {
    await forward(request)
    if (other === undefined) throw new Error('no answer was kept')
    return other.clone()
  }
  const invented: Fault = async () =>
    new Response('{"receipt":"a.b.c","dispositions":[]}', {
      headers: { 'Content-Type': 'application/json' },
    })
  for (const fault of [changed, ofAnother, invented]) {
    two.faults.push(fault)
    expect(await drain()).toEqual({ stored: 0, waiting: 1, dead: 0 })
    pass(HOUR_MS)
  }
  expect(await states()).toEqual(['waiting'])
  expect(await two.a.alarms()).toMatchObject([{ kind: 'forgedAnswer' }])
  await carryOn(2)
  expect(await states()).toEqual(['stored'])
  expect(two.taken).toHaveLength(1)
})

test('after 72 hours of silence, is it a dead letter with an alarm, and does an operator send it again?', async () => {
  const [sealed] = await handed(1)
  const id = sealed?.message.id ?? ''
  let tries = 0
  while ((await states())[0] === 'waiting') {
    two.faults.push(requestLost)
    tries += (await drain()).waiting
    two.faults.length = 0
    pass(HOUR_MS)
    if (Date.now() > NOW + 100 * HOUR_MS) throw new Error('it lives on')
  }
  expect(tries).toBeGreaterThan(20)
  expect(Date.now() - NOW).toBeGreaterThanOrEqual(72 * HOUR_MS)
  expect(Date.now() - NOW).toBeLessThanOrEqual(76 * HOUR_MS)
  expect(await two.a.alarms()).toMatchObject([{ kind: 'deadLetter', subject: id }])
  const { listExchangeOutbox, replayDeadLetter } = await import('@tongban/services')
  const admin = await two.a.context({
    actor: { kind: 'official', subject: 'admin-1', roles: ['admin'], department: 'd', post: 'p', name: 'n' },
  })
  const listed = await listExchangeOutbox(admin, { state: 'dead', limit: 10 })
  expect(listed).toMatchObject({ ok: true, value: { messages: [{ id, state: 'dead' }], cursor: null } })
  pass(HOUR_MS)
  expect(await replayDeadLetter(admin, id)).toMatchObject({ ok: true, value: { id, partner: B } })
  await settle()
  await carryOn(1)
  expect(await states()).toEqual(['stored'])
  expect(await two.a.alarms()).toEqual([])
  expect(await replayDeadLetter(admin, id)).toMatchObject({ ok: false, failure: { code: 'notFound' } })
})

test('an application received four working days ago: do people hear of it before its five days are over?', async () => {
  const [number = ''] = caseNumbers(1)
  const draft = submission(number)
  // Friday the 18th; the notice is owed by Friday the 25th, and today is Thursday.
  await hand(two, [{ ...draft, data: { ...draft.data, receivedAt: NOW - 6 * 24 * HOUR_MS } }])
  two.cut.add('510116')
  for (let hour = 0; hour < 15; hour += 1) {
    await drain()
    pass(HOUR_MS)
  }
  expect(await states()).toEqual(['dead'])
  expect(await two.a.alarms()).toMatchObject([{ kind: 'deadLetter' }])
})

test('forbidden there while an agreement is in force here: does it wait, and die at once where none is?', async () => {
  const forbidden = answers(403)
  await handed(2)
  two.faults.push(forbidden)
  expect(await drain()).toEqual({ stored: 0, waiting: 2, dead: 0 })
  expect(await two.a.alarms()).toEqual([])
  await two.a.database.prepare("UPDATE exchange_agreements SET ended_on = '2026-12-23'").run()
  pass(HOUR_MS)
  two.faults.push(forbidden)
  expect(await drain()).toEqual({ stored: 0, waiting: 0, dead: 2 })
  expect(await two.a.alarms()).toMatchObject([{ kind: 'refused' }, { kind: 'refused' }])
})

test('are all dead letters of a partner sent again by one call, and the alarms of them ended?', async () => {
  await handed(3)
  await two.a.database.prepare('UPDATE exchange_agreements SET ended_on = valid_from').run()
  two.faults.push(answers(403))
  expect(await drain()).toMatchObject({ dead: 3 })
  const { replayDeadLetters } = await import('@tongban/services')
  const as = (role: 'admin' | 'window') =>
    two.a.context({
      actor: { kind: 'official', subject: role, roles: [role], department: 'd', post: 'p', name: 'n' },
    })
  expect(await replayDeadLetters(await as('window'), B)).toMatchObject({ failure: { code: 'notAllowed' } })
  expect(await replayDeadLetters(await as('admin'), '999999')).toMatchObject({
    failure: { code: 'notFound', what: 'partner' },
  })
  pass(HOUR_MS)
  const all = { partner: B, replayed: 3, more: false }
  expect(await replayDeadLetters(await as('admin'), B)).toEqual({ ok: true, value: all })
  await settle()
  expect(await states()).toEqual(['stored', 'stored', 'stored'])
  expect(await two.a.alarms()).toEqual([])
  expect(await replayDeadLetters(await as('admin'), B)).toMatchObject({ value: { replayed: 0 } })
})

test('is what goes wrong while it is applied tried again later, and told of after an hour?', async () => {
  await handed(1)
  two.answerWith = { state: 'later', reason: 'no signer' }
  await drain()
  await settle()
  expect(await two.b.messages()).toMatchObject([{ state: 'waiting', attempts: 1, last_reason: 'no signer' }])
  pass(2 * HOUR_MS)
  await carryMessages(await two.b.context())
  expect(await two.b.alarms()).toMatchObject([{ kind: 'untaken' }])
  two.answerWith = null
  pass(HOUR_MS)
  await carryMessages(await two.b.context())
  expect(two.taken).toHaveLength(1)
  expect((await two.a.messages())[0]?.verdict).not.toBeNull()
})

test('is a refusal told to the sender with its reason, and does its number count?', async () => {
  await handed(1)
  two.answerWith = { state: 'refused', code: 'wrongSide', zh: '应由另一方发出。', en: 'For the other side.' }
  await drain()
  await settle()
  expect(await two.b.messages()).toMatchObject([{ state: 'refused' }])
  const [{ verdict = null } = {}] = await two.a.messages()
  const payload = JSON.parse(atob((verdict?.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')))
  expect(payload.events['urn:tongban:cx:1:refused']).toMatchObject({ code: 'wrongSide' })
  expect(await two.a.alarms()).toMatchObject([{ kind: 'refused', facts: '{"verdict":"wrongSide"}' }])
})

test('does what a request has written in hand go out with one write and no claim, and come in with one read and one write?', async () => {
  const sender = countTrips(two.a.database)
  const receiver = countTrips(two.b.database)
  const context = await two.a.context({ database: sender.counted as D1Database })
  const lease = { leasedBy: 'this-request', nextAt: Date.now() + LEASE_MS }
  const counted: Record<string, unknown> = { ...two.b.bindings, DB: receiver.counted }
  const { door } = await import('../../../workers/exchange/src/door.ts')
  const waiting: Promise<unknown>[] = []
  const toCounted: Fault = async (request) => {
    const execution = { waitUntil: (work: Promise<unknown>) => void waiting.push(work) }
    return door.fetch(request, counted, execution as ExecutionContext)
  }
  for (const round of ['cold', 'warm']) {
    const messages = await hand(two, [submission(caseNumbers(1)[0] ?? '')], lease)
    sender.taken()
    receiver.taken()
    const held: Promise<unknown>[] = []
    two.faults.push(toCounted)
    await sendTo({ ...context, after: (work) => void held.push(work) }, [B], {
      holder: 'this-request',
      messages,
    })
    const trips = { round, sender: sender.taken(), receiver: receiver.taken() }
    // Where the partner was not looked at for a few seconds, its address and keys are read once. The third at the
    // receiver is the lease of what is taken in after the answer.
    if (round === 'warm') expect(trips).toEqual({ round, sender: 1, receiver: 3 })
    await Promise.all([...held, ...waiting])
  }
  expect(await states()).toEqual(['stored', 'stored'])
})

/** Another partner of 510116, and a message that waits for it. */
async function alsoWaitingFor(region: string) {
  const { database } = two.a
  await database.batch([
    database
      .prepare(
        `INSERT INTO exchange_partners (region, name_zh, name_en, base_url, keys, state, failures, clock_offset_ms, updated_at)
         SELECT ?, name_zh, name_en, 'http://330100.test/exchange', keys, state, 0, 0, 0 FROM exchange_partners`,
      )
      .bind(region),
    database
      .prepare(
        `INSERT INTO exchange_messages (partner, direction, id, case_number, seq, type, at, digest, body, state, attempts, next_at, created_at)
         SELECT ?, direction, id, case_number, seq, type, at, digest, body, state, 0, next_at, created_at FROM exchange_messages`,
      )
      .bind(region),
  ])
}

test('does a partner that does not answer hold up none of the others, and no longer than its own limit?', async () => {
  await handed(1)
  await alsoWaitingFor('330100')
  const limits: number[] = []
  const limit = vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
    limits.push(milliseconds)
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 60)
    return controller.signal
  })
  let reached = false
  two.faults.push(
    // It looks at no signal and answers nothing, ever; the next request is under way at the same time.
    () => new Promise(() => undefined),
    async (request, forward) => {
      reached = true
      return forward(request)
    },
  )
  const sent = drain()
  await vi.waitFor(() => expect(reached).toBe(true))
  expect(await sent).toEqual({ stored: 1, waiting: 1, dead: 0 })
  limit.mockRestore()
  expect(new Set(limits)).toEqual(new Set([10_000]))
  const rows = await two.a.database
    .prepare('SELECT partner, state, last_reason FROM exchange_messages ORDER BY partner')
    .all()
  expect(rows.results).toEqual([
    { partner: '330100', state: 'waiting', last_reason: 'timeout' },
    { partner: B, state: 'stored', last_reason: null },
  ])
})

test('do the same messages that come twice at once, each time under another signature, stand stored once?', async () => {
  const sealed = await handed(20)
  const context = await two.a.context()
  const lanes = ['one', 'two', 'three'].map((holder) => sendTo(context, [B], { holder, messages: sealed }))
  await Promise.all(lanes)
  await settle()
  expect(await two.b.messages()).toHaveLength(20)
  expect(two.taken).toHaveLength(20)
  expect(await states()).toEqual(Array(20).fill('stored'))
})
