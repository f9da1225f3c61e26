import { STANDARD_EVALUATION_POLICY as STANDARD } from '@tongban/evaluations'
import { publishedEvaluationPolicies } from '@tongban/store'
import { beforeEach, expect, test, vi } from 'vitest'
import { dayOf } from '../../../packages/services/src/dated-policies/days.ts'
import { evaluationPolicyOn } from '../../../packages/services/src/evaluations/policies/in-force.ts'
import { clockContext } from '../../context.ts'
import { type Answered, ask, official, person } from '../../kit.ts'
import { DB, must, NOW, nextKey, sign, TODAY, worker } from '../../region.ts'

/** Policies of evaluations: proposed by one, published by another, never for services already given; shortened only. */

const PATH = '/evaluations/v1/policies'
const asked = async (
  subject: string,
  method: string,
  path: string,
  body?: unknown,
  role: Parameters<typeof official>[0] = 'supervisor',
  key = nextKey(),
): Promise<Answered> =>
  ask(worker, await sign(subject, official(role, 'services')), method, path, body, { 'Idempotency-Key': key })

const input = (change: object = {}, policy: object = {}) => ({
  fromOn: '2026-12-01',
  policy: { ...STANDARD, ...policy },
  ...change,
})
const propose = (change: object = {}, policy: object = {}, key?: string) =>
  asked('one', 'POST', PATH, input(change, policy), 'supervisor', key)
const proposed = async (...given: Parameters<typeof propose>): Promise<string> =>
  String(must(await propose(...given), 201).body.id)
const publish = (id: string, subject = 'two') => asked(subject, 'POST', `${PATH}/${id}/publish`)
const published = async (...given: Parameters<typeof propose>): Promise<string> => {
  const id = await proposed(...given)
  must(await publish(id), 200)
  return id
}
const read = async (id: string) => must(await asked('one', 'GET', `${PATH}/${id}`), 200).body
const idsOf = ({ body }: Answered) =>
  Array.isArray(body.policies) ? body.policies.map(({ id }: { id: string }) => id) : []
/** Which policy a service of that day goes by, as a service that asks on that day has it. */
async function inForceOn(day: string) {
  const ctx = await clockContext()
  const [rows] = await ctx.database.read([publishedEvaluationPolicies({ today: day })])
  return evaluationPolicyOn(rows, dayOf(day))
}

beforeEach(async () => {
  vi.setSystemTime(NOW)
  await DB.exec('DELETE FROM evaluation_policies')
})

test('does a policy hold only when another person has published it, and is the same request the same policy?', async () => {
  const first = must(await propose({}, {}, 'same-key-1'), 201)
  expect(first.body).toMatchObject({ state: 'proposed', mine: true, policy: STANDARD, settledAt: null })
  expect(must(await propose({}, {}, 'same-key-1'), 201).body.id).toBe(first.body.id)
  expect(await propose({}, { rectifyWithinWorkdays: 7 }, 'same-key-1')).toMatchObject({
    status: 422,
    body: { code: 'idempotencyKeyReused' },
  })
  const id = String(first.body.id)
  expect(await inForceOn('2026-12-01')).toMatchObject({ id: 'standard' })
  for (const step of ['publish', 'decline'])
    expect(await asked('one', 'POST', `${PATH}/${id}/${step}`)).toMatchObject({
      status: 409,
      body: { code: 'secondPersonNeeded' },
    })
  expect(must(await publish(id), 200).body).toMatchObject({ state: 'published', mine: false, settledAt: NOW })
  expect(must(await publish(id), 200).body.state).toBe('published')
  expect((await asked('two', 'POST', `${PATH}/${id}/decline`)).body).toMatchObject({
    code: 'stepNotPossible',
    detail: expect.stringContaining('评价规则'),
  })
  expect(await inForceOn('2026-12-01')).toMatchObject({ id, policy: STANDARD })
})

test('is a declined proposal kept, and never published?', async () => {
  const id = await proposed()
  expect(must(await asked('two', 'POST', `${PATH}/${id}/decline`), 200).body.state).toBe('declined')
  expect((await publish(id)).body.code).toBe('stepNotPossible')
  expect((await read(id)).state).toBe('declined')
  expect(await inForceOn('2026-12-01')).toMatchObject({ id: 'standard' })
})

test.each([
  ['today', { fromOn: TODAY }, {}, '/fromOn'],
  ['an end before the beginning', { untilOn: '2026-11-30' }, {}, '/untilOn'],
  ['a day nobody reckons', { fromOn: '2200-01-01' }, {}, '/fromOn'],
  ['what replaces nothing', { replaces: 'a'.repeat(32) }, {}, '/replaces'],
  ['a longer contact', {}, { contactWithinWorkdays: 2 }, '/policy/contactWithinWorkdays'],
  ['a longer mending', {}, { rectifyWithinWorkdays: 16 }, '/policy/rectifyWithinWorkdays'],
  ['a longer call-back', {}, { callBackWithinWorkdays: 6 }, '/policy/callBackWithinWorkdays'],
  ['no limit at all', {}, { rectifyWithinWorkdays: null }, '/policy/rectifyWithinWorkdays'],
  ['a default while a rating can still come', {}, { defaultAfterDays: 7 }, '/policy/defaultAfterDays'],
])('is %s refused with its place, and nothing stored?', async (_, change, policy, pointer) => {
  const answered = await propose(change, policy)
  expect(answered).toMatchObject({ status: 422, body: { code: 'invalidInput' } })
  expect(answered.body.errors).toContainEqual({ pointer, detail: expect.stringMatching(/\S/) })
  expect(await DB.prepare('SELECT count(*) AS n FROM evaluation_policies').first()).toEqual({ n: 0 })
})

test('does a service go by the policy of its day, before and after another follows it?', async () => {
  const first = await published({}, { rectifyWithinWorkdays: 10 })
  const second = await published({ fromOn: '2027-01-01', replaces: first }, { rectifyWithinWorkdays: 5 })
  expect(await read(first)).toMatchObject({ state: 'published', untilOn: '2026-12-31' })
  expect(await inForceOn('2026-11-30')).toMatchObject({ id: 'standard' })
  expect(await inForceOn('2026-12-31')).toMatchObject({ id: first, policy: { rectifyWithinWorkdays: 10 } })
  expect(await inForceOn('2027-01-01')).toMatchObject({ id: second, policy: { rectifyWithinWorkdays: 5 } })
  const third = await published({ fromOn: '2027-01-01', replaces: second })
  expect((await read(second)).state).toBe('replaced')
  expect(await inForceOn('2027-01-01')).toMatchObject({ id: third })
  vi.setSystemTime(Date.UTC(2026, 11, 5, 4))
  expect(must(await asked('one', 'GET', `${PATH}?limit=1`), 200).body).toMatchObject({
    today: { id: first },
    standard: STANDARD,
  })
})

test('is of two that overlap, and of two that replace the same, one published, also when both are asked at once?', async () => {
  const [a, b] = [await proposed(), await proposed({ fromOn: '2026-12-15' })]
  const both = await Promise.all([publish(a), publish(b)])
  expect(both.filter(({ status }) => status === 200)).toHaveLength(1)
  const lost = both[0].status === 200 ? b : a
  expect((await publish(lost)).body.errors).toMatchObject([{ pointer: '/fromOn' }])
  const won = lost === a ? b : a
  const successors = [
    await proposed({ fromOn: '2027-02-01', replaces: won }),
    await proposed({ fromOn: '2027-03-01', replaces: won }),
  ]
  const settled = await Promise.all(successors.map((id) => publish(id)))
  expect(settled.filter(({ status }) => status === 200)).toHaveLength(1)
})

test('does a policy that waited past its first day stay unpublished?', async () => {
  const id = await proposed({ fromOn: '2026-11-24' })
  vi.setSystemTime(NOW + 86_400_000)
  expect((await publish(id)).body.errors).toMatchObject([{ pointer: '/fromOn' }])
})

test('does the list go by state and day, page by page?', async () => {
  const ids = []
  for (const month of ['01', '02', '03'])
    ids.push(await published({ fromOn: `2027-${month}-01`, untilOn: `2027-${month}-20` }))
  const waiting = await proposed({ fromOn: '2027-05-01' })
  const page = must(await asked('one', 'GET', `${PATH}?state=published&limit=2`), 200)
  expect(idsOf(page)).toEqual([ids[2], ids[1]])
  const cursor = encodeURIComponent(String(page.body.cursor))
  const rest = must(await asked('one', 'GET', `${PATH}?state=published&limit=2&cursor=${cursor}`), 200)
  expect(idsOf(rest)).toEqual([ids[0]])
  expect(rest.body.cursor).toBeNull()
  expect((await asked('one', 'GET', `${PATH}?limit=2&cursor=${cursor}`)).body.errors).toMatchObject([
    { pointer: '/query/cursor' },
  ])
  expect(idsOf(must(await asked('one', 'GET', `${PATH}?state=proposed`), 200))).toEqual([waiting])
  expect(idsOf(must(await asked('one', 'GET', `${PATH}?asOf=2027-02-20`), 200))).toEqual([ids[1]])
})

test('do only supervisors and administrators make policies, and nobody from outside see them?', async () => {
  const id = await proposed()
  for (const role of ['handler', 'rectifier', 'callback', 'auditor'] as const) {
    expect((await asked('x', 'POST', PATH, input(), role)).status).toBe(403)
    expect((await asked('x', 'POST', `${PATH}/${id}/publish`, undefined, role)).status).toBe(403)
    expect((await asked('x', 'GET', `${PATH}/${id}`, undefined, role)).status).toBe(200)
  }
  expect((await ask(worker, await sign('p', person('510101199003078515')), 'GET', PATH)).status).toBe(403)
  expect((await ask(worker, null, 'GET', PATH)).status).toBe(401)
  expect((await publish('b'.repeat(32))).status).toBe(404)
  expect((await publish("'--")).status).toBe(422)
})
