import type { CaseEvent } from '@tongban/cases'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ACTS, type Act, offeredAct } from '../case-acts.ts'
import { checkClocks, checkLedger, checkLicences, eventOf } from '../case-ledger.ts'
import { answered } from '../e2e/region.ts'
import { openStopped } from './database.ts'
import { openPlace, type Place } from './region.ts'

/**
 * Officials and applicants take random steps in the same cases at the same moment, over HTTP, some of them sent twice at
 * once under one key. However they meet, each stored case is whole and none of them has taken a step twice. The seed is
 * drawn, and printed with what failed: `SEED=… npm run check:deep` plays it again as far as chance in the machine allows.
 */
const CASES = 80
const ROUNDS = 30
const LANES = 8
const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31)

/** Mulberry32: small, seeded, good enough to choose by. */
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below) | 0
  }
}

const OFFICERS = {
  handler: ['cityHandler', 'cityHandler2'],
  chief: ['cityChief', 'cityChief'],
  head: ['cityHead', 'cityHead'],
} as const

let place: Place
let applicant: string
const tokens = new Map<string, string>()

beforeAll(async () => {
  place = await openPlace({})
  await place.start()
  await place.setUp()
  applicant = await place.tokenOf(place.people.advertiser)
  for (const name of new Set(Object.values(OFFICERS).flat()))
    tokens.set(name, await place.officialToken(name))
})
afterAll(async () => {
  await place.stop()
  await place.remove()
})

const call = (token: string, method: string, path: string, body?: object, headers = {}) =>
  answered(
    fetch(`${place.origin}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(60_000),
    }),
  )

const tokenOf = (by: Act['by'], which: number) =>
  by === 'applicant' ? applicant : (tokens.get(OFFICERS[by][which] ?? '') ?? '')

const application = (at: number) => ({
  applicant: { kind: 'person', ...identityOf(place.people.advertiser) },
  representation: { kind: 'self' },
  contact: { phone: '13800000000' },
  materials: at % 4 === 0 ? [] : [{ code: 'design', reference: 'sha256:00' }],
  channel: 'web',
  delivery: { kind: 'electronic' },
  privacyNotice: '2026-01',
  itemCode: 'outdoor-advertising',
  situation: 'new',
  form: {
    site: { region: '510116', address: `演示路 ${at} 号` },
    advertisement: { kind: 'wall', widthMetres: 3, heightMetres: 2, content: '演示' },
    from: '2027-01-01',
    until: '2027-12-31',
  },
})
const identityOf = ({ name, idNumber }: Place['people']['advertiser']) => ({
  name,
  idKind: 'residentId',
  idNumber,
})

/** A step the case offers a handler or a chief, or any other. */
async function chosen(number: string, choose: (below: number) => number): Promise<Act | undefined> {
  const any = ACTS[choose(ACTS.length)]
  if (choose(3) === 0) return any
  const by = choose(2) === 0 ? 'handler' : 'chief'
  const { body } = await call(tokenOf(by, 0), 'GET', `/approvals/v1/cases/${number}`)
  const mine = Array.isArray(body.mine) ? body.mine.map(String) : []
  return offeredAct(by, mine[choose(Math.max(mine.length, 1))] ?? '') ?? any
}

async function play(at: number, statuses: Map<number, number>): Promise<string> {
  const choose = generator(SEED + at)
  const applied = await call(applicant, 'POST', '/approvals/v1/applications', application(at), {
    'idempotency-key': `deep-run-${SEED}-${at}`,
  })
  expect([applied.status, applied.body.code]).toEqual([201, undefined])
  const number = String(applied.body.caseNumber)
  for (let round = 0; round < ROUNDS; round += 1) {
    const act = await chosen(number, choose)
    const other = await chosen(number, choose)
    const sends = [act, choose(2) === 0 ? act : other].flatMap((each, index) => {
      if (each === undefined) return []
      // The same step twice at once is the same request; another is somebody else's.
      const isSame = index === 1 && each === act
      const token = tokenOf(each.by, isSame ? 0 : index)
      const key = `deep-step-${SEED}-${at}-${round}-${isSame ? 0 : index}`
      const path = `/approvals/v1/cases/${number}/${each.step}`
      return [call(token, 'POST', path, each.body, { 'idempotency-key': key })]
    })
    for (const { status } of await Promise.all(sends)) statuses.set(status, (statuses.get(status) ?? 0) + 1)
  }
  return number
}

test(`when several act at once in ${CASES} cases, is every case whole and no step taken twice?`, async () => {
  const statuses = new Map<number, number>()
  const numbers: string[] = []
  const queue = Array.from({ length: CASES }, (_, at) => at)
  const lane = async () => {
    for (let at = queue.shift(); at !== undefined; at = queue.shift()) numbers.push(await play(at, statuses))
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  await place.stop()
  const message = `SEED=${SEED}`
  expect(
    [...statuses.keys()].filter((status) => ![200, 403, 409, 422].includes(status)),
    message,
  ).toEqual([])
  for (const status of [200, 409]) expect(statuses.get(status) ?? 0, message).toBeGreaterThan(CASES)
  const database = openStopped(place.places.state)
  try {
    const rows = new Map(database.rows('SELECT * FROM cases').map((row) => [String(row.case_number), row]))
    const events = Map.groupBy(database.rows('SELECT * FROM case_events ORDER BY case_number, seq'), (row) =>
      String(row.case_number),
    )
    const byCase = (table: string) =>
      Map.groupBy(database.rows(`SELECT * FROM ${table}`), (row) => String(row.case_number))
    const [licences, owed] = [byCase('licences'), byCase('licences_owed')]
    expect(rows.size, message).toBe(CASES)
    for (const number of numbers) {
      const list: readonly CaseEvent[] = (events.get(number) ?? []).map(eventOf)
      checkClocks(await checkLedger(number, list, rows.get(number) ?? null), Date.now())
      checkLicences(list, licences.get(number) ?? [], owed.get(number) ?? [])
    }
  } finally {
    database.close()
  }
})
