import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openPartnerIndexes } from './indexes.ts'
import { openPartnerRelay } from './relay.ts'

/** How long somebody waits for a partner that is slow: what it answers is tried with the whole door. */
beforeAll(() => vi.useFakeTimers())
afterAll(() => vi.useRealTimers())

const BASE = 'https://yubei.example.cn/licences/status/'
const region = {
  region: '500112',
  name: { zh: '渝北', en: 'Yubei' },
  issuer: 'https://yubei.example.cn/licences',
  statusBase: BASE,
  keys: [],
}

/** A partner that takes so long for its index, and longer than that for a list; a copy of the list is kept. */
function opened(tookMs: number, named: readonly string[] = [`${BASE}1`]) {
  const state = { tookMs, asked: 0, begun: 0, after: 0 }
  const clock = { now: () => Date.now() }
  const slowly = () => new Promise<void>((resolve) => setTimeout(resolve, state.tookMs))
  const indexes = openPartnerIndexes(
    {
      fetch: async () => {
        state.asked += 1
        await slowly()
        return { state: 'fetched', body: { status_lists: named } }
      },
    },
    { seconds: 10, clock, log: () => undefined },
  )
  const lists = {
    shardOf: () => undefined,
    isFailing: () => false,
    renewDue: () => {
      state.begun += 1
      return slowly()
    },
    signedList: () => ({ token: 'kept', asOf: 0, ttl: 60 }),
  }
  const relay = openPartnerRelay({ lists, indexes, clock })
  const ctx = {
    after: () => {
      state.after += 1
    },
  }
  const timed = async <T>(asking: Promise<T>, limitMs: number) => {
    const begunAt = Date.now()
    const done = asking.then((answer) => ({ answer, took: Date.now() - begunAt }))
    await vi.advanceTimersByTimeAsync(limitMs)
    return done
  }
  return {
    state,
    index: (limitMs: number) => timed(relay.listsOf(ctx, region), limitMs),
    list: (limitMs: number) => timed(relay.listOf(ctx, region, '1'), limitMs),
  }
}

test('is a partner that answers waited for, and its list handed on?', async () => {
  const { index, list } = opened(300)
  expect(await index(300)).toEqual({ answer: { uris: [`${BASE}1`], isNewest: true }, took: 300 })
  expect(await list(300)).toMatchObject({ answer: { token: 'kept' }, took: 300 })
})

test('does a slow partner make one wait a second, and nobody for ten after that, while the asking goes on?', async () => {
  const { state, index, list } = opened(1_800)
  expect(await index(1_000)).toEqual({ answer: { uris: [], isNewest: false }, took: 1_000 })
  expect(await index(0)).toMatchObject({ took: 0 })
  expect([state.asked, state.after]).toEqual([1, 1])
  await vi.advanceTimersByTimeAsync(800)
  expect(await index(0)).toMatchObject({ answer: { isNewest: true }, took: 0 })
  // What is kept of it, at once; asked for anew beside that.
  expect(await list(0)).toMatchObject({ answer: { token: 'kept' }, took: 0 })
  expect(state.begun).toBe(1)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await index(1_000)).toMatchObject({ answer: { uris: [`${BASE}1`], isNewest: false }, took: 1_000 })
})

test('is a partner waited for again that has become quick?', async () => {
  const { state, index, list } = opened(1_800)
  await index(1_000)
  state.tookMs = 200
  await vi.advanceTimersByTimeAsync(11_000)
  expect(await index(200)).toMatchObject({ answer: { isNewest: true }, took: 200 })
  expect(await list(200)).toMatchObject({ took: 200 })
})

test.each([
  [64, true, 'missing'],
  [65, false, 'away'],
])('of %i lists that a partner names, is it said whether all are known?', async (most, isNewest, answer) => {
  const named = Array.from({ length: most }, (_, at) => `${BASE}${100 + at}`)
  const { state, index, list } = opened(10, named)
  expect(await index(10)).toMatchObject({ answer: { uris: named.slice(0, 64), isNewest } })
  expect((await list(10)).answer).toBe(answer)
  // Asked once all the same: to ask again would tell no more.
  expect(state.asked).toBe(1)
})
