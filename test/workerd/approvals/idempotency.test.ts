import { beforeAll, expect, test } from 'vitest'
import { ask } from '../../kit.ts'
import { expectRefused } from '../../refusal.ts'
import {
  allowance,
  apply,
  citizen,
  coldIsolate,
  everyRow,
  must,
  newcomer,
  nextKey,
  publish,
  RULES,
  settleAllowance,
  tokenOf,
  worker,
} from '../../region.ts'

/** One application is one case, however often and by however many ways it arrives. */

const aged72 = citizen('1954-05-06')
const other = citizen('1953-05-06')
const PERSONAL = [aged72.idNumber, aged72.name, aged72.account]

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
  await settleAllowance(aged72, other)
  must(await apply(await tokenOf(aged72), allowance(aged72)), 201)
})

/** All of an answer but the time it took, which is told anew. */
const lasting = ({ body: { elapsedMs: _elapsed, ...rest } }: { body: Record<string, unknown> }) => rest
const caseCount = async () => (await everyRow()).cases?.length ?? 0

test('does the same key with the same body answer the same case again?', async () => {
  const token = await tokenOf(aged72)
  const key = nextKey()
  const first = must(await apply(token, allowance(aged72), key), 201)
  const stored = await everyRow()
  const again = must(await apply(token, allowance(aged72), key), 201)
  expect(lasting(again)).toEqual(lasting(first))
  expect(first.headers.get('Idempotency-Replayed')).toBeNull()
  expect(again.headers.get('Idempotency-Replayed')).toBe('true')
  expect(again.headers.get('Location')).toBe(first.headers.get('Location'))
  expect(await everyRow()).toEqual(stored)
})

test('is the same key with another body refused?', async () => {
  const token = await tokenOf(aged72)
  const key = nextKey()
  must(await apply(token, allowance(aged72), key), 201)
  await expectRefused(
    () => apply(token, allowance(aged72, { form: {} }), key),
    [422, 'idempotencyKeyReused'],
    PERSONAL,
  )
})

test('is the same body with its keys in another order the same body?', async () => {
  const token = await tokenOf(aged72)
  const key = nextKey()
  const first = must(await apply(token, allowance(aged72), key), 201)
  const turned = Object.fromEntries(Object.entries(allowance(aged72)).toReversed())
  expect(lasting(must(await apply(token, turned, key), 201))).toEqual(lasting(first))
})

test('may another person use the same key?', async () => {
  const key = nextKey()
  const mine = must(await apply(await tokenOf(aged72), allowance(aged72), key), 201)
  const theirs = must(await apply(await tokenOf(other), allowance(other), key), 201)
  expect(theirs.headers.get('Idempotency-Replayed')).toBeNull()
  expect(theirs.body.caseNumber).not.toBe(mine.body.caseNumber)
})

test.each([undefined, '', 'short', 'has a space in it', 'x'.repeat(129)])(
  'is the key %j refused as none?',
  async (key) => {
    const token = await tokenOf(aged72)
    const header = key === undefined ? {} : { 'Idempotency-Key': key }
    await expectRefused(
      () => ask(worker, token, 'POST', '/approvals/v1/applications', allowance(aged72), header),
      [400, 'idempotencyKeyMissing'],
      PERSONAL,
    )
  },
)

test.each([
  ['one isolate', () => [worker, worker, worker, worker]],
  ['isolates of their own', () => [coldIsolate(), coldIsolate(), coldIsolate(), coldIsolate()]],
])(
  'do submissions at once with one key in %s make exactly one case and answer alike?',
  async (_where, ways) => {
    const person = await newcomer()
    const token = await tokenOf(person)
    const key = nextKey()
    const before = await caseCount()
    const answers = await Promise.all(ways().map((send) => apply(token, allowance(person), key, send)))
    const [first, ...others] = answers.map((answer) => lasting(must(answer, 201)))
    expect(first).toMatchObject({ outcome: 'approve' })
    for (const each of others) expect(each).toEqual(first)
    expect(answers.filter((each) => each.headers.get('Idempotency-Replayed') === null)).toHaveLength(1)
    expect(await caseCount()).toBe(before + 1)
    const { case_events, decisions, documents } = await everyRow()
    for (const rows of [case_events, decisions, documents]) {
      const cases = new Set(rows?.map((row) => Reflect.get(Object(row), 'case_number')))
      expect(cases.size).toBe(before + 1)
    }
  },
)

test('do two bodies at once with one key make one case, and is the other refused?', async () => {
  const token = await tokenOf(aged72)
  const key = nextKey()
  const before = await caseCount()
  const answers = await Promise.all([
    apply(token, allowance(aged72), key, coldIsolate()),
    apply(token, allowance(aged72, { form: {} }), key, coldIsolate()),
  ])
  expect(answers.map((each) => each.status).toSorted()).toEqual([201, 422])
  expect(await caseCount()).toBe(before + 1)
})

test('do two keys at once make two cases with different numbers?', async () => {
  const person = await newcomer()
  const token = await tokenOf(person)
  const [one, two] = await Promise.all([
    apply(token, allowance(person, { form: {} }), nextKey(), coldIsolate()),
    apply(token, allowance(person, { form: {} }), nextKey(), coldIsolate()),
  ])
  expect([must(one, 201), must(two, 201)].map((each) => each.body.outcome)).toEqual([
    'supplement',
    'supplement',
  ])
  expect(one.body.caseNumber).not.toBe(two.body.caseNumber)
})
