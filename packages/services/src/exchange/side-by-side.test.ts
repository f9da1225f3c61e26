import { fail, ok } from '@tongban/kernel'
import type { Database, Statement } from '@tongban/store'
import { expect, test } from 'vitest'
import { readTogether, writeTogether } from './side-by-side.ts'

/** How deliveries that come at the same time share round trips, and what becomes of each when one of them fails. */
type Asked = { readonly words: readonly string[] }

const saying = (words: string, ...params: string[]): Statement<string> => ({
  sql: words,
  params,
  decode: () => [`${words} answered`],
})

/** A database whose round trips are held back until they are let go; `faulty`: what fails a write, and by what. */
function place() {
  const asked: Asked[] = []
  const held: (() => void)[] = []
  const state = { now: 1_000, faulty: null as 'conflict' | 'down' | null }
  const wait = () => new Promise<void>((resolve) => held.push(resolve))
  const database: Database = {
    roundTrips: 0,
    async read(statements) {
      const words = statements.map(({ sql }) => sql)
      asked.push({ words })
      await wait()
      if (state.faulty === 'down') throw new Error('away')
      if (words.includes('too large')) throw new Error('string or blob too big')
      if (words.includes('taken before'))
        throw new Error('D1_ERROR: UNIQUE constraint failed: exchange_nonces.nonce')
      return asAnswer(statements.map(({ decode }) => decode([])))
    },
    async write() {
      throw new Error('what goes together answers rows')
    },
  }
  const after: Promise<unknown>[] = []
  const ctx = {
    database,
    clock: { now: () => state.now },
    after: (work: Promise<unknown>) => after.push(work),
  }
  return {
    ctx,
    ring: {},
    state,
    asked,
    after,
    /** Lets the oldest round trip end, and all that follows of it begin. */
    async letGo() {
      held.shift()?.()
      await new Promise((resolve) => setTimeout(resolve, 0))
    },
  }
}

/** Guarantee: each statement decoded its own rows. */
const asAnswer = <T>(rows: readonly (readonly unknown[])[]) => rows as T

test('does whoever comes alone wait for nobody?', async () => {
  const { ctx, ring, asked, letGo } = place()
  const read = readTogether(ctx, ring, [saying('a')])
  expect(asked).toHaveLength(1)
  await letGo()
  expect(await read).toEqual([['a answered']])
})

test('do those who come meanwhile share the next round trip, each with its own answer, and equal words asked once?', async () => {
  const { ctx, ring, asked, letGo } = place()
  const reads = [
    readTogether(ctx, ring, [saying('a')]),
    readTogether(ctx, ring, [saying('partner', '1'), saying('b')]),
    readTogether(ctx, ring, [saying('partner', '1'), saying('c')]),
    readTogether(ctx, ring, [saying('partner', '2')]),
  ]
  expect(asked).toHaveLength(1)
  await letGo()
  expect(asked.at(1)?.words).toEqual(['partner', 'b', 'c', 'partner'])
  await letGo()
  expect(asked).toHaveLength(2)
  expect(await Promise.all(reads)).toEqual([
    [['a answered']],
    [['partner answered'], ['b answered']],
    [['partner answered'], ['c answered']],
    [['partner answered']],
  ])
})

test('does a read begin after it was asked for, and never ride on one under way?', async () => {
  const { ctx, ring, asked, letGo } = place()
  const first = readTogether(ctx, ring, [saying('a')])
  const same = readTogether(ctx, ring, [saying('a')])
  await letGo()
  expect(await first).toEqual([['a answered']])
  expect(asked).toHaveLength(2)
  await letGo()
  await same
})

test('is what fails for one tried by itself for each, so that none fails for another?', async () => {
  const { ctx, ring, asked, letGo } = place()
  const first = writeTogether(ctx, ring, [], [saying('first')])
  const others = [['sound'], ['taken before'], ['sound too']].map((words) =>
    writeTogether(
      ctx,
      ring,
      [saying('first of it')],
      words.map((each) => saying(each)),
    ),
  )
  for (let turn = 0; turn < 5; turn += 1) await letGo()
  expect(await first).toEqual(ok([['first answered']]))
  expect(await Promise.all(others)).toEqual([
    ok([['sound answered']]),
    fail({ kind: 'conflict', table: 'exchange_nonces' }),
    ok([['sound too answered']]),
  ])
  expect(asked.map(({ words }) => words)).toEqual([
    ['first'],
    ['first of it', 'sound', 'first of it', 'taken before', 'first of it', 'sound too'],
    ['first of it', 'sound'],
    ['first of it', 'taken before'],
    ['first of it', 'sound too'],
  ])
})

test('is what the database cannot take told to whoever asked it alone, and written for the others?', async () => {
  const { ctx, ring, letGo } = place()
  const all = ['first', 'sound', 'too large', 'sound too', 'taken before'].map((words) =>
    writeTogether(ctx, ring, [], [saying(words)]),
  )
  const told = Promise.allSettled(all)
  for (let turn = 0; turn < 6; turn += 1) await letGo()
  expect((await told).map((each) => (each.status === 'rejected' ? each.reason.message : each.value))).toEqual(
    [
      ok([['first answered']]),
      ok([['sound answered']]),
      'string or blob too big',
      ok([['sound too answered']]),
      fail({ kind: 'conflict', table: 'exchange_nonces' }),
    ],
  )
})

test('is everybody told where the database is away, and the next one answered again?', async () => {
  const { ctx, ring, state, letGo } = place()
  const all = ['a', 'b', 'c'].map((words) => writeTogether(ctx, ring, [], [saying(words)]))
  const told = Promise.allSettled(all)
  state.faulty = 'down'
  for (let turn = 0; turn < 4; turn += 1) await letGo()
  expect((await told).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  state.faulty = null
  const next = writeTogether(ctx, ring, [], [saying('d')])
  await letGo()
  expect(await next).toEqual(ok([['d answered']]))
})

test('does one that has been ended hold up the others for no longer than it could have lasted?', async () => {
  const { ctx, ring, state, asked, letGo } = place()
  // Its round trip is never let go: the first of the two held back.
  const ended = readTogether(ctx, ring, [saying('ended')])
  const waits = readTogether(ctx, ring, [saying('waits')])
  expect(asked).toHaveLength(1)
  state.now += 10_001
  const later = readTogether(ctx, ring, [saying('later')])
  expect(asked.at(1)?.words).toEqual(['later', 'waits'])
  void ended
  await letGo()
  await letGo()
  expect(await Promise.all([waits, later])).toEqual([[['waits answered']], [['later answered']]])
})

test('do so many go together at most, and the rest with the next?', async () => {
  const { ctx, ring, asked, letGo } = place()
  const all = Array.from({ length: 30 }, (_, at) => readTogether(ctx, ring, [saying(`r${at}`)]))
  for (let turn = 0; turn < 4; turn += 1) await letGo()
  expect(await Promise.all(all)).toHaveLength(30)
  expect(asked.map(({ words }) => words.length)).toEqual([1, 12, 12, 5])
})

test('is what is large not put together with more than there is room for?', async () => {
  const { ctx, ring, asked, letGo } = place()
  const large = 'x'.repeat(600_000)
  const all = ['a', 'b', 'c'].map((words) => writeTogether(ctx, ring, [], [saying(words, large)]))
  for (let turn = 0; turn < 3; turn += 1) await letGo()
  expect(await Promise.all(all)).toEqual(['a', 'b', 'c'].map((words) => ok([[`${words} answered`]])))
  expect(asked.map(({ words }) => words)).toEqual([['a'], ['b'], ['c']])
})
