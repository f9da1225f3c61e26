import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { compareWith } from '../../../packages/services/src/exchange/heads.ts'
import {
  carryOn,
  doorOf,
  handIn,
  handoverAt,
  openDeciding,
  publishRules,
  read,
  resident,
  settle,
  stepAtB,
  types,
  withdraw,
} from '../../deciding-regions.ts'
import { keepTables } from '../../keep-tables.ts'
import { ask } from '../../kit.ts'
import { must, tokenOf } from '../../region.ts'
import { A, B, type Region, type TwoRegions } from '../../two-regions.ts'

/**
 * An older database is restored in one of two regions, in the middle of a case: what it has forgotten is made up by going
 * on, the result arrives, and both hold the same messages under the same numbers.
 */
let two: TwoRegions
beforeAll(() => publishRules())
beforeEach(async () => {
  two = await openDeciding()
})
afterEach(() => settle())

async function kept({ database }: Region): Promise<() => Promise<void>> {
  const { results } = await database
    .prepare(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*'
         AND name NOT GLOB 'd1_*'`,
    )
    .all<{ name: string }>()
  return keepTables(
    database,
    results.map(({ name }) => name),
  )
}

/** As an operator would after a restore, on both sides; then everything that follows from it. */
async function compareBoth(): Promise<void> {
  for (const [region, partner] of [
    [two.a, B],
    [two.b, A],
  ] as const) {
    expect(await compareWith(await region.context(), partner)).toMatchObject({
      state: 'compared',
      divergent: 0,
    })
    await settle()
  }
  await carryOn()
  for (let hour = 0; hour < 3; hour += 1) {
    vi.setSystemTime(Date.now() + 3_600_000)
    await carryOn()
  }
}

type Logged = { direction: string; seq: number; id: string; digest: string; state: string }
const logAt = async ({ database }: Region, number: string, direction: 'in' | 'out') =>
  (
    await database
      .prepare(
        'SELECT seq, id, digest, state FROM exchange_messages WHERE case_number = ? AND direction = ? ORDER BY seq',
      )
      .bind(number, direction)
      .all<Logged>()
  ).results

/** What one side has sent is what the other has taken in, to the last message, and all of it was applied. */
async function expectEqualLedgers(number: string): Promise<void> {
  const same = (logged: readonly Logged[]) => logged.map(({ seq, id, digest }) => ({ seq, id, digest }))
  for (const [sender, receiver] of [
    [two.a, two.b],
    [two.b, two.a],
  ] as const) {
    const sent = await logAt(sender, number, 'out')
    const came = await logAt(receiver, number, 'in')
    expect(same(came)).toEqual(same(sent))
    expect(sent.map(({ state }) => state)).toEqual(sent.map(() => 'stored'))
    expect(came.map(({ state }) => state)).toEqual(came.map(() => 'applied'))
    expect(sent.map(({ seq }) => seq)).toEqual(sent.map((_, at) => at + 1))
  }
  const [here, there] = [await handoverAt(two.a, number), await handoverAt(two.b, number)]
  expect([here?.in_seq, here?.in_head]).toEqual([there?.out_seq, there?.out_head])
  expect([there?.in_seq, there?.in_head]).toEqual([here?.out_seq, here?.out_head])
  expect([here?.custody, there?.custody]).toEqual(['there', 'here'])
  expect([here?.received_at, here?.transferred_at, here?.accepted_at]).toEqual([
    there?.received_at,
    there?.transferred_at,
    there?.accepted_at,
  ])
  // That something came back people are told; nothing is left for them to decide.
  for (const region of [two.a, two.b])
    expect((await region.alarms()).filter(({ kind }) => kind !== 'ownReturned')).toEqual([])
}

const count = (all: readonly string[], type: string) => all.filter((each) => each === type).length

test('does the receiving region that has forgotten a granted case make it anew, with its result?', async () => {
  const person = await resident(401, '1940-05-06')
  const restore = await kept(two.a)
  const number = await handIn(person)
  await carryOn()
  const before = await read(A, person, number)
  await restore()
  await compareBoth()
  const after = await read(A, person, number)
  expect(after).toMatchObject({ state: 'granted', receivedOn: before.receivedOn })
  expect(types(after)).toEqual(types(before))
  await expectEqualLedgers(number)
  // The number is given to nobody else.
  const other = await resident(402, '1940-05-06')
  expect(await handIn(other)).not.toBe(number)
})

test('does the receiving region that has forgotten what came back take it in once more?', async () => {
  const person = await resident(403, '1940-05-06')
  two.cut.add(B)
  const number = await handIn(person)
  const restore = await kept(two.a)
  two.cut.delete(B)
  vi.setSystemTime(Date.now() + 3_600_000)
  await carryOn()
  expect(await read(A, person, number)).toMatchObject({ state: 'granted' })
  await restore()
  await compareBoth()
  expect(await read(A, person, number)).toMatchObject({ state: 'granted' })
  await expectEqualLedgers(number)
})

test('does the handling region that has forgotten a case it granted at once decide it again, the later one standing?', async () => {
  const person = await resident(404, '1940-05-06')
  const restore = await kept(two.b)
  const number = await handIn(person)
  await carryOn()
  await restore()
  await compareBoth()
  const [here, there] = [await read(A, person, number), await read(B, person, number)]
  expect(there).toMatchObject({ state: 'granted' })
  expect(here).toMatchObject({ state: 'granted' })
  expect(count(types(here), 'decidedElsewhere')).toBe(2)
  expect(count(types(here), 'reopenedElsewhere')).toBe(1)
  expect((await logAt(two.b, number, 'out')).length).toBe(6)
  await expectEqualLedgers(number)
})

test('does the handling region that has forgotten what a person decided tell it under new numbers once it is decided again?', async () => {
  const person = await resident(405, '1957-06-01')
  const number = await handIn(person)
  await carryOn()
  const restore = await kept(two.b)
  const decide = async () => {
    const why = { reasons: [{ text: '演示理由' }], ground: '演示条例 1' }
    must(await stepAtB('handler', number, 'sign', { opinion: 'refuse' }), 200)
    must(await stepAtB('handler', number, 'decide', { decision: 'refuse', ...why }), 200)
    await carryOn()
  }
  await decide()
  expect(await read(A, person, number)).toMatchObject({ state: 'refused' })
  await restore()
  await compareBoth()
  // Decided once, here; there it is open again, and its number is known.
  expect(await read(B, person, number)).toMatchObject({ state: 'inReview' })
  await decide()
  expect(await read(A, person, number)).toMatchObject({ state: 'refused' })
  expect(await read(B, person, number)).toMatchObject({ state: 'refused' })
  expect(count(types(await read(A, person, number)), 'decidedElsewhere')).toBe(2)
  await expectEqualLedgers(number)
})

test('does a withdrawal that both have confirmed stay one, whichever side forgets it?', async () => {
  for (const [sequence, forgets] of [
    [406, 'a'],
    [407, 'b'],
  ] as const) {
    const person = await resident(sequence, '1957-06-01')
    const restore = await kept(two[forgets])
    const number = await handIn(person)
    await carryOn()
    await withdraw(person, number)
    await carryOn()
    await restore()
    await compareBoth()
    expect(await read(A, person, number)).toMatchObject({ state: 'withdrawn' })
    expect(await read(B, person, number)).toMatchObject({ state: 'withdrawn' })
    await expectEqualLedgers(number)
  }
})

test('is what was asked of the other region known again, so that nobody asks the same twice?', async () => {
  const person = await resident(408, '1957-06-01')
  const number = await handIn(person)
  await carryOn()
  const restore = await kept(two.a)
  const path = `/approvals/v1/cases/${number}/urge`
  must(await ask(doorOf(A), await tokenOf(person), 'POST', path, {}), 200)
  await settle()
  await restore()
  expect(types(await read(A, person, number))).not.toContain('urged')
  await compareBoth()
  expect(count(types(await read(A, person, number)), 'urged')).toBe(1)
  await expectEqualLedgers(number)
  // Compared once more nothing is done twice.
  await compareBoth()
  expect(count(types(await read(A, person, number)), 'urged')).toBe(1)
  await expectEqualLedgers(number)
})

test('is what was given back not taken over again by a region that has forgotten it?', async () => {
  const person = await resident(409, '1954-05-06', A)
  const restore = await kept(two.b)
  const number = await handIn(person)
  await carryOn()
  const before = await logAt(two.b, number, 'out')
  await restore()
  await compareBoth()
  expect(await logAt(two.b, number, 'out')).toMatchObject(before.map(({ id, seq }) => ({ id, seq })))
  expect((await handoverAt(two.b, number))?.custody).toBe('there')
  expect(types(await read(A, person, number)).filter((type) => type === 'returnedByPartner')).toHaveLength(1)
})
