import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { applicationsOf } from '../../scripts/seed/applications.ts'
import { type Answer, json, type LocalServer, startServer } from '../e2e/local-server.ts'
import { answered } from '../e2e/region.ts'
import { openStopped } from './database.ts'
import { CODE, openPlace, type Place } from './region.ts'

/**
 * Calls that leave by the runtime's own network, with nothing of a test in between: a redirect is not followed, a
 * connection that is refused, broken or silent is known for what it is, and one given up is closed.
 */
let register: LocalServer
let elsewhere: LocalServer
let notifier: LocalServer
let place: Place
let token: string
let body: object
let person: { readonly birthOn: string }
/** By case: the reason for which the register gave nothing. */
const expected = new Map<string, string>()

beforeAll(async () => {
  ;[register, elsewhere, notifier] = await Promise.all([
    startServer(json({})),
    startServer(json({})),
    startServer((response) => response.writeHead(204).end()),
  ])
  place = await openPlace({
    TONGBAN_NOTIFIER_URL: `${notifier.origin}/notices`,
    TONGBAN_FACT_SOURCES: JSON.stringify({ population: `${register.origin}/facts` }),
    TONGBAN_OUTBOUND_KEYS: JSON.stringify({
      notifier: [`whsec_${randomBytes(32).toString('base64')}`],
      sources: { population: { keyId: 'k1', key: randomBytes(32).toString('base64') } },
    }),
  })
  await place.start()
  await place.setUp()
  person = place.people.aged72
  token = await place.tokenOf(place.people.aged72)
  const [application] = applicationsOf(CODE, place.people)
  if (application?.person !== place.people.aged72) throw new Error('not the application of the person')
  body = application.body
})
beforeEach(() => {
  for (const server of [register, elsewhere, notifier]) server.received.length = 0
})
afterAll(async () => {
  await place.stop()
  await Promise.all([register, elsewhere, notifier].map((server) => server.down()))
  await place.remove()
})

const headers = () => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' })
const apply = () =>
  answered(
    fetch(`${place.origin}/approvals/v1/applications`, {
      method: 'POST',
      headers: { ...headers(), 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify(body),
    }),
  )
const right: Answer = (response, request) =>
  json({
    record: { birthDate: person.birthOn, hukouRegion: CODE, lifeStatus: 'alive' },
    sourceAt: Date.now(),
  })(response, request)
const toElsewhere: Answer = (response) =>
  response.writeHead(307, { location: `${elsewhere.origin}/facts` }).end()

async function referredWith(answer: Answer, reason: string, requests: number) {
  register.answerWith(answer)
  const startedAt = Date.now()
  const { status, body: said } = await apply()
  expect([status, said.outcome, register.received.length]).toEqual([201, 'refer', requests])
  expected.set(String(said.caseNumber), reason)
  return Date.now() - startedAt
}

test('is a person approved by what the register answers?', async () => {
  register.answerWith(right)
  expect((await apply()).body).toMatchObject({ outcome: 'approve', result: { amountYuan: 200 } })
})

test('is a redirect of the register not followed, so that the person is named to nobody else?', async () => {
  await referredWith(toElsewhere, 'refused', 1)
  expect(elsewhere.received).toEqual([])
})

test('is a register that hangs up asked once more, and then known as unreachable?', async () => {
  await referredWith((response) => response.destroy(), 'network', 2)
})

test('is a register that does not listen known as unreachable at once?', async () => {
  await register.down()
  const tookMs = await referredWith(right, 'network', 0)
  await register.up()
  expect(tookMs).toBeLessThan(1_500)
})

test('is a silent register given up after twice two seconds, and is each connection closed?', async () => {
  let closed = 0
  const tookMs = await referredWith(
    (response) => {
      response.on('close', () => {
        closed += 1
      })
    },
    'timeout',
    2,
  )
  expect(tookMs).toBeGreaterThanOrEqual(3_900)
  expect(tookMs).toBeLessThan(5_000)
  await expect.poll(() => closed).toBe(2)
})

test('is a register that drips given up after twice two seconds?', async () => {
  const tookMs = await referredWith(
    (response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const timer = setInterval(() => response.write(' '), 200)
      response.on('close', () => clearInterval(timer))
    },
    'timeout',
    2,
  )
  expect(tookMs).toBeLessThan(5_000)
})

test('is an answer without end cut off?', async () => {
  let sent = 0
  await referredWith(
    (response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const timer = setInterval(() => {
        sent += 65_536
        response.write(Buffer.alloc(65_536, ' '))
      }, 5)
      response.on('close', () => clearInterval(timer))
    },
    'tooLarge',
    1,
  )
  expect(sent).toBeLessThan(10_000_000)
})

test('does a message wait when its gateway redirects, and is it sent to nobody else?', async () => {
  register.answerWith(right)
  notifier.answerWith(toElsewhere)
  await apply()
  await expect.poll(() => notifier.received.length).toBe(1)
  const supervisor = await place.officialToken('supervisor')
  const jobs = () =>
    answered(
      fetch(`${place.origin}/supervision/v1/jobs`, { headers: { authorization: `Bearer ${supervisor}` } }),
    )
  await expect.poll(async () => Object((await jobs()).body.outbox).waiting).toBe(1)
  expect(elsewhere.received).toEqual([])
})

test('is the reason of each failed reading kept with its case?', async () => {
  expect(expected.size).toBe(6)
  await place.stop()
  const database = openStopped(place.places.state)
  try {
    const fetches = database.rows("SELECT case_number, state FROM fact_fetches WHERE source = 'population'")
    const kept = new Map(fetches.map((row) => [String(row.case_number), String(row.state)]))
    for (const [caseNumber, reason] of expected)
      expect([caseNumber, kept.get(caseNumber)]).toEqual([caseNumber, reason])
    const [waiting, ...others] = database.rows("SELECT last_reason FROM outbox WHERE state = 'waiting'")
    expect([waiting, others]).toEqual([{ last_reason: 'redirect' }, []])
  } finally {
    database.close()
  }
})
