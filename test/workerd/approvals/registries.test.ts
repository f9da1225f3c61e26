import { expect, test } from 'vitest'
import { type Answered, ask, official } from '../../kit.ts'
import { meddle } from '../../meddled-database.ts'
import {
  asOfficial,
  citizen,
  coldIsolate,
  DB,
  deliver,
  everyRow,
  must,
  NOW,
  registryOf,
  sign,
} from '../../region.ts'

/** Who delivered what into a registry, who marked it down or up, and that of two changes none is lost unseen. */

let sources = 0
/** A registry nobody has touched, with one delivery as of now. */
async function fresh(): Promise<string> {
  sources += 1
  const source = `testSource${String.fromCharCode(64 + sources)}`
  await deliver(source, [])
  return source
}
const mark = (source: string, state: 'available' | 'unavailable', revision?: number, subject = 'admin-1') =>
  asOfficial(
    'admin',
    'PUT',
    `/approvals/v1/registries/${source}`,
    { state, reason: `${subject} 试验`, ...(revision === undefined ? {} : { revision }) },
    subject,
  )
const logOf = async (source: string, query = '', role: 'admin' | 'auditor' = 'auditor') =>
  must(await asOfficial(role, 'GET', `/approvals/v1/registries/${source}/deliveries${query}`), 200).body
/** Guarantee: the door answers by its contract. */
const entriesOf = ({ deliveries }: Answered['body']) => deliveries as readonly Record<string, unknown>[]

test('does a delivery leave who, when, how much and as of when, and nothing of what it holds?', async () => {
  const source = await fresh()
  const person = citizen('1954-05-06')
  const entry = { keys: [person.idNumber], record: { name: person.name, birthDate: person.birthOn } }
  await deliver(source, [entry])
  await deliver(source, [entry])
  await deliver(source, [{ ...entry, record: { name: '演示乙' } }])
  const { deliveries, next } = await logOf(source)
  const log = entriesOf({ deliveries })
  expect(next).toBeNull()
  expect(log.map(({ seq, kind, count, at, asOf }) => [seq, kind, count, at, asOf])).toEqual([
    [4, 'records', 1, NOW, NOW],
    [3, 'records', 1, NOW, NOW],
    [2, 'records', 1, NOW, NOW],
    [1, 'records', 0, NOW, NOW],
  ])
  const digests = log.map(({ digest }) => String(digest))
  expect([digests[1], digests[0] === digests[1], digests[2] === digests[1]]).toEqual([
    expect.stringMatching(/^[\w-]{20,}$/),
    false,
    true,
  ])
  expect(new Set(log.map(({ byIndex }) => byIndex)).size).toBe(1)
  const stored = JSON.stringify((await everyRow()).registry_deliveries)
  for (const personal of [person.idNumber, person.name, person.birthOn, '演示乙', 'admin-1'])
    expect(stored).not.toContain(personal)
})

test('is the log read by page, newest first?', async () => {
  const source = await fresh()
  for (let at = 0; at < 4; at += 1) await deliver(source, [])
  const first = await logOf(source, '?limit=2', 'admin')
  expect([entriesOf(first).map(({ seq }) => seq), first.next]).toEqual([[5, 4], 4])
  const last = await logOf(source, '?limit=3&before=4')
  expect([entriesOf(last).map(({ seq }) => seq), last.next]).toEqual([[3, 2, 1], null])
  const wrong = await asOfficial('auditor', 'GET', `/approvals/v1/registries/${source}/deliveries?limit=0`)
  expect(wrong.status).toBe(422)
})

test('does a change of state stand in the log with its reason, by whom it was made?', async () => {
  const source = await fresh()
  expect(must(await mark(source, 'unavailable', undefined, 'admin-7'), 200).body).toMatchObject({
    state: 'unavailable',
    revision: 1,
  })
  must(await mark(source, 'available', 1, 'admin-8'), 200)
  const log = entriesOf(await logOf(source))
  expect(log).toMatchObject([
    { kind: 'state', state: 'available', reason: 'admin-8 试验', revision: 2, digest: null, count: null },
    { kind: 'state', state: 'unavailable', reason: 'admin-7 试验', revision: 1 },
    { kind: 'records' },
  ])
  expect(log[0]?.byIndex).not.toBe(log[1]?.byIndex)
})

test('is nothing logged of a delivery that is refused?', async () => {
  const source = await fresh()
  const path = `/approvals/v1/registries/${source}/records`
  const refused = await asOfficial('admin', 'PUT', path, { asOf: NOW + 1, records: [] })
  expect(refused.status).toBe(422)
  expect(entriesOf(await logOf(source))).toHaveLength(1)
})

test('must whoever marks a registry up name the change they lift?', async () => {
  const source = await fresh()
  must(await mark(source, 'unavailable'), 200)
  const unnamed = await mark(source, 'available')
  expect([unnamed.status, unnamed.body.errors]).toMatchObject([422, [{ pointer: '/revision' }]])
  // Somebody marks it down once more, for another reason: the first was seen, this one was not.
  must(await mark(source, 'unavailable', undefined, 'admin-2'), 200)
  const late = await mark(source, 'available', 1)
  expect([late.status, late.body.code]).toEqual([409, 'stepNotPossible'])
  expect(late.body.detail).toContain('重新查询')
  expect(await registryOf(source)).toMatchObject({ state: 'unavailable', revision: 2 })
  must(await mark(source, 'available', 2), 200)
})

/** The same as `mark`, while `meanwhile` happens between its read and its write. */
async function markWhile(
  source: string,
  state: 'available' | 'unavailable',
  revision: number | undefined,
  meanwhile: () => Promise<unknown>,
) {
  const between = meddle(DB, (trip) => (trip === 2 ? meanwhile() : undefined))
  const body = { state, reason: '试验', ...(revision === undefined ? {} : { revision }) }
  const token = await sign('admin-9', official('admin', 'services'))
  const send = coldIsolate({ DB: between })
  return ask(send, token, 'PUT', `/approvals/v1/registries/${source}`, body)
}

test('is a down that comes between the read and the write of an up kept, and the up told?', async () => {
  const source = await fresh()
  must(await mark(source, 'unavailable'), 200)
  const up = await markWhile(source, 'available', 1, () => mark(source, 'unavailable', undefined, 'admin-2'))
  expect([up.status, up.body.code]).toEqual([409, 'stepNotPossible'])
  expect(await registryOf(source)).toMatchObject({ state: 'unavailable', revision: 2 })
  expect(entriesOf(await logOf(source)).filter(({ kind }) => kind === 'state')).toHaveLength(2)
})

test('does a down win against an up that comes between its read and its write?', async () => {
  const source = await fresh()
  must(await mark(source, 'unavailable'), 200)
  const down = await markWhile(source, 'unavailable', undefined, () => mark(source, 'available', 1))
  expect([down.status, down.body]).toMatchObject([200, { state: 'unavailable', revision: 3 }])
  expect(await registryOf(source)).toMatchObject({ state: 'unavailable', revision: 3 })
})

test('does a delivery that races with a down leave it standing?', async () => {
  const source = await fresh()
  const between = meddle(DB, (trip) => (trip === 1 ? mark(source, 'unavailable') : undefined))
  const token = await sign('admin-9', official('admin', 'services'))
  const path = `/approvals/v1/registries/${source}/records`
  const body = { asOf: NOW, records: [] }
  must(await ask(coldIsolate({ DB: between }), token, 'PUT', path, body), 200)
  expect(await registryOf(source)).toMatchObject({ state: 'unavailable', revision: 1 })
})

test('do many deliveries at once all come in, each with its own number?', async () => {
  const source = await fresh()
  await Promise.all(
    Array.from({ length: 12 }, (_, at) => deliver(source, [{ keys: [`key-${at}`], record: { at } }])),
  )
  const log = entriesOf(await logOf(source))
  expect(log.map(({ seq }) => seq)).toEqual(Array.from({ length: 13 }, (_, at) => 13 - at))
})
