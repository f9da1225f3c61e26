import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type CaseEvent, eventHash, foldEvents } from '@tongban/cases'
import { findItem } from '@tongban/catalogue'
import { GENESIS } from '@tongban/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT } from '../../scripts/region/places.ts'
import { applicationsOf } from '../../scripts/seed/applications.ts'
import { type LocalServer, startServer } from '../e2e/local-server.ts'
import { answered } from '../e2e/region.ts'
import { openStopped } from './database.ts'
import { CODE, openPlace, type Place } from './region.ts'

/**
 * A region that is killed while sixteen people apply, again and again, and started over what is left. Whoever was
 * answered is found once, whoever was cut off finds one case by trying again, every chain of events holds, every grant
 * has its licence and every licence its grant, and every case is told to the notification gateway under one message id.
 */
const ROUNDS = 20
const WRITERS = 16
const CUT_AFTER_MS = { least: 150, most: 1_500 }
/** A message leased to a request that was killed is taken over after a minute. */
const OUTBOX_LIMIT_MS = 150_000
const MINUTE_MS = 60_000
/** Cron is fired for the minutes of the last day, one a second. */
const LATE_MS = 1440 * MINUTE_MS
const REPORTS = resolve(ROOT, 'reports')

type Attempt = {
  readonly key: string
  readonly token: string
  readonly body: object
  /** What the applicant was answered; null when the request was cut off. */
  answer: Answered | null
}
type Answered = {
  readonly caseNumber: string
  readonly state: string
  readonly documents: readonly object[]
  /** Identifiers. */
  readonly licences: readonly string[]
}

let place: Place
let notifier: LocalServer

beforeAll(async () => {
  notifier = await startServer((response) => response.writeHead(204).end())
  place = await openPlace({
    TONGBAN_NOTIFIER_URL: `${notifier.origin}/notices`,
    TONGBAN_OUTBOUND_KEYS: JSON.stringify({ notifier: [`whsec_${randomBytes(32).toString('base64')}`] }),
  })
  await place.start()
  await place.setUp()
})
afterAll(async () => {
  await place.stop()
  await notifier.down()
  await place.remove()
})

const call = (token: string, method: string, path: string, body?: object, headers = {}) =>
  answered(
    fetch(`${place.origin}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    }),
  )
const send = ({ key, token, body }: Attempt) =>
  call(token, 'POST', '/approvals/v1/applications', body, { 'idempotency-key': key })

/** Applies until told to stop; every attempt is written down before it is sent. */
async function writer(token: string, body: object, attempts: Attempt[], killedAt: () => number | null) {
  while (killedAt() === null) {
    const attempt: Attempt = { key: crypto.randomUUID(), token, body, answer: null }
    attempts.push(attempt)
    try {
      const { status, body: said } = await send(attempt)
      if (status === 201) attempt.answer = asAnswer(said)
      else if (killedAt() === null) throw new Error(`answered ${status} while nothing was wrong`)
    } catch (thrown) {
      if (killedAt() === null) throw thrown
    }
  }
}

/** One round: sixteen writers, a kill, a new start. */
async function round(writers: readonly { token: string; body: object }[]) {
  const attempts: Attempt[] = []
  const killed = place.running()
  let killedAt: number | null = null
  const writing = Promise.all(writers.map(({ token, body }) => writer(token, body, attempts, () => killedAt)))
  const { least, most } = CUT_AFTER_MS
  // A writer that fails before the kill ends the wait with its own error.
  await Promise.race([wait(least + Math.random() * (most - least)), writing])
  // Nothing between the two: an answer that comes first would end its writer before the kill.
  place.kill()
  killedAt = Date.now()
  await writing
  await place.untilGone()
  await place.start()
  return { attempts, killed }
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items]
  const take = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: WRITERS }, take))
}

/** Sends it again: the case is the one answered before, if it was answered; it stands, with every event. */
async function findOnce(attempt: Attempt): Promise<'replayed' | 'new'> {
  const again = await send(attempt)
  expect([again.status, again.body.code]).toEqual([201, undefined])
  const found = asAnswer(again.body)
  const isReplay = again.headers.get('idempotency-replayed') === 'true'
  if (attempt.answer !== null) {
    expect([isReplay, found]).toEqual([true, attempt.answer])
  }
  attempt.answer = found
  const read = await call(attempt.token, 'GET', `/approvals/v1/cases/${found.caseNumber}`)
  expect([read.status, read.body.state]).toEqual([200, found.state])
  const timeline = Array.isArray(read.body.timeline) ? read.body.timeline : []
  expect(timeline.length).toBeGreaterThan(1)
  expect(timeline.map(({ seq }: { seq: number }) => seq)).toEqual(timeline.map((_, at) => at + 1))
  return isReplay ? 'replayed' : 'new'
}

/** Fires cron, minute by minute, until nothing waits. */
async function untilDelivered(): Promise<unknown> {
  const supervisor = await place.officialToken('supervisor')
  const end = Date.now() + OUTBOX_LIMIT_MS
  for (let minute = end - LATE_MS; ; minute += MINUTE_MS) {
    await fetch(`${place.origin}/cdn-cgi/handler/scheduled?cron=*+*+*+*+*&time=${minute}`)
    const { body } = await call(supervisor, 'GET', '/supervision/v1/jobs')
    if (Object(body.outbox).waiting === 0 || Date.now() > end) return body.outbox
    await wait(1_000)
  }
}

test(`after each of ${ROUNDS} kills, is everything that was answered found once, and does trying again make one case?`, async () => {
  const applications = applicationsOf(CODE, place.people).slice(0, WRITERS)
  expect(applications).toHaveLength(WRITERS)
  const writers = await Promise.all(
    applications.map(async ({ person, body }) => ({ token: await place.tokenOf(person), body })),
  )
  const all: Attempt[] = []
  const figures = { rounds: ROUNDS, writers: WRITERS, answered: 0, cutOff: 0, cutOffButCommitted: 0 }
  for (let count = 1; count <= ROUNDS; count += 1) {
    const { attempts, killed } = await round(writers)
    const answeredBefore = attempts.filter(({ answer }) => answer !== null)
    const cutOff = attempts.filter(({ answer }) => answer === null)
    expect(killed.some(({ command }) => command.includes('workerd'))).toBe(true)
    expect([count, answeredBefore.length > 0, cutOff.length > 0]).toEqual([count, true, true])
    await inParallel(answeredBefore, async (attempt) => {
      expect(await findOnce(attempt)).toBe('replayed')
    })
    await inParallel(cutOff, async (attempt) => {
      if ((await findOnce(attempt)) === 'replayed') figures.cutOffButCommitted += 1
      expect(await findOnce(attempt)).toBe('replayed')
    })
    all.push(...attempts)
    figures.answered += answeredBefore.length
    figures.cutOff += cutOff.length
  }
  const numbers = all.map(({ answer }) => answer?.caseNumber)
  expect(new Set(numbers).size).toBe(all.length)
  expect(await untilDelivered()).toEqual({ waiting: 0, dead: 0, oldestAt: null })
  await place.stop()
  await expectSoundDatabase(all)
  expectToldOnce(numbers)
  mkdirSync(REPORTS, { recursive: true })
  const told = { ...figures, messages: notifier.received.length }
  writeFileSync(resolve(REPORTS, 'kill.json'), `${JSON.stringify(told, null, 2)}\n`)
})

/** What lies in the stopped region's database: one case an attempt, whole, and nothing besides. */
async function expectSoundDatabase(all: readonly Attempt[]): Promise<void> {
  const database = openStopped(place.places.state)
  try {
    expect(database.rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
    const cases = database.rows('SELECT * FROM cases')
    const numbers = all.flatMap(({ answer }) => (answer === null ? [] : [answer.caseNumber])).toSorted()
    expect(cases.map((row) => row.case_number).toSorted()).toEqual(numbers)
    expect(database.rows('SELECT key FROM idempotency_keys')).toHaveLength(all.length)

    const once = new Map(numbers.map((number) => [number, 1]))
    for (const table of ['decisions', 'service_events', 'outbox'])
      expect([table, database.perCase(table)]).toEqual([table, once])
    expect(database.rows("SELECT id FROM outbox WHERE state <> 'delivered'")).toEqual([])
    // A sole trader may register more than one undertaking; everything else is granted once, and so kept.
    const granted = cases.filter(
      (row) => row.state === 'granted' && row.item_code !== 'sole-trader-registration',
    )
    expect(granted.length).toBeGreaterThan(0)
    expect(new Set(granted.map((row) => `${row.item_code} ${row.applicant_index}`)).size).toBe(granted.length)
    expect(database.perCase('grants')).toEqual(new Map(granted.map((row) => [String(row.case_number), 1])))
    expectLicences(database, cases, all)
    const documents = database.perCase('documents')
    for (const { answer } of all)
      expect(documents.get(answer?.caseNumber ?? '') ?? 0).toBe(answer?.documents.length)

    const events = Map.groupBy(database.rows('SELECT * FROM case_events ORDER BY case_number, seq'), (row) =>
      String(row.case_number),
    )
    expect(events.size).toBe(cases.length)
    for (const row of cases) {
      const number = String(row.case_number)
      const fold = await verifiedFold(number, (events.get(number) ?? []).map(asEvent))
      expect([number, fold.state, fold.seq, fold.headHash]).toEqual([
        number,
        row.state,
        row.seq,
        row.head_hash,
      ])
    }
  } finally {
    database.close()
  }
}

/** A licence with each decision that issues one, and none without its decision, wherever the kill came. */
function expectLicences(
  { rows, perCase }: ReturnType<typeof openStopped>,
  cases: ReturnType<typeof rows>,
  all: readonly Attempt[],
): void {
  const granted = cases.filter(({ state, item_code: code }) => state === 'granted' && issues(String(code)))
  expect(granted.length).toBeGreaterThan(0)
  expect(perCase('licences')).toEqual(new Map(granted.map((row) => [String(row.case_number), 1])))
  const identifiers = rows('SELECT identifier FROM licences').map((row) => String(row.identifier))
  expect(all.flatMap(({ answer }) => answer?.licences ?? []).toSorted()).toEqual(identifiers.toSorted())
  expect(rows('SELECT identifier FROM licence_events')).toHaveLength(identifiers.length)
  expect(rows('SELECT sum(used) AS used FROM status_lists')).toEqual([{ used: identifiers.length }])
}

function issues(itemCode: string): boolean {
  const item = findItem(itemCode, place.today)
  return item.ok && item.value.issues !== undefined
}

/** The fold of a chain each of whose hashes follows from its content and the hash before. */
async function verifiedFold(number: string, events: readonly CaseEvent[]) {
  let previous = GENESIS
  for (const event of events) {
    expect([number, event.seq, event.hash]).toEqual([
      number,
      event.seq,
      await eventHash(number, event, previous),
    ])
    previous = event.hash
  }
  return foldEvents(events)
}

/** The gateway takes a message in once by its id: each case has come under one id, however often. */
function expectToldOnce(numbers: readonly (string | undefined)[]): void {
  const ids = new Map<string, Set<string>>()
  for (const { headers, body } of notifier.received) {
    const { caseNumber } = JSON.parse(body).data
    ids.set(caseNumber, (ids.get(caseNumber) ?? new Set()).add(headers['webhook-id'] ?? ''))
  }
  expect([...ids.keys()].toSorted()).toEqual(numbers.toSorted())
  expect([...ids.values()].every((each) => each.size === 1)).toBe(true)
}

function asAnswer(body: Record<string, unknown>): Answered {
  const { caseNumber, state, documents, licences } = body
  return {
    caseNumber: String(caseNumber),
    state: String(state),
    documents: Array.isArray(documents) ? documents : [],
    licences: Array.isArray(licences) ? licences.map(({ identifier }) => String(identifier)) : [],
  }
}

/** Guarantee: the row is one of `case_events`, whose columns are those of an event. */
const asEvent = (row: Readonly<Record<string, unknown>>) =>
  ({
    seq: row.seq,
    type: row.type,
    at: row.at,
    actorKind: row.actor_kind,
    actorSubject: row.actor_subject,
    data: JSON.parse(String(row.data)),
    hash: row.hash,
  }) as CaseEvent
