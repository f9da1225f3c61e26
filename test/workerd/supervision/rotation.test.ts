import { env } from 'cloudflare:workers'
import { encryptJson } from '@tongban/privacy'
import { runJobs } from '@tongban/services'
import { ENCRYPTED_COLUMNS } from '@tongban/store'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { clockContext } from '../../context.ts'
import { ask } from '../../kit.ts'
import {
  allowance,
  apply,
  citizen,
  coldIsolate,
  DB,
  deliver,
  must,
  NOW,
  nextKey,
  publish,
  RULES,
  rulesOf,
  settleAllowance,
  tokenOf,
} from '../../region.ts'

/** A new field key: every encrypted field comes under it, whatever happens meanwhile, and stays readable. */

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const OLD: { current: string; keys: Record<string, string>; index: string } = JSON.parse(
  env.TONGBAN_FIELD_KEYS,
)
const random = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
/** The ring as it was, with one more key that is now the current one. */
const withKey = (current: string, key = random()) => ({
  TONGBAN_FIELD_KEYS: JSON.stringify({ ...OLD, current, keys: { ...OLD.keys, [current]: key } }),
})
const aged72 = citizen('1954-05-06')
const NOTIFIER = {
  TONGBAN_NOTIFIER_URL: 'https://notify.example.cn/hooks',
  TONGBAN_OUTBOUND_KEYS: JSON.stringify({ notifier: [`whsec_${btoa('a-secret-of-the-test-gateway')}`] }),
}
const KEY = 'rotation-key-1'
let caseNumber = ''
let number = 0

beforeAll(async () => {
  vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('no network'))
  await publish('elderly-allowance', RULES['elderly-allowance'])
  await settleAllowance(aged72)
  const send = coldIsolate(NOTIFIER)
  const { body } = must(await apply(await tokenOf(aged72), allowance(aged72), KEY, send), 201)
  caseNumber = String(body.caseNumber)
  // More than two pages of one column.
  for (let batch = 0; batch < 3; batch += 1) {
    const entries = Array.from({ length: 150 }, (_, at) => ({ keys: [`key-${batch}-${at}`], record: { at } }))
    await deliver('allowance', entries)
  }
})
beforeEach(async () => {
  await DB.exec('DELETE FROM jobs')
  vi.setSystemTime(NOW)
  number += 1
})

/** How many cells of each encrypted column are under each key. */
async function cellsByKey(): Promise<Record<string, Record<string, number>>> {
  const counts: Record<string, Record<string, number>> = {}
  for (const { table, column } of ENCRYPTED_COLUMNS) {
    const { results } = await DB.prepare(
      `SELECT substr(${column}, 4, instr(substr(${column}, 4), '.') - 1) AS key, count(*) AS count FROM ${table} WHERE ${column} IS NOT NULL GROUP BY key`,
    ).all<{ key: string; count: number }>()
    counts[`${table}.${column}`] = Object.fromEntries(results.map(({ key, count }) => [key, count]))
  }
  return counts
}
/** The columns that hold anything: this file makes no case of every kind. */
const filled = (counts: Record<string, Record<string, number>>) =>
  Object.entries(counts).filter(([, keys]) => Object.keys(keys).length > 0)
async function expectAllUnder(key: string) {
  const counts = await cellsByKey()
  for (const [column, keys] of filled(counts)) expect([column, Object.keys(keys)]).toEqual([column, [key]])
  expect(filled(counts).length).toBeGreaterThan(5)
  expect(counts['registry_records.record_enc']?.[key]).toBeGreaterThan(450)
}
const rotate = async (change: object, at: number, database?: object) => {
  vi.setSystemTime(at)
  const context = await clockContext(change)
  const runs = await runJobs({ ...context, database: { ...context.database, ...database } }, at)
  const run = runs.find(({ name }) => name === 'rotateFieldKeys')
  return { state: run?.state, outcome: run?.outcome }
}

/** Whether everything encrypted reads as before: case, documents, explanation, stored answer, registry. */
async function expectReadable(change: object) {
  const send = coldIsolate(change)
  const token = await tokenOf(aged72)
  const at = `/approvals/v1/cases/${caseNumber}`
  must(await ask(send, token, 'GET', at), 200)
  const documents = must(await ask(send, token, 'GET', `${at}/documents`), 200)
  expect(documents.text).toContain(`${aged72.name}：`)
  const explanation = must(await ask(send, token, 'GET', `${at}/explanation`), 200)
  expect(explanation.body).toMatchObject({ replays: true, outcome: { code: 'approve' } })
  const again = must(await apply(token, allowance(aged72), KEY, send), 201)
  expect([again.body.caseNumber, again.headers.get('Idempotency-Replayed')]).toEqual([caseNumber, 'true'])
  const path = '/approvals/v1/items/elderly-allowance/precheck'
  expect(rulesOf(must(await ask(send, token, 'POST', path, allowance(aged72)), 200))).toEqual(['S6'])
}

test('does every encrypted column come under the new key, and does everything stay readable, the old key gone?', async () => {
  const key = random()
  const both = withKey('k2', key)
  const before = await cellsByKey()
  expect(filled(before).every(([, keys]) => (keys[OLD.current] ?? 0) > 0)).toBe(true)
  expect(await rotate(both, NOW)).toMatchObject({
    state: 'ran',
    outcome: expect.stringMatching(
      /^rotated (4\d\d), the pass begun \S+ brought \1 under key k2, another follows$/,
    ),
  })
  await expectAllUnder('k2')
  // Only a pass that found nothing left says so, and as of when it began.
  const next = NOW + MINUTE_MS
  const all = `all under key k2`
  expect(await rotate(both, next)).toEqual({
    state: 'ran',
    outcome: `rotated 0, as of ${new Date(next).toISOString()} ${all}`,
  })
  expect(await rotate(both, next + 5 * MINUTE_MS)).toEqual({
    state: 'ran',
    outcome: `rotated 0, as of ${new Date(next).toISOString()} ${all}`,
  })
  await expectReadable(both)
  await expectReadable({ TONGBAN_FIELD_KEYS: JSON.stringify({ ...OLD, current: 'k2', keys: { k2: key } }) })
  OLD.keys.k2 = key
})

test('does a rotation that dies in the middle go on where it stopped?', async () => {
  const next = withKey(`mid${number}`)
  const context = await clockContext(next)
  const heldBefore = Object.keys((await cellsByKey())['cases.application_enc'] ?? {})
  let writes = 0
  const dying = {
    write(statements: Parameters<typeof context.database.write>[0]) {
      writes += 1
      // What the two jobs before it write and their ends, four columns and one page of the registers; the next page is not.
      if (writes > 8) return Promise.reject(new Error('the isolate is gone'))
      return context.database.write(statements)
    },
  }
  await expect(rotate(next, NOW, dying)).rejects.toThrow('gone')
  const key = `mid${number}`
  const half = await cellsByKey()
  expect(Object.keys(half['cases.application_enc'] ?? {})).toEqual([key])
  expect(half['registry_records.record_enc']?.[key]).toBe(200)
  expect(Object.keys(half['outbox.payload_enc'] ?? {})).toEqual(heldBefore)
  await expectReadable(next)
  const done = await firstCells(key)
  expect(await rotate(next, NOW + 5 * MINUTE_MS)).toMatchObject({ state: 'ran' })
  await expectAllUnder(key)
  expect(await firstCells(key)).toEqual(expect.arrayContaining(done))
  await expectReadable(next)
  remember(next)
})

/** Every text of the registers under that key. */
async function firstCells(key: string) {
  const { results } = await DB.prepare('SELECT record_enc FROM registry_records WHERE record_enc LIKE ?')
    .bind(`v1.${key}.%`)
    .all()
  return results
}

test('is a field that changed while its page was rotated left as it was written?', async () => {
  const next = withKey(`race${number}`)
  const context = await clockContext(next)
  let meddled = false
  const meddling = {
    async write(statements: Parameters<typeof context.database.write>[0]) {
      if (!meddled && statements.some(({ sql }) => sql.includes('registry_records'))) {
        meddled = true
        await deliver('allowance', [{ keys: ['key-0-0'], record: { at: 'newer' } }])
      }
      return context.database.write(statements)
    },
  }
  await rotate(next, NOW, meddling)
  expect(meddled).toBe(true)
  expect((await cellsByKey())['registry_records.record_enc']).toMatchObject({ [OLD.current]: 1 })
  remember(next)
})

test('is what an isolate with the old ring still writes rotated too, before the old key could be taken away?', async () => {
  const next = withKey(`late${number}`)
  await rotate(next, NOW)
  await expectAllUnder(`late${number}`)
  must(await apply(await tokenOf(aged72), allowance(aged72), nextKey(), coldIsolate()), 201)
  expect((await cellsByKey())['cases.application_enc']).toMatchObject({ [OLD.current]: 1 })
  // The pass of the first minute changed something: another follows in the next.
  await rotate(next, NOW + MINUTE_MS)
  await expectAllUnder(`late${number}`)
  const clean = NOW + 2 * MINUTE_MS
  expect((await rotate(next, clean)).outcome).toContain(`as of ${new Date(clean).toISOString()}`)
  // Written after the last clean pass: what was said stays true, and the pass of the next day brings it under.
  must(await apply(await tokenOf(aged72), allowance(aged72), nextKey(), coldIsolate()), 201)
  expect((await rotate(next, clean + MINUTE_MS)).outcome).toContain(`as of ${new Date(clean).toISOString()}`)
  expect((await rotate(next, clean + DAY_MS)).outcome).toContain('another follows')
  await expectAllUnder(`late${number}`)
  remember(next)
})

/** Later tests begin with what this one has left: the ring must hold its key. */
function remember(change: { TONGBAN_FIELD_KEYS: string }) {
  const { keys } = JSON.parse(change.TONGBAN_FIELD_KEYS) as { keys: Record<string, string> }
  Object.assign(OLD.keys, keys)
}

test('is a field that no key opens named and left, while all others are rotated?', async () => {
  const subject = `unreadable-${number}`
  await DB.prepare(
    'INSERT INTO registry_records (subject_index, source, record_enc, source_at) VALUES (?, ?, ?, ?)',
  )
    .bind(subject, 'allowance', 'v1.lost.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAA', NOW)
    .run()
  const key = `left${number}`
  const ring = withKey(key)
  const run = await rotate(ring, NOW)
  expect(run).toMatchObject({
    state: 'ran',
    outcome: expect.stringContaining('but 1 unreadable: registry_records.record_enc row'),
  })
  // The runs that find nothing to do still say it.
  const later = await rotate(ring, NOW + MINUTE_MS)
  expect(later.outcome).toMatch(/as of \S+ all under key \S+, but 1 unreadable/)
  expect(Object.keys((await cellsByKey())['cases.application_enc'] ?? {})).toEqual([key])
  await DB.prepare('DELETE FROM registry_records WHERE subject_index = ?').bind(subject).run()
  remember(ring)
})

test('do thousands of cells, large ones among them, come under the new key in runs the platform allows?', async () => {
  const ROWS = 9000
  const BIG = 600_000
  const source = 'manyRecords'
  const context = await clockContext({ TONGBAN_FIELD_KEYS: JSON.stringify(OLD) })
  const rows = await Promise.all(
    Array.from({ length: ROWS }, async (_, at) => {
      const subjectIndex = `many-${at}`
      const place = { table: 'registry_records', column: 'record_enc', row: `${source}/${subjectIndex}` }
      const record = at % 1500 === 0 ? { at, text: '长'.repeat(BIG / 3) } : { at }
      return { subjectIndex, text: await encryptJson(context.keys, place, record, context.ids.random(12)) }
    }),
  )
  for (let from = 0; from < ROWS; from += 1000)
    await DB.prepare(
      `INSERT INTO registry_records (subject_index, source, record_enc, source_at)
       SELECT value->>'subjectIndex', ?, value->>'text', ? FROM json_each(?)`,
    )
      .bind(source, NOW, JSON.stringify(rows.slice(from, from + 1000)))
      .run()
  const ring = withKey(`many${number}`)
  const sent: { statements: number; longest: number }[] = []
  const outcomes: string[] = []
  for (let minute = 0; minute < 12 && !outcomes.at(-1)?.includes('as of'); minute += 1) {
    let statements = 0
    let longest = 0
    const count = (list: readonly { readonly params: readonly unknown[] }[]) => {
      statements += list.length
      for (const { params } of list)
        for (const value of params) longest = Math.max(longest, String(value).length)
    }
    const changed = await clockContext(ring)
    const { database } = changed
    const counting: typeof database = {
      get roundTrips() {
        return database.roundTrips
      },
      read(list) {
        count(list)
        return database.read(list)
      },
      write(list) {
        count(list)
        return database.write(list)
      },
    }
    outcomes.push(String((await rotate(ring, NOW + minute * MINUTE_MS, counting)).outcome))
    sent.push({ statements, longest })
  }
  const rotated = outcomes.map((outcome) => Number(/^rotated (\d+)/.exec(outcome)?.[1]))
  expect(rotated.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(ROWS)
  expect(Math.max(...rotated)).toBeLessThanOrEqual(20 * 200)
  // At least three minutes of work, and a pass that found nothing.
  expect(rotated.indexOf(0)).toBeGreaterThan(2)
  expect(outcomes.at(-1)).toMatch(/^rotated 0, as of \S+ all under key \w+$/)
  for (const { statements, longest } of sent) {
    expect(statements).toBeLessThan(1000)
    expect(longest).toBeLessThan(2_000_000)
  }
  await expectAllUnder(`many${number}`)
  await DB.prepare('DELETE FROM registry_records WHERE source = ?').bind(source).run()
  remember(ring)
})
