import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { civilDate } from '@tongban/calendar'
import { blindIndex, openFieldKeys } from '@tongban/privacy'
import {
  casesAssigned,
  casesByWork,
  casesClosed,
  casesHandedIn,
  casesSuspended,
  casesUnassigned,
  type Statement,
} from '@tongban/store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { officialsOf } from '../../scripts/demo/officials.ts'
import { ROOT } from '../../scripts/region/places.ts'
import { openSecrets } from '../../scripts/region/secrets.ts'
import { openStopped } from './database.ts'
import { p50, rounded } from './figures.ts'
import { fillCases } from './many-cases.ts'
import { CODE, openPlace, type Place } from './region.ts'

/**
 * Two regions side by side, one with ten thousand cases and one with a million, asked for the same lists in turn: a
 * list costs the same however many cases there are. The figures go into `docs/deep/lists.json`.
 */
const FEW = 10_000
const MANY = 1_000_000
const ROUNDS = 100
const WARM_UP = 10
const ALLOWED = 1.5
const STATEMENT_MS = 5
const REPORT = resolve(ROOT, 'docs/deep/lists.json')

const LISTS = [
  'list=mine',
  'list=department',
  'list=unassigned',
  'list=dueToday',
  'list=dueSoon',
  'list=overdue',
  'list=suspended',
  'list=closed',
  'list=handedIn',
  'list=department&item=road-occupation',
  'list=department&state=inReview',
  'list=closed&state=refused&item=road-occupation',
] as const

type Filled = { readonly place: Place; readonly token: string }
let few: Filled
let many: Filled
/** Every region that was opened, ready or not. */
const opened: Place[] = []

beforeAll(async () => {
  few = await filled(FEW)
  many = await filled(MANY)
}, 900_000)
afterAll(async () => {
  for (const place of opened) {
    await place.stop()
    await place.remove()
  }
})

/** A region with this many cases, as the handler of the department sees it. */
async function filled(size: number): Promise<Filled> {
  const place = await openPlace({})
  opened.push(place)
  await place.start()
  await place.stop()
  const today = civilDate(place.today)
  if (today === undefined) throw new Error('no day')
  fillCases(place.places.state, size, today, await handlerIndex(place))
  await place.start()
  return { place, token: await place.officialToken('handler') }
}

async function handlerIndex({ places }: Place): Promise<string> {
  const keys = await openFieldKeys((await openSecrets(CODE, places)).fieldKeys)
  if (!keys.ok) throw new Error('the keys of the region cannot be read')
  return blindIndex(keys.value, 'subject', `official|${officialsOf(CODE).handler.subject}`)
}

async function ask({ place, token }: Filled, path: string) {
  const startedAt = performance.now()
  const response = await fetch(`${place.origin}${path}`, { headers: { authorization: `Bearer ${token}` } })
  const body: Record<string, unknown> = await response.json()
  return { ms: performance.now() - startedAt, status: response.status, body }
}

/** Both regions in turn, so that whatever else the machine does touches both. */
async function compare(path: string) {
  const times = { few: [] as number[], many: [] as number[] }
  const sizes = new Set<number>()
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const [name, region] of [
      ['few', few],
      ['many', many],
    ] as const) {
      const { ms, status, body } = await ask(region, path)
      if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`)
      sizes.add(Array.isArray(body.cases) ? body.cases.length : -1)
      if (round >= 0) times[name].push(ms)
    }
  }
  const figures = { p50MsOf10k: rounded(p50(times.few)), p50MsOf1M: rounded(p50(times.many)) }
  return { ...figures, ratio: rounded(p50(times.many) / p50(times.few)), rows: [...sizes] }
}

test('is each list as quick on a million cases as on ten thousand, give or take half?', async () => {
  const lists: Record<string, Awaited<ReturnType<typeof compare>>> = {}
  for (const query of LISTS) lists[query] = await compare(`/approvals/v1/cases?${query}`)
  const counts = await compare('/approvals/v1/lists')
  const report = { cases: [FEW, MANY], rounds: ROUNDS, pageRows: 50, lists, counts }
  writeFileSync(REPORT, `${JSON.stringify(report, null, 2)}\n`)
  // A full page on both sides: the same work is compared.
  expect(Object.entries(lists).filter(([, { rows }]) => rows.join() !== '50')).toEqual([])
  expect(Object.entries(lists).filter(([, { ratio }]) => !(ratio <= ALLOWED))).toEqual([])
})

test('do the last pages cost what the first does, and hold each case once?', async () => {
  const seen = new Set<string>()
  const times: number[] = []
  let next: string | null = '/approvals/v1/cases?list=suspended&limit=100'
  while (next !== null && times.length < 60) {
    const { ms, status, body } = await ask(many, next)
    expect(status).toBe(200)
    times.push(ms)
    for (const { caseNumber } of asCases(body.cases)) {
      expect(seen.has(caseNumber)).toBe(false)
      seen.add(caseNumber)
    }
    next = typeof body.next === 'string' ? body.next : null
  }
  expect(seen.size).toBe(times.length * 100)
  expect(p50(times.slice(-20)) / p50(times.slice(0, 20))).toBeLessThan(ALLOWED)
})

test('do the statements alone, without a server around them, stay within milliseconds?', async () => {
  const figures: Record<string, { p50MsOf10k: number; p50MsOf1M: number }> = {}
  const [of10k, of1M] = [await statementTimes(few), await statementTimes(many)]
  for (const [name, ms] of of1M) figures[name] = { p50MsOf10k: of10k.get(name) ?? Number.NaN, p50MsOf1M: ms }
  const report: object = JSON.parse(readFileSync(REPORT, 'utf8'))
  writeFileSync(REPORT, `${JSON.stringify({ ...report, statements: figures }, null, 2)}\n`)
  expect(Object.entries(figures).filter(([, { p50MsOf1M }]) => !(p50MsOf1M <= STATEMENT_MS))).toEqual([])
})

/** Stops the region and times the statements on its file, each with a full page. */
async function statementTimes({ place }: Filled): Promise<ReadonlyMap<string, number>> {
  const me = await handlerIndex(place)
  await place.stop()
  const database = openStopped(place.places.state)
  try {
    const all = Object.entries(statements(me)).map(([name, { sql, params }]): [string, number] => {
      const runs = Array.from({ length: ROUNDS }, () => database.time(sql, params))
      expect(runs.every(({ rows }) => rows === 51)).toBe(true)
      return [name, rounded(p50(runs.map(({ ms }) => ms)))]
    })
    return new Map(all)
  } finally {
    database.close()
  }
}

/** The first page of each list, as the store binds it. */
function statements(me: string): Readonly<Record<string, Statement<unknown>>> {
  const department = 'civil-affairs'
  const page = { item: null, state: null, limit: 51 }
  const all = { receivedFrom: 0, receivedUntil: Number.MAX_SAFE_INTEGER }
  const work = { ...page, ...all, dueUntil: Number.MAX_SAFE_INTEGER, afterAt: -1, afterCase: '~', department }
  const oldest = { ...page, ...all, afterAt: -1, afterCase: '~', department }
  const newest = { ...page, ...all, afterAt: Number.MAX_SAFE_INTEGER, afterCase: '', department }
  return {
    mine: casesAssigned({ ...work, assignedTo: me }),
    department: casesByWork(work),
    unassigned: casesUnassigned(oldest),
    suspended: casesSuspended(oldest),
    closed: casesClosed(newest),
    handedIn: casesHandedIn({ ...newest, submitter: me }),
  }
}

/** Guarantee: the answer was made by the contract of the list. */
const asCases = (cases: unknown) => cases as readonly { readonly caseNumber: string }[]
