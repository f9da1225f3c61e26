import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { nationalCalendar } from '@tongban/calendar'
import { systemIds } from '@tongban/http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EXPECTED_OF_TEN, insertions, NOW } from '../../bench/supervision/clocks.ts'
import { sweepStages } from '../../packages/services/src/supervision/sweep-stages.ts'
import { ROOT } from '../../scripts/region/places.ts'
import { type MemoryDatabase, openMemoryDatabase } from '../unit/supervision/database.ts'
import { liveYear } from '../unit/supervision/watched-year.ts'
import { p50, rounded } from './figures.ts'

/**
 * The sweep costs what is due, not what is open: ten thousand open clocks beside a million, the same number of them due,
 * swept in turn. And years of cron that fails, told from many seeds. The figures go into `docs/deep/watched-clocks.json`.
 */
const FEW = 10_000
const MANY = 1_000_000
const DUE = 2_000
const ROUNDS = 15
const WARM_UP = 3
const ALLOWED = 1.3

let folder: string
let few: MemoryDatabase
let many: MemoryDatabase
beforeAll(() => {
  folder = mkdtempSync(resolve(tmpdir(), 'tongban-watched-'))
  few = filled('few', FEW)
  many = filled('many', MANY)
}, 600_000)
afterAll(() => {
  few.close()
  many.close()
  rmSync(folder, { recursive: true, force: true })
})

function filled(name: string, open: number): MemoryDatabase {
  const database = openMemoryDatabase(resolve(folder, `${name}.sqlite`))
  for (const { sql, values } of insertions(open, DUE)) database.rows(sql, ...values)
  return database
}

/** Milliseconds until everything that is due is given; afterwards it is all as it was. */
async function swept(database: MemoryDatabase): Promise<number> {
  const startedAt = performance.now()
  const { clocks, notices, cards } = await sweepStages({
    database,
    clock: { now: () => NOW },
    ids: systemIds,
    calendar: nationalCalendar,
    policies: { held: [] },
  })
  const ms = performance.now() - startedAt
  expect({ clocks, notices, cards }).toEqual({
    clocks: DUE,
    notices: (DUE * EXPECTED_OF_TEN.notices) / 10,
    cards: (DUE * EXPECTED_OF_TEN.cards) / 10,
  })
  for (const sql of [
    `UPDATE watched_clocks SET next_at = ${NOW} WHERE changed_at = ${NOW} AND kind = 'case'`,
    "DELETE FROM watched_clocks WHERE kind = 'notice'",
    'DELETE FROM supervision_notices',
    'DELETE FROM supervision_cards',
  ])
    database.rows(sql)
  return ms
}

test('does the sweep of a million open clocks take no longer than that of ten thousand, give or take three tenths?', async () => {
  const times = { few: [] as number[], many: [] as number[] }
  for (let round = -WARM_UP; round < ROUNDS; round += 1)
    for (const [name, database] of [
      ['few', few],
      ['many', many],
    ] as const) {
      const ms = await swept(database)
      if (round >= 0) times[name].push(ms)
    }
  const report = {
    open: [FEW, MANY],
    due: DUE,
    rounds: ROUNDS,
    p50MsOf10k: rounded(p50(times.few)),
    p50MsOf1M: rounded(p50(times.many)),
    ratio: rounded(p50(times.many) / p50(times.few)),
  }
  writeFileSync(resolve(ROOT, 'docs/deep/watched-clocks.json'), `${JSON.stringify(report, null, 2)}\n`)
  expect(report.ratio).toBeLessThanOrEqual(ALLOWED)
})

test.each(Array.from({ length: 20 }, (_, seed) => 100 + seed))(
  'is a year told from seed %i without an objection, with cron each ten minutes?',
  async (seed) => {
    const told = await liveYear({ seed, days: 365, clocks: 400, periodMinutes: 10 })
    expect(told.objections).toEqual([])
    expect(told.given).toBeGreaterThan(1_000)
  },
)
