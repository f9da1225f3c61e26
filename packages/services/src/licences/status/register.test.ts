import type { Database, Statement } from '@tongban/store'
import { statusAt } from '@tongban/verifier'
import { expect, test } from 'vitest'
import { openStatusRegister, type ShardAnswer } from './register.ts'

/** How the statuses in memory follow the database: what is asked, by how many, and what is never answered. */
type Change = { seq: number; list: number; statusIndex: number; statusValue: number }

/** A database of one list or more, whose reads can be held back. */
function place() {
  const changes: Change[] = []
  const lists = new Set(Array.from({ length: 600 }, (_, at) => at + 1))
  const state = {
    now: 1_000_000,
    reads: 0,
    statements: 0,
    down: false,
    asked: [] as string[],
    gate: Promise.resolve(),
  }
  const rowsOf = ({ sql, params }: Statement<unknown>): Record<string, number>[] => {
    if (sql.includes('max(seq)')) return [{ seq: changes.length }]
    if (/\bfrom status_changes\b/.test(sql))
      return changes
        .filter(({ seq }) => seq > Number(params[0]))
        .slice(0, Number(params[1]))
        .map(({ seq, list, statusIndex, statusValue }) => ({
          seq,
          list,
          status_index: statusIndex,
          status_value: statusValue,
        }))
    const list = Number(params[0])
    if (/\bfrom status_lists\b/.test(sql)) return lists.has(list) ? [{ list, used: 1, created_at: 0 }] : []
    const last = new Map(
      changes.filter((each) => each.list === list).map((each) => [each.statusIndex, each.statusValue]),
    )
    return [...last]
      .filter(([, value]) => value !== 0)
      .map(([at, value]) => ({ status_index: at, status_value: value }))
  }
  const database: Database = {
    roundTrips: 0,
    write: () => Promise.reject(new Error('nothing is written')),
    async read(statements) {
      state.reads += 1
      state.statements = Math.max(state.statements, statements.length)
      // As the database sees it when it is asked, told later.
      const rows = statements.map((statement) => statement.decode(rowsOf(statement)))
      const { down } = state
      await state.gate
      if (down) throw new Error('D1_ERROR: away')
      return asAnswer(rows)
    },
  }
  const register = openStatusRegister({
    clock: { now: () => state.now },
    log: (event) => state.asked.push(event),
  })
  const ctx = { database, after: (work: Promise<unknown>) => void work.catch(() => undefined) }
  return {
    state,
    change: (list: number, statusIndex: number, statusValue: number) =>
      changes.push({ seq: changes.length + 1, list, statusIndex, statusValue }),
    shard: async (list = 1) => register.shardOf(ctx, list),
    register,
    ctx,
    held: () => {
      let open: () => void = () => undefined
      state.gate = new Promise((resolve) => {
        open = resolve
      })
      return open
    },
  }
}

/** Guarantee: each statement decoded its own rows. */
const asAnswer = <T>(rows: readonly (readonly unknown[])[]) => rows as T

const valueAt = (answer: ShardAnswer, index: number) => {
  if (typeof answer === 'string') return answer
  return statusAt({ uri: '', asOf: answer.asOf, exp: 0, ttl: 1, bits: 2, bytes: answer.bytes }, index)
}

test('is a list loaded with what is not valid in it, and then followed by its changes alone?', async () => {
  const { change, shard, state } = place()
  change(1, 5, 1)
  expect(valueAt(await shard(), 5)).toBe(1)
  change(1, 6, 2)
  state.now += 1_001
  expect(valueAt(await shard(), 6)).toBe(2)
  change(1, 6, 0)
  state.now += 1_001
  expect(valueAt(await shard(), 6)).toBe(0)
  expect(state.reads).toBe(3)
})

test('is what is a second old answered at once, and what is older asked for?', async () => {
  const { register, ctx, shard, state } = place()
  await shard()
  state.now += 1_000
  expect(register.shardOf(ctx, 1)).not.toBeInstanceOf(Promise)
  state.now += 1
  expect(register.shardOf(ctx, 1)).toBeInstanceOf(Promise)
})

test('do many at once share one read, also of several lists?', async () => {
  const { shard, state } = place()
  await Promise.all([shard(1), shard(2), shard(1), shard(2)])
  expect(state.reads).toBe(1)
})

test('does whoever asks while a read is under way, which began too early, wait for the next?', async () => {
  const { change, shard, state, held } = place()
  await shard()
  state.now += 1_001
  const open = held()
  const early = shard()
  await Promise.resolve()
  await Promise.resolve()
  expect(state.reads).toBe(2)
  // Revoked after that read was made; a second later somebody asks.
  change(1, 9, 1)
  state.now += 1_001
  const late = shard()
  open()
  expect(valueAt(await early, 9)).toBe(0)
  expect(valueAt(await late, 9)).toBe(1)
})

test('does a list that is first asked for during a read come with the changes made meanwhile?', async () => {
  const { change, shard, state, held } = place()
  await shard(1)
  state.now += 1_001
  const open = held()
  const first = shard(1)
  await Promise.resolve()
  await Promise.resolve()
  change(2, 3, 1)
  const second = shard(2)
  open()
  await first
  expect(valueAt(await second, 3)).toBe(1)
})

test('is what cannot be read never answered from what is older?', async () => {
  const { shard, state } = place()
  await shard()
  state.down = true
  state.now += 1_001
  expect(await shard()).toBe('unreadable')
  expect(state.asked).toEqual(['statusUnreadable'])
  state.down = false
  expect(valueAt(await shard(), 1)).toBe(0)
})

test('is a list that nobody was issued into missing, and not held as one without changes?', async () => {
  const { shard } = place()
  expect(await shard(7_000)).toBe('missing')
})

test('does whoever is thousands of changes behind start anew from the lists?', async () => {
  const { change, shard, state } = place()
  await shard()
  for (let at = 0; at < 6_000; at += 1) change(1, at, 1)
  state.now += 1_001
  const answer = await shard()
  expect([valueAt(answer, 0), valueAt(answer, 5_999), valueAt(answer, 6_000)]).toEqual([1, 1, 0])
})

test('are so many lists held at most, and does the one not asked for the longest go first?', async () => {
  const { register, ctx, shard } = place()
  for (let list = 1; list <= 600; list += 1) {
    await shard(list)
    // Asked for again and again, so that it stays.
    await shard(1)
  }
  expect(register.shardOf(ctx, 1)).not.toBeInstanceOf(Promise)
  expect(register.shardOf(ctx, 600)).not.toBeInstanceOf(Promise)
  expect(register.shardOf(ctx, 2)).toBeInstanceOf(Promise)
})

test('is what was changed from here known at once, also where a read was under way?', async () => {
  const { change, shard, state, register, held } = place()
  expect(valueAt(await shard(), 5)).toBe(0)
  change(1, 5, 1)
  register.changed()
  expect(valueAt(await shard(), 5)).toBe(1)
  expect(state.reads).toBe(2)

  state.now += 1_001
  const open = held()
  const before = shard()
  await Promise.resolve()
  change(1, 5, 2)
  register.changed()
  const after = shard()
  open()
  await before
  expect(valueAt(await after, 5)).toBe(2)
})

test('is everything due for whoever’s clock went back, also where the same instant comes again?', async () => {
  const { change, shard, state } = place()
  await shard()
  state.now += 600
  expect(valueAt(await shard(), 5)).toBe(0)
  // Set back by half a minute; what was read is as old when the clock is where it was.
  change(1, 5, 1)
  state.now += 29_950 - 30_000
  expect(valueAt(await shard(), 5)).toBe(1)
  expect(state.reads).toBe(2)
})

test('is nothing that was being read when the clock went back taken as read after it?', async () => {
  const { change, shard, state, held } = place()
  await shard()
  state.now += 1_001
  const open = held()
  const early = shard()
  await Promise.resolve()
  await Promise.resolve()
  change(1, 9, 1)
  state.now -= 30_000
  const late = shard()
  open()
  await early
  expect(valueAt(await late, 9)).toBe(1)
})

test('do many numbers asked for at once come in reads of so many, and who asks for what is held wait for the next alone?', async () => {
  const { shard, state, register, held } = place()
  await shard(1)
  state.now += 1_001
  const open = held()
  const many = Promise.all(Array.from({ length: 500 }, (_, at) => shard(10_000 + at)))
  await Promise.resolve()
  const reads = state.reads
  const usual = shard(1).then(() => state.reads - reads)
  open()
  expect(await usual).toBeLessThanOrEqual(2)
  expect(await many).toEqual(Array(500).fill('missing'))
  expect(state.statements).toBeLessThanOrEqual(82)
  expect(state.reads).toBeLessThanOrEqual(16)
  // For a moment it is known that there is none.
  expect([register.wasMissing(10_000), register.wasMissing(1)]).toEqual([true, false])
  state.now += 1_001
  expect(register.wasMissing(10_000)).toBe(false)
})
