import { beforeEach, expect, test } from 'vitest'
import {
  advertising,
  type Case,
  CHECK,
  handIn,
  officialToken,
  on,
  overtaken,
  reasons,
  supplemented,
  take,
} from '../../case-steps.ts'
import { type Answered, ask } from '../../kit.ts'
import { meddle } from '../../meddled-database.ts'
import { coldIsolate, DB, must, nextKey, worker } from '../../region.ts'

/** A step that is sent again is taken once: by its Idempotency-Key for ever, by its content while nothing came after it. */

beforeEach(() => on('2026-11-23'))

const GRANT = { opinion: 'grant' }
const inReview = () => handIn((who) => advertising(who))
const path = ({ number }: Case, step: string) => `/approvals/v1/cases/${number}/${step}`
type Role = Parameters<typeof officialToken>[0]
const keyed = async (theCase: Case, role: Role, step: string, key: string, body?: object, send = worker) =>
  ask(send, await officialToken(role), 'POST', path(theCase, step), body, { 'Idempotency-Key': key })
const eventsOf = async ({ number }: Case) => {
  const { results } = await DB.prepare(
    'SELECT type, data FROM case_events WHERE case_number = ? ORDER BY seq',
  )
    .bind(number)
    .all<{ type: string; data: string }>()
  return results
}
const count = async (theCase: Case, type: string) =>
  (await eventsOf(theCase)).filter((event) => event.type === type).length
const stateOf = ({ status, body }: Answered) => [status, body.state]

test('is a signature sent again after the case was sent back the one that was given, by its key?', async () => {
  const theCase = await inReview()
  const key = nextKey()
  must(await keyed(theCase, 'handler', 'sign', key, GRANT), 200)
  must(await take(theCase, 'chief', 'send-back', { reasons: reasons() }), 200)
  const late = must(await keyed(theCase, 'handler', 'sign', key, GRANT), 200)
  expect(late.body.mine).toContain('sign')
  expect(await count(theCase, 'signed')).toBe(1)
  // A new key is a new signature, whatever was signed before.
  must(await keyed(theCase, 'handler', 'sign', nextKey(), GRANT), 200)
  expect(await count(theCase, 'signed')).toBe(2)
})

test('is a key answered with the case as it stands, however much has happened since?', async () => {
  const theCase = await supplemented()
  const key = nextKey()
  must(await keyed(theCase, 'handler', 'accept', key), 200)
  must(await take(theCase, 'handler', 'inspect', CHECK), 200)
  const before = await eventsOf(theCase)
  expect(stateOf(await keyed(theCase, 'handler', 'accept', key))).toEqual([200, 'inReview'])
  on('2026-12-20')
  expect(stateOf(await keyed(theCase, 'handler', 'accept', key))).toEqual([200, 'inReview'])
  expect(await eventsOf(theCase)).toEqual(before)
})

test('is the same key with another content, or for another step, refused?', async () => {
  const theCase = await inReview()
  const key = nextKey()
  must(await keyed(theCase, 'handler', 'sign', key, GRANT), 200)
  for (const [step, body] of [
    ['sign', { opinion: 'refuse' }],
    ['inspect', CHECK],
  ] as const) {
    const reused = await keyed(theCase, 'handler', step, key, body)
    expect([reused.status, reused.body.code]).toEqual([422, 'idempotencyKeyReused'])
  }
  expect(await eventsOf(theCase)).toHaveLength((await eventsOf(await inReview())).length + 1)
})

test('is a key that of one person: does it say nothing to a colleague, and is it nowhere to be read?', async () => {
  const theCase = await inReview()
  const key = nextKey()
  must(await keyed(theCase, 'handler', 'sign', key, GRANT), 200)
  must(await keyed(theCase, 'chief', 'sign', key, GRANT), 200)
  expect(await count(theCase, 'signed')).toBe(2)
  expect(JSON.stringify(await eventsOf(theCase))).not.toContain(key)
  const bad = await keyed(theCase, 'chief', 'send-back', 'short', { reasons: reasons() })
  expect([bad.status, bad.body.code]).toEqual([422, 'invalidInput'])
})

test('does a keyed step that races with itself take one step, and with another content tell of the key?', async () => {
  const token = await officialToken('handler')
  const [same, other] = [await supplemented(), await supplemented()]
  const race = async (theCase: Case, body: object | undefined, step: string) => {
    const key = nextKey()
    let last = 0
    let write = Number.POSITIVE_INFINITY
    const send = coldIsolate({
      DB: meddle(DB, (trip) => {
        last = trip
        return trip === write ? keyed(theCase, 'handler', 'accept', key) : undefined
      }),
    })
    must(await ask(send, token, 'GET', path(theCase, '').slice(0, -1)), 200)
    write = last + 2
    return keyed(theCase, 'handler', step, key, body, send)
  }
  expect(stateOf(await race(same, undefined, 'accept'))).toEqual([200, 'accepted'])
  expect(await count(same, 'accepted')).toBe(1)
  const reused = await race(other, { reasons: reasons() }, 'not-required')
  expect([reused.status, reused.body.code]).toEqual([422, 'idempotencyKeyReused'])
})

test('without a key, is a step sent again after its applicant’s number was read still the same step?', async () => {
  const theCase = await inReview()
  const suspend = { ground: 'hearing', neededWorkdays: 5 }
  must(await take(theCase, 'handler', 'suspend', suspend), 200)
  must(await take(theCase, 'handler', 'identity', { reason: 'verifyIdentity' }), 200)
  expect((await eventsOf(theCase)).at(-1)?.type).toBe('identityRead')
  must(await take(theCase, 'handler', 'suspend', suspend), 200)
  expect(await count(theCase, 'suspended')).toBe(1)
  // After something that leads on, the same content is meant anew.
  must(await take(theCase, 'handler', 'resume', {}), 200)
  must(await take(theCase, 'handler', 'suspend', suspend), 200)
  expect(await count(theCase, 'suspended')).toBe(2)
})

test('without a key, does whoever lost a race to their own request get its answer though more came after it?', async () => {
  const theCase = await supplemented()
  const second = await overtaken(theCase, await officialToken('handler'), 'accept', undefined, async () => {
    must(await take(theCase, 'handler', 'accept'), 200)
    must(await take(theCase, 'handler', 'inspect', CHECK), 200)
  })
  expect(stateOf(second)).toEqual([200, 'inReview'])
  expect(await count(theCase, 'accepted')).toBe(1)
})
