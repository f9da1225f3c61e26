import { blindIndex } from '@tongban/privacy'
import { afterEach, expect, test } from 'vitest'
import { advertising, type Case, handIn, officialToken, on, readAs, take } from '../../case-steps.ts'
import { clockContext } from '../../context.ts'
import { ask } from '../../kit.ts'
import { DB, must, nextKey, worker } from '../../region.ts'

/** Who is away delegates, and the delegate signs: in the other's role, with their own name, and once. */

const DEPARTMENT = 'city-management'
const subjectOf = (role: string) => `demo-510116-${DEPARTMENT}-${role}`
const who = (role: string) => ({ subject: subjectOf(role), post: role })
const GRANT = { opinion: 'grant' }

async function indexOf(role: string): Promise<string> {
  const { keys } = await clockContext()
  return blindIndex(keys, 'subject', `official|${subjectOf(role)}`)
}

/** The chief delegates to another official of the department. */
async function delegate(to: string, fromOn: string, untilOn: string): Promise<string> {
  const body = { to: subjectOf(to), fromOn, untilOn, reason: 'leave' }
  const token = await officialToken('chief', who('chief'))
  const headers = { 'Idempotency-Key': nextKey() }
  const { id } = must(await ask(worker, token, 'POST', '/approvals/v1/delegations', body, headers), 201).body
  return String(id)
}

/** A licence, accepted when it was handed in, that the handler has signed: the chief's signature is next. */
async function signedByHandler(): Promise<Case> {
  const theCase = await handIn((person) => advertising(person))
  must(await take(theCase, 'handler', 'sign', GRANT, who('handler')), 200)
  return theCase
}

async function signatures({ number }: Case) {
  const { results } = await DB.prepare(
    "SELECT actor_subject, data FROM case_events WHERE case_number = ? AND type = 'signed' ORDER BY seq",
  )
    .bind(number)
    .all<{ actor_subject: string; data: string }>()
  return results.map(({ actor_subject: subject, data }) => {
    const { role, post, onBehalfOf = null } = JSON.parse(data)
    return { subject, role, post, onBehalfOf }
  })
}

afterEach(async () => {
  await DB.prepare('DELETE FROM delegations').run()
})

test('does a delegate sign for the chief, and the event name role, post, person and on whose behalf?', async () => {
  on('2026-09-21')
  await delegate('head', '2026-09-21', '2026-09-25')
  const theCase = await signedByHandler()
  must(await take(theCase, 'head', 'sign', GRANT, who('head')), 200)
  expect(await signatures(theCase)).toEqual([
    { subject: await indexOf('handler'), role: 'handler', post: 'handler', onBehalfOf: null },
    { subject: await indexOf('head'), role: 'chief', post: 'chief', onBehalfOf: await indexOf('chief') },
  ])
  // Both signatures are given: the chief, back in the office, finds no third.
  expect(await take(theCase, 'chief', 'sign', GRANT, who('chief'))).toMatchObject({ status: 409 })
})

test('can whoever signed as handler not sign again for the chief?', async () => {
  on('2026-09-21')
  await delegate('handler', '2026-09-21', '2026-09-25')
  const theCase = await signedByHandler()
  // The same again is the signature that was given; another is refused, for it would be the same person's.
  must(await take(theCase, 'handler', 'sign', GRANT, who('handler')), 200)
  expect(await take(theCase, 'handler', 'sign', { opinion: 'refuse' }, who('handler'))).toMatchObject({
    status: 409,
    body: { code: 'stepNotPossible' },
  })
  expect(await signatures(theCase)).toHaveLength(1)
  must(await take(theCase, 'chief', 'sign', GRANT, who('chief')), 200)
})

test('does a delegate sign from the first day to the last, and not once it has ended?', async () => {
  on('2026-09-21')
  const theCase = await signedByHandler()
  const id = await delegate('head', '2026-09-22', '2026-09-23')
  const sign = () => take(theCase, 'head', 'sign', GRANT, who('head'))
  expect(await sign()).toMatchObject({ status: 403, body: { code: 'notAllowed' } })
  on('2026-09-24')
  expect(await sign()).toMatchObject({ status: 403 })
  on('2026-09-22')
  const chief = await officialToken('chief', who('chief'))
  must(await ask(worker, chief, 'POST', `/approvals/v1/delegations/${id}/end`), 200)
  expect(await sign()).toMatchObject({ status: 403 })
  await delegate('head', '2026-09-22', '2026-09-23')
  must(await sign(), 200)
})

test('does somebody without a delegation not sign for the chief?', async () => {
  on('2026-09-21')
  await delegate('handler', '2026-09-21', '2026-09-25')
  const theCase = await signedByHandler()
  expect(await take(theCase, 'head', 'sign', GRANT, who('head'))).toMatchObject({ status: 403 })
  expect(await signatures(theCase)).toHaveLength(1)
})

test('is no signature taken for somebody who has signed already, and is another one that is lent taken instead?', async () => {
  on('2026-09-21')
  // One person is handler and chief, signs as handler, and lends the chief's role to the head of department.
  const both = { ...who('chief'), subject: subjectOf('chief') }
  const theCase = await handIn((person) => advertising(person))
  must(await take(theCase, 'handler', 'sign', GRANT, both), 200)
  await delegate('head', '2026-09-21', '2026-09-25')
  const refused = await take(theCase, 'head', 'sign', GRANT, who('head'))
  expect([refused.status, refused.body.because]).toMatchObject([409, { guard: 'samePerson' }])
  expect(refused.body.detail).toContain('委托他人代签的也是一次')
  const { body } = must(await readAs(theCase, 'head', who('head')), 200)
  expect(body.mine).not.toContain('sign')
  // Another chief lends theirs as well: that signature is nobody's second.
  await DB.prepare(
    `INSERT INTO delegations (id, from_index, to_index, role, department, post, from_on, until_on, reason, created_by, created_at)
     SELECT 'another', 'another-chief', to_index, role, department, post, from_on, until_on, reason, created_by, created_at
     FROM delegations`,
  ).run()
  must(await take(theCase, 'head', 'sign', GRANT, who('head')), 200)
  expect((await signatures(theCase)).at(-1)).toMatchObject({ role: 'chief', onBehalfOf: 'another-chief' })
})
