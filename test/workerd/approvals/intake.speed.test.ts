import { beforeAll, expect, test } from 'vitest'
import { countTrips } from '../../counted-database.ts'
import { ask } from '../../kit.ts'
import {
  allowance,
  apply,
  citizen,
  coldIsolate,
  DB,
  must,
  newcomer,
  nextKey,
  publish,
  RULES,
  settleAllowance,
  tokenOf,
} from '../../region.ts'

/** What an application costs the database, and that many at once neither wait for nor disturb one another. */

const aged72 = citizen('1954-05-06')

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
  await settleAllowance(aged72)
})

test('does an application take two round trips at most, in a cold isolate and in a warm one?', async () => {
  const { counted, taken } = countTrips(DB)
  const send = coldIsolate({ DB: counted })
  const trips: unknown[] = []
  for (const form of [undefined, undefined, {}]) {
    const person = await newcomer()
    const token = await tokenOf(person)
    const { body } = must(await apply(token, allowance(person, form && { form }), nextKey(), send), 201)
    trips.push([body.outcome, taken()])
  }
  expect(trips).toEqual([
    ['approve', 2],
    ['approve', 2],
    ['supplement', 2],
  ])
})

test('does a repeated application, and one refused by its form, take one and none?', async () => {
  const { counted, taken } = countTrips(DB)
  const send = coldIsolate({ DB: counted })
  const token = await tokenOf(aged72)
  const key = nextKey()
  must(await apply(token, allowance(aged72), key, send), 201)
  taken()
  must(await apply(token, allowance(aged72), key, send), 201)
  expect(taken()).toBe(1)
  must(await apply(token, allowance(aged72, { form: { payee: { account: 1 } } }), nextKey(), send), 422)
  must(await apply(null, allowance(aged72), nextKey(), send), 401)
  expect(taken()).toBe(0)
})

test('does the pre-check take one round trip, and reading a case one?', async () => {
  const { counted, taken } = countTrips(DB)
  const send = coldIsolate({ DB: counted })
  const token = await tokenOf(aged72)
  must(
    await ask(send, token, 'POST', '/approvals/v1/items/elderly-allowance/precheck', allowance(aged72)),
    200,
  )
  expect(taken()).toBe(1)
  const { body } = must(await apply(token, allowance(aged72), nextKey(), send), 201)
  taken()
  must(await ask(send, token, 'GET', `/approvals/v1/cases/${body.caseNumber}`), 200)
  expect(taken()).toBe(1)
})

test('does every one of many at once get a number of its own when the leased block runs out between them?', async () => {
  const send = coldIsolate()
  const token = await tokenOf(aged72)
  const numbers: unknown[] = []
  const one = async () => {
    const { body } = must(await apply(token, allowance(aged72), nextKey(), send), 201)
    numbers.push(body.caseNumber)
  }
  for (let taken = 0; taken < 99; taken += 1) await one()
  await Promise.all(Array.from({ length: 8 }, one))
  expect(new Set(numbers).size).toBe(107)
}, 20_000)

test('do isolates that start at once lease blocks that never meet?', async () => {
  const token = await tokenOf(aged72)
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => apply(token, allowance(aged72), nextKey(), coldIsolate())),
  )
  expect(new Set(answers.map((each) => must(each, 201).body.caseNumber)).size).toBe(6)
})
