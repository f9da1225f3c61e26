import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepConnected } from '../../scripts/demo/connect.ts'
import { ROOT } from '../../scripts/region/places.ts'
import { trustedRegion } from '../../scripts/region/trust.ts'
import { applicationsOf } from '../../scripts/seed/applications.ts'
import type { Person } from '../../scripts/seed/person.ts'
import { answered } from '../e2e/region.ts'
import { openStopped } from './database.ts'
import { openPlace, type Place } from './region.ts'

/**
 * Two regions as the start script runs them, connected by an agreement: people apply at one for what the other decides,
 * and one of the two is killed, group and all, again and again, and started over what it left. Whoever was answered has
 * one case, on both sides; every result has come back; both hold the same messages.
 */
const A = '510116'
const B = '500112'
const ROUNDS = 6
const WRITERS = 8
const CUT_AFTER_MS = { least: 400, most: 2_500 }
const ARRIVE_MS = 150_000
const MINUTE_MS = 60_000
const LATE_MS = 1440 * MINUTE_MS

type Attempt = { readonly key: string; readonly writer: Writer; number: string | null }
type Writer = { readonly person: Person; readonly token: string; readonly body: object }

let a: Place
let b: Place
const start = async (place: Place) => {
  const other = place === a ? b : a
  await place.start([trustedRegion(other.region, other.origin, other.secrets.issuerKeys)])
}

beforeAll(async () => {
  a = await openPlace({}, A)
  b = await openPlace({}, B)
  for (const place of [a, b]) {
    await start(place)
    await place.setUp()
  }
  const never = new Promise<undefined>(() => undefined)
  const serving = [a, b].map(({ region, places, secrets, stop }) => ({
    region,
    places,
    secrets,
    stop,
    bootId: '',
    aheadMs: 0,
    ended: never,
  }))
  const stop = await keepConnected(serving)
  stop()
})
afterAll(async () => {
  for (const place of [a, b]) {
    await place.stop()
    await place.remove()
  }
})

const call = (place: Place, token: string, method: string, path: string, body?: object, headers = {}) =>
  answered(
    fetch(`${place.origin}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    }),
  )
const send = ({ key, writer: { token, body } }: Attempt) =>
  call(a, token, 'POST', '/approvals/v1/applications', body, { 'idempotency-key': key })

async function write(writer: Writer, attempts: Attempt[], isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const attempt: Attempt = { key: crypto.randomUUID(), writer, number: null }
    attempts.push(attempt)
    try {
      const { status, body } = await send(attempt)
      if (status === 201) attempt.number = String(body.caseNumber)
    } catch (thrown) {
      // The region was killed under it.
      if (!(thrown instanceof Error)) throw thrown
    }
  }
}

/** Traffic, a kill of one side in the middle of it, some more traffic where the other side takes it, a new start. */
async function round(victim: Place, writers: readonly Writer[]): Promise<readonly Attempt[]> {
  const attempts: Attempt[] = []
  let isOver = false
  const writing = Promise.all(writers.map((writer) => write(writer, attempts, () => isOver)))
  const { least, most } = CUT_AFTER_MS
  await wait(least + Math.random() * (most - least))
  expect(victim.running().some(({ command }) => command.includes('workerd'))).toBe(true)
  victim.kill()
  if (victim === b) await wait(500)
  isOver = true
  await writing
  await victim.untilGone()
  await start(victim)
  return attempts
}

let minute = 0
const cron = async (place: Place) => {
  minute += 1
  const time = Date.now() - LATE_MS + minute * MINUTE_MS
  await fetch(`${place.origin}/cdn-cgi/handler/scheduled?cron=*+*+*+*+*&time=${time}`)
}

type Seen = { readonly here: string; readonly there: string }
async function look({ writer: { person, token }, number }: Attempt): Promise<Seen> {
  const path = `/approvals/v1/cases/${number}`
  const here = await call(a, token, 'GET', path)
  const there = await call(b, await b.tokenOf(person), 'GET', path)
  return { here: String(here.body.state), there: there.status === 404 ? 'none' : String(there.body.state) }
}

const OPEN = ['received', 'accepted', 'inReview', 'awaitingSupplement', 'suspended']
/** Open there it is with that region; over there it is over here, alike; given back it is here again. */
const isSettled = ({ here, there }: Seen): boolean =>
  there === 'none' ? here === 'received' : OPEN.includes(there) ? here === 'transferred' : here === there

async function untilSettled(attempts: readonly Attempt[]): Promise<void> {
  const end = Date.now() + ARRIVE_MS
  let left = [...attempts]
  while (left.length > 0) {
    for (const place of [a, b, a]) await cron(place)
    const seen = await Promise.all(left.map(async (attempt) => ({ attempt, seen: await look(attempt) })))
    left = seen.flatMap(({ attempt, seen: each }) => (isSettled(each) ? [] : [attempt]))
    if (Date.now() > end)
      expect(seen.filter((each) => !isSettled(each.seen)).map(({ seen }) => seen)).toEqual([])
    if (left.length > 0) await wait(1_000)
  }
}

test(`after each of ${ROUNDS} kills of either side, is every case there once on both, with its result?`, async () => {
  const writers = await Promise.all(
    applicationsOf(B, b.people).map(async ({ person, body }) => ({
      person,
      token: await a.tokenOf(person),
      body: { ...body, handlingRegion: B },
    })),
  )
  const taken: Writer[] = []
  for (const writer of writers) {
    const { status } = await send({ key: crypto.randomUUID(), writer, number: null })
    if (status === 201 && taken.length < WRITERS) taken.push(writer)
  }
  expect(taken.length).toBeGreaterThan(3)
  const all: Attempt[] = []
  const figures = { rounds: ROUNDS, killedHere: 0, killedThere: 0, answered: 0, cutOff: 0 }
  for (let count = 0; count < ROUNDS; count += 1) {
    // Each at least once; which comes when is chance.
    const victim = count < 2 ? [a, b][count] : Math.random() < 0.5 ? a : b
    if (victim === undefined) throw new Error('no victim')
    const attempts = await round(victim, taken)
    if (victim === a) figures.killedHere += 1
    else figures.killedThere += 1
    const cutOff = attempts.filter(({ number }) => number === null)
    figures.answered += attempts.length - cutOff.length
    figures.cutOff += cutOff.length
    expect(attempts.length - cutOff.length).toBeGreaterThan(0)
    if (victim === a) expect(cutOff.length).toBeGreaterThan(0)
    // Whoever was cut off tries again under the same key, and is given one case.
    for (const attempt of cutOff) {
      const again = await send(attempt)
      expect([again.status, again.body.code]).toEqual([201, undefined])
      attempt.number = String(again.body.caseNumber)
    }
    await untilSettled(attempts)
    all.push(...attempts)
  }
  const numbers = all.map(({ number }) => number)
  expect(new Set(numbers).size).toBe(all.length)
  for (let turn = 0; turn < 6; turn += 1) for (const place of [a, b]) await cron(place)
  await a.stop()
  await b.stop()
  const stored = expectSameOnBoth(numbers.map(String))
  writeFileSync(
    resolve(ROOT, 'docs/deep/exchange-kill.json'),
    `${JSON.stringify({ ...figures, ...stored }, null, 2)}\n`,
  )
})

const MESSAGES = `SELECT direction, case_number, seq, id, type, digest, state, verdict IS NOT NULL AS told
  FROM exchange_messages ORDER BY case_number, seq, id`

/** Both databases, nobody running: the same cases, the same messages in each direction, all of them receipted and applied. */
function expectSameOnBoth(numbers: readonly string[]) {
  const [here, there] = [openStopped(a.places.state), openStopped(b.places.state)]
  try {
    for (const { rows } of [here, there])
      expect(rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
    const handed = here.perCase('handovers')
    for (const number of numbers) expect([number, handed.get(number)]).toEqual([number, 1])
    expect(there.perCase('handovers')).toEqual(handed)
    const [inHere, inThere] = [here.rows(MESSAGES), there.rows(MESSAGES)]
    const key = (row: (typeof inHere)[number]) =>
      `${row.case_number} ${row.seq} ${row.id} ${row.type} ${row.digest}`
    for (const [from, to] of [
      [inHere, inThere],
      [inThere, inHere],
    ] as const) {
      const sent = from.filter(({ direction }) => direction === 'out')
      const came = to.filter(({ direction }) => direction === 'in')
      expect(came.map(key)).toEqual(sent.map(key))
      expect(sent.filter(({ state }) => state !== 'stored')).toEqual([])
      expect(came.filter(({ state }) => state !== 'applied')).toEqual([])
      expect([...sent, ...came].filter(({ told }) => told !== 1)).toEqual([])
    }
    // A grant has one licence, there, and is a grant here.
    const granted = there
      .rows("SELECT case_number FROM cases WHERE state = 'granted'")
      .map(({ case_number }) => case_number)
    const alike = here
      .rows("SELECT case_number FROM cases WHERE state = 'granted'")
      .map(({ case_number }) => case_number)
    expect(alike.toSorted()).toEqual(granted.toSorted())
    const licences = there.perCase('licences')
    expect([...licences.values()].every((count) => count === 1)).toBe(true)
    expect([...licences.keys()].every((number) => granted.includes(number))).toBe(true)
    expect(here.perCase('licences').size).toBe(0)
    return { cases: handed.size, messages: inHere.length, granted: granted.length, licences: licences.size }
  } finally {
    here.close()
    there.close()
  }
}
