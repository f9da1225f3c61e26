import type { Role } from '@tongban/kernel'
import { afterEach, expect, test, vi } from 'vitest'
import { ask, official } from '../../kit.ts'
import { expectRefused } from '../../refusal.ts'
import { DB, must, NOW, nextKey, sign, worker } from '../../region.ts'

/** Delegation with dates: who may, to whom, for which days, and how it ends. */

const PATH = '/approvals/v1/delegations'
const demo = (role: string, department = 'civil-affairs') => `demo-510116-${department}-${role}`
const tokenOf = (role: Role, department = 'civil-affairs', subject = demo(role, department)) =>
  sign(subject, { ...official(role, department), post: role })

type Body = { readonly [name: string]: unknown }
const body = (change: Body = {}): Body => ({
  to: demo('handler'),
  fromOn: '2026-11-24',
  untilOn: '2026-11-30',
  reason: 'leave',
  ...change,
})
const delegate = (token: string, change: Body = {}, key = nextKey()) =>
  ask(worker, token, 'POST', PATH, body(change), { 'Idempotency-Key': key })
const listed = async (token: string, query = '') => {
  const answer = must(await ask(worker, token, 'GET', PATH + query), 200)
  return Array.isArray(answer.body.delegations) ? answer.body.delegations : []
}

afterEach(async () => {
  vi.setSystemTime(NOW)
  await DB.prepare('DELETE FROM delegations').run()
})

test('may the chief delegate to a handler for some days, told with names, words and state?', async () => {
  const chief = await tokenOf('chief')
  const made = must(await delegate(chief), 201)
  expect(made.body).toMatchObject({
    from: { name: '演示人员2', me: true },
    to: { name: '演示人员1', me: false },
    role: 'chief',
    roleName: { zh: '首席代表' },
    department: 'civil-affairs',
    post: 'chief',
    fromOn: '2026-11-24',
    untilOn: '2026-11-30',
    reasonName: { zh: '休假' },
    state: 'toCome',
    endedOn: null,
  })
  expect(await listed(await tokenOf('handler'))).toEqual([
    { ...made.body, from: { name: '演示人员2', me: false }, to: { name: '演示人员1', me: true } },
  ])
  vi.setSystemTime(NOW + 86_400_000)
  expect(await listed(await tokenOf('chief'))).toMatchObject([{ state: 'inForce' }])
  vi.setSystemTime(NOW + 8 * 86_400_000)
  expect(await listed(await tokenOf('chief'))).toEqual([])
  expect(await listed(await tokenOf('chief'), '?since=2026-11-30')).toMatchObject([{ state: 'over' }])
})

test('is no subject of the identity provider stored?', async () => {
  must(await delegate(await tokenOf('chief')), 201)
  const { results } = await DB.prepare('SELECT * FROM delegations').all()
  expect(results).toHaveLength(1)
  expect(JSON.stringify(results)).not.toContain('demo-510116')
})

test('is the same request again the same delegation, and another body under its key refused?', async () => {
  const chief = await tokenOf('chief')
  const key = nextKey()
  const first = must(await delegate(chief, {}, key), 201)
  expect(must(await delegate(chief, {}, key), 201).body).toEqual(first.body)
  expect(await delegate(chief, { untilOn: '2026-11-29' }, key)).toMatchObject({
    status: 422,
    body: { code: 'idempotencyKeyReused' },
  })
  expect(await listed(chief)).toHaveLength(1)
})

test('may the head delegate for the chief of the same department, and only there?', async () => {
  const head = await tokenOf('head')
  const made = must(await delegate(head, { from: demo('chief'), role: 'chief' }), 201)
  expect(made.body).toMatchObject({ role: 'chief', post: 'chief', from: { name: '演示人员2', me: false } })
  const elsewhere = await tokenOf('head', 'transport')
  await expectRefused(
    () => delegate(elsewhere, { from: demo('chief'), role: 'chief', to: demo('handler', 'transport') }),
    [404, 'notFound'],
    [],
  )
  expect(await listed(elsewhere)).toEqual([])
})

test('may the head who delegates for another name themselves?', async () => {
  const head = await tokenOf('head')
  for (const role of ['chief', 'handler'] as const) {
    const own = await delegate(head, { from: demo(role), role, to: demo('head') })
    expect([own.status, own.body.errors]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/to', detail: expect.stringContaining('不能委托给自己') })],
    ])
  }
  expect(await listed(head)).toEqual([])
})

test('may nobody but the head delegate what is another’s?', async () => {
  await expectRefused(
    async () => delegate(await tokenOf('handler'), { from: demo('chief'), role: 'chief', to: demo('head') }),
    [403, 'notAllowed'],
    [],
  )
  await expectRefused(
    async () => delegate(await tokenOf('handler'), { role: 'chief', to: demo('head') }),
    [403, 'notAllowed'],
    [],
  )
})

test('can a role that is held by delegation not be delegated again?', async () => {
  must(await delegate(await tokenOf('chief'), { fromOn: '2026-11-23' }), 201)
  await expectRefused(
    async () => delegate(await tokenOf('handler'), { role: 'chief', to: demo('head') }),
    [403, 'notAllowed'],
    [],
  )
})

test.each([
  ['somebody unknown', { to: 'nobody-here' }, 404, 'notFound'],
  ['an official of another department', { to: demo('handler', 'transport') }, 404, 'notFound'],
  ['oneself', { to: demo('chief') }, 422, 'invalidInput'],
  ['a post that handles no cases', { to: demo('rectifier') }, 422, 'invalidInput'],
  ['days that have passed', { fromOn: '2026-11-22' }, 422, 'invalidInput'],
  ['days in the wrong order', { untilOn: '2026-11-23' }, 422, 'invalidInput'],
  ['more than 90 days', { untilOn: '2027-02-22' }, 422, 'invalidInput'],
  ['a day that does not exist', { untilOn: '2026-11-31' }, 422, 'invalidInput'],
  ['a role that neither signs nor handles', { role: 'supervisor' }, 422, 'invalidInput'],
  ['a reason that is no code', { reason: '生病住院' }, 422, 'invalidInput'],
  ['a field nobody knows', { until: '2026-11-30' }, 422, 'invalidInput'],
])('is a delegation to %s refused?', async (_, change, status, code) => {
  const chief = await tokenOf('chief')
  await expectRefused(() => delegate(chief, change), [status, code], ['生病住院', 'nobody-here'])
})

test('are ninety days allowed?', async () => {
  must(await delegate(await tokenOf('chief'), { untilOn: '2027-02-21' }), 201)
})

test('does whoever oversees stand in for nobody, in a department where both are?', async () => {
  await expectRefused(
    async () => delegate(await tokenOf('chief', 'services'), { to: demo('supervisor', 'services') }),
    [422, 'invalidInput'],
    [],
  )
  must(await delegate(await tokenOf('chief', 'services'), { to: demo('window', 'services') }), 201)
})

test.each(['chief', 'handler', 'head'] as const)('may the %s end it, at once and for good?', async (role) => {
  const made = must(await delegate(await tokenOf('chief'), { fromOn: '2026-11-23' }), 201)
  const end = async (who: Role) => ask(worker, await tokenOf(who), 'POST', `${PATH}/${made.body.id}/end`)
  expect(made.body.state).toBe('inForce')
  expect(must(await end(role), 200).body).toMatchObject({ state: 'ended', endedOn: '2026-11-23' })
  vi.setSystemTime(NOW + 86_400_000)
  expect(must(await end('chief'), 200).body).toMatchObject({ state: 'ended', endedOn: '2026-11-23' })
})

test('does a delegation of others not exist for whoever would end it?', async () => {
  const made = must(await delegate(await tokenOf('chief')), 201)
  for (const token of [
    await tokenOf('handler', 'civil-affairs', 'another-handler'),
    await tokenOf('head', 'transport'),
  ]) {
    await expectRefused(
      () => ask(worker, token, 'POST', `${PATH}/${made.body.id}/end`),
      [404, 'notFound'],
      [],
    )
  }
})

test('is a department’s list shown to its officials and to oversight, and to nobody else?', async () => {
  must(await delegate(await tokenOf('chief')), 201)
  const auditor = await tokenOf('auditor', 'services')
  expect(await listed(auditor)).toEqual([])
  expect(await listed(auditor, '?department=civil-affairs')).toHaveLength(1)
  await expectRefused(
    () => ask(worker, auditor, 'GET', `${PATH}?department=no-such`),
    [422, 'invalidInput'],
    [],
  )
  const other = await tokenOf('handler', 'transport')
  await expectRefused(
    () => ask(worker, other, 'GET', `${PATH}?department=civil-affairs`),
    [403, 'notAllowed'],
    [],
  )
})
