import { PRESETS, STANDARD_POLICY } from '@tongban/supervision'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Answered } from '../../kit.ts'
import { ask, official, person } from '../../kit.ts'
import { DB, must, NOW, nextKey, sign, worker } from '../../region.ts'

/** Policies of supervision: proposed by one, published by another, never for a clock that has begun. */

const PATH = '/supervision/v1/policies'
const asked = async (
  subject: string,
  method: string,
  path: string,
  body?: unknown,
  role: Parameters<typeof official>[0] = 'supervisor',
  key = nextKey(),
): Promise<Answered> =>
  ask(worker, await sign(subject, official(role, 'services')), method, path, body, { 'Idempotency-Key': key })

const REGION = { kind: 'region' }
const input = (change: object = {}) => ({
  scope: REGION,
  fromOn: '2026-12-01',
  policy: STANDARD_POLICY,
  ...change,
})
const propose = (change: object = {}, subject = 'one', key?: string) =>
  asked(subject, 'POST', PATH, input(change), 'supervisor', key)
const proposed = async (change: object = {}): Promise<string> =>
  String(must(await propose(change), 201).body.id)
const publish = (id: string, subject = 'two') => asked(subject, 'POST', `${PATH}/${id}/publish`)
const published = async (change: object = {}): Promise<string> => {
  const id = await proposed(change)
  must(await publish(id), 200)
  return id
}
const idsOf = ({ body }: Answered) =>
  Array.isArray(body.policies) ? body.policies.map(({ id }: { id: string }) => id) : []

beforeEach(async () => {
  vi.setSystemTime(NOW)
  await DB.exec('DELETE FROM supervision_policies')
})

test('does a policy hold only when another person has published it, and is the same request the same policy?', async () => {
  const first = must(await propose({}, 'one', 'same-key-1'), 201)
  expect(first.body).toMatchObject({
    state: 'proposed',
    mine: true,
    policy: STANDARD_POLICY,
    settledAt: null,
  })
  const again = must(await propose({}, 'one', 'same-key-1'), 201)
  expect(again.body.id).toBe(first.body.id)
  expect(await propose({ fromOn: '2026-12-02' }, 'one', 'same-key-1')).toMatchObject({
    status: 422,
    body: { code: 'idempotencyKeyReused' },
  })
  const id = String(first.body.id)
  expect(await publish(id, 'one')).toMatchObject({ status: 409, body: { code: 'secondPersonNeeded' } })
  expect(await asked('one', 'POST', `${PATH}/${id}/decline`)).toMatchObject({
    status: 409,
    body: { code: 'secondPersonNeeded' },
  })
  expect(must(await publish(id), 200).body).toMatchObject({ state: 'published', mine: false, settledAt: NOW })
  expect(must(await publish(id), 200).body.state).toBe('published')
  expect(await asked('two', 'POST', `${PATH}/${id}/decline`)).toMatchObject({
    status: 409,
    body: { code: 'stepNotPossible' },
  })
})

test('is a declined proposal kept, and never published?', async () => {
  const id = await proposed()
  expect(must(await asked('two', 'POST', `${PATH}/${id}/decline`), 200).body.state).toBe('declined')
  expect((await publish(id)).body.code).toBe('stepNotPossible')
  expect(must(await asked('one', 'GET', `${PATH}/${id}`), 200).body.state).toBe('declined')
})

test.each([
  ['today', { fromOn: '2026-11-23' }, '/fromOn'],
  ['an end before the beginning', { untilOn: '2026-11-30' }, '/untilOn'],
  ['no day', { fromOn: '2026-02-30' }, '/fromOn'],
  ['a day nobody reckons', { fromOn: '2200-01-01' }, '/fromOn'],
  ['an unknown department', { scope: { kind: 'department', code: 'nowhere' } }, '/scope/code'],
  ['an unknown item', { scope: { kind: 'item', code: 'nothing' } }, '/scope/code'],
  ['an unknown scope', { scope: { kind: 'world' } }, '/scope/kind'],
  ['no policy where none is given up', { policy: null }, '/replaces'],
  ['what replaces nothing', { replaces: 'a'.repeat(32) }, '/replaces'],
  [
    'level 2 before level 1',
    { policy: { ...STANDARD_POLICY, levels: STANDARD_POLICY.levels.toReversed() } },
    '/policy/levels/1/stage',
  ],
  [
    'a warning after the end',
    { policy: { ...STANDARD_POLICY, warnSharePercent: 120 } },
    '/policy/warnSharePercent',
  ],
  ['an unknown step', { policy: { ...STANDARD_POLICY, posts: { x: 'x', '*': 'x' } } }, '/policy/posts/x'],
])('is %s refused with its place, and nothing stored?', async (_, change, pointer) => {
  const answered = await propose(change)
  expect(answered).toMatchObject({ status: 422, body: { code: 'invalidInput' } })
  expect(answered.body.errors).toContainEqual({ pointer, detail: expect.stringMatching(/\S/) })
  expect(await DB.prepare('SELECT count(*) AS n FROM supervision_policies').first()).toEqual({ n: 0 })
})

test('does a policy that waited past its first day stay unpublished, and none begin within the minutes isolates need?', async () => {
  const id = await proposed({ fromOn: '2026-11-24' })
  // 23:56 in Shanghai: an isolate may not hear of it before midnight.
  vi.setSystemTime(Date.UTC(2026, 10, 23, 15, 56))
  expect((await publish(id)).body.errors).toMatchObject([{ pointer: '/fromOn' }])
  vi.setSystemTime(NOW)
  must(await publish(id), 200)
})

test('do two that overlap in one scope get published once, and others beside them?', async () => {
  const [a, b] = [await proposed(), await proposed({ fromOn: '2026-12-15' })]
  const both = await Promise.all([publish(a), publish(b)])
  const lost = both.findIndex(({ status }) => status !== 200)
  expect(both.filter(({ status }) => status === 200)).toHaveLength(1)
  expect((await publish([a, b][lost] ?? '')).body.errors).toMatchObject([{ pointer: '/fromOn' }])
  await published({ scope: { kind: 'department', code: 'civil-affairs' } })
  await published({ scope: { kind: 'item', code: 'elderly-allowance' }, untilOn: '2026-12-31' })
  await published({ scope: { kind: 'item', code: 'elderly-allowance' }, fromOn: '2027-01-01' })
  const refused = await propose({ scope: { kind: 'item', code: 'elderly-allowance' }, fromOn: '2026-12-31' })
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/fromOn' }] } })
})

test('does the one before end the day before its successor begins, and one that never began not hold at all?', async () => {
  const first = await published()
  const second = await published({ fromOn: '2027-01-01', replaces: first, policy: PRESETS.warning })
  expect(must(await asked('one', 'GET', `${PATH}/${first}`), 200).body).toMatchObject({
    state: 'published',
    untilOn: '2026-12-31',
  })
  const third = await published({ fromOn: '2027-01-01', replaces: second })
  expect(must(await asked('one', 'GET', `${PATH}/${second}`), 200).body.state).toBe('replaced')
  // Back to what is wider.
  const none = await published({ fromOn: '2027-03-01', replaces: third, policy: null })
  const inForce = async (asOf: string) => idsOf(must(await asked('one', 'GET', `${PATH}?asOf=${asOf}`), 200))
  expect(await inForce('2026-11-30')).toEqual([])
  expect(await inForce('2026-12-31')).toEqual([first])
  expect(await inForce('2027-02-28')).toEqual([third])
  expect(await inForce('2027-03-01')).toEqual([none])
  // What was given up bars nothing.
  await published({ fromOn: '2027-04-01' })
})

test('do two who replace the same policy at once leave one of theirs?', async () => {
  const first = await published()
  const change = { fromOn: '2027-01-01', replaces: first }
  const [a, b] = [await proposed(change), await proposed({ ...change, fromOn: '2027-02-01' })]
  const both = await Promise.all([publish(a), publish(b)])
  expect(both.filter(({ status }) => status === 200)).toHaveLength(1)
})

test('does the list go by scope and state, page by page?', async () => {
  const ids = []
  for (const month of ['01', '02', '03'])
    ids.push(await published({ fromOn: `2027-${month}-01`, untilOn: `2027-${month}-20` }))
  const other = await proposed({ scope: { kind: 'department', code: 'civil-affairs' } })
  const page = must(await asked('one', 'GET', `${PATH}?scope=region&limit=2`), 200)
  expect(idsOf(page)).toEqual([ids[2], ids[1]])
  const cursor = encodeURIComponent(String(page.body.cursor))
  const rest = must(await asked('one', 'GET', `${PATH}?scope=region&limit=2&cursor=${cursor}`), 200)
  expect(idsOf(rest)).toEqual([ids[0]])
  expect(rest.body.cursor).toBeNull()
  expect((await asked('one', 'GET', `${PATH}?limit=2&cursor=${cursor}`)).body.errors).toMatchObject([
    { pointer: '/query/cursor' },
  ])
  expect(idsOf(must(await asked('one', 'GET', `${PATH}?state=proposed`), 200))).toEqual([other])
  expect(idsOf(must(await asked('one', 'GET', `${PATH}?scope=department:civil-affairs`), 200))).toEqual([
    other,
  ])
  expect((await asked('one', 'GET', `${PATH}?scope=city`)).status).toBe(422)
})

test('are both presets there to begin with, and can each be published as it is?', async () => {
  const { body } = must(await asked('one', 'GET', `${PATH}/presets`, undefined, 'handler'), 200)
  expect(body.presets).toMatchObject([
    { code: 'standard', standard: true, policy: PRESETS.standard },
    { code: 'warning', standard: false, policy: PRESETS.warning },
  ])
  await published({ policy: PRESETS.warning })
})

test('do only supervisors and administrators make policies, and nobody from outside see them?', async () => {
  const id = await proposed()
  for (const role of ['handler', 'head', 'auditor', 'publisher'] as const) {
    expect((await asked('x', 'POST', PATH, input(), role)).status).toBe(403)
    expect((await asked('x', 'POST', `${PATH}/${id}/publish`, undefined, role)).status).toBe(403)
    expect((await asked('x', 'POST', `${PATH}/${id}/decline`, undefined, role)).status).toBe(403)
  }
  const citizen = await sign('person-1', person('510101199003078515'))
  expect((await ask(worker, citizen, 'GET', PATH)).status).toBe(403)
  expect((await ask(worker, null, 'GET', PATH)).status).toBe(401)
  expect((await publish('b'.repeat(32))).status).toBe(404)
  expect((await publish("'--")).status).toBe(422)
  expect(
    (await ask(worker, await sign('one', official('supervisor')), 'POST', PATH, input())).body.code,
  ).toBe('idempotencyKeyMissing')
})
