import { afterAll, expect, test, vi } from 'vitest'
import { advertising, officialToken, on, somebody } from '../../case-steps.ts'
import { ask, type Send } from '../../kit.ts'
import { RATE, rateAs, rating } from '../../rated.ts'
import { apply, coldIsolate, DB, must, nextKey, tokenOf, worker } from '../../region.ts'

/** Each service of a case invites: in the answer whoever applied, in the message its contact, and no official ever. */
const NOTIFIER = {
  TONGBAN_NOTIFIER_URL: 'https://notify.example.cn/hooks',
  TONGBAN_OUTBOUND_KEYS: JSON.stringify({ notifier: [`whsec_${btoa('a-secret-of-the-test-gateway')}`] }),
}
const sent: { type: string; data: Record<string, unknown> }[] = []
const fetching = vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
  sent.push(await new Request(input, init).json())
  return new Response(null, { status: 204 })
})
afterAll(() => {
  fetching.mockRestore()
})
const told = (): readonly string[] =>
  sent.flatMap(({ data: { evaluation } }) => (typeof evaluation === 'string' ? [evaluation] : []))
const TOKEN = /[0-9A-Z]{22}-\d+(?:-[0-9A-Z]{4}){4}/

test('does every service of a case bring its own token to the contact, each rated by itself, and none to an official?', async () => {
  on('2026-11-23')
  const owner = somebody()
  const send: Send = coldIsolate(NOTIFIER)
  const { body: answer } = must(await apply(await tokenOf(owner), advertising(owner), nextKey(), send), 201)
  const number = String(answer.caseNumber)
  const { token } = answer.evaluation as { token: string }
  expect(told()).toEqual([token])
  const seen: string[] = []
  const take = async (role: 'handler' | 'chief', step: string, body?: object) => {
    const path = `/approvals/v1/cases/${number}/${step}`
    seen.push(must(await ask(send, await officialToken(role), 'POST', path, body), 200).text)
  }
  await take('handler', 'notify-party', { parties: [{ name: '演示邻居' }], interest: '采光' })
  on('2026-12-02')
  await take('handler', 'inspect', {
    place: '演示路 1 号',
    officials: [
      { subject: 'demo-510116-city-management-handler', name: '演示人员1' },
      { subject: 'demo-510116-city-management-handler-2', name: '演示人员5' },
    ],
    findings: ['现场与方案一致'],
  })
  await take('handler', 'sign', { opinion: 'grant' })
  await take('chief', 'sign', { opinion: 'grant' })
  expect(told()).toEqual([token])
  await take('chief', 'decide', { decision: 'grant', results: { validUntilOn: '2027-10-31' } })
  await take('handler', 'deliver', { method: 'direct', receiver: '演示' })
  const tokens = told()
  expect(tokens.map((each) => each.slice(0, 24))).toEqual([`${number}-1`, `${number}-2`, `${number}-3`])
  const handler = await officialToken('handler')
  for (const path of ['', '/documents', '/application'])
    seen.push((await ask(send, handler, 'GET', `/approvals/v1/cases/${number}${path}`)).text)
  for (const text of seen) expect(text).not.toMatch(TOKEN)
  for (const each of tokens) must(await rateAs(null, rating(each, { channel: 'sms' })), 201)
  const { results } = await DB.prepare(
    'SELECT service_number, kind, channel, "window", staff IS NULL AS by_machine FROM service_events WHERE case_number = ? ORDER BY service_number',
  )
    .bind(number)
    .all()
  expect(results).toEqual([
    { service_number: 1, kind: 'receipt', channel: 'web', window: null, by_machine: 1 },
    { service_number: 2, kind: 'decision', channel: 'web', window: null, by_machine: 0 },
    {
      service_number: 3,
      kind: 'delivery',
      channel: 'window',
      window: 'city-management/post-1',
      by_machine: 0,
    },
  ])
  const rated = await DB.prepare('SELECT count(*) AS n FROM evaluations WHERE case_number = ?')
    .bind(number)
    .first()
  expect(rated).toEqual({ n: 3 })
})

test('is whoever supplemented answered the token of that service, and told it again when it moves the case on?', async () => {
  on('2026-11-23')
  const owner = somebody()
  const send: Send = coldIsolate(NOTIFIER)
  const { body: answer } = must(
    await apply(await tokenOf(owner), { ...advertising(owner), materials: [] }, nextKey(), send),
    201,
  )
  const number = String(answer.caseNumber)
  on('2026-11-24')
  const signIn = await tokenOf(owner)
  const given = { materials: [{ code: 'design', reference: 'sha256:00' }] }
  const path = `/approvals/v1/cases/${number}`
  const supplemented = must(await ask(send, signIn, 'POST', `${path}/supplement`, given), 200).body
  const { token } = supplemented.evaluation as { token: string }
  expect(token.slice(0, 24)).toBe(`${number}-2`)
  // Sent again, the same is answered; a mere look at the case answers none.
  const again = must(await ask(send, signIn, 'POST', `${path}/supplement`, given), 200).body
  expect(again.evaluation).toEqual(supplemented.evaluation)
  expect(must(await ask(send, signIn, 'GET', path), 200).body.evaluation).toBeNull()
  const before = told().length
  const accepted = must(await ask(send, await officialToken('handler'), 'POST', `${path}/accept`), 200)
  expect(accepted.body.evaluation).toBeNull()
  expect(accepted.text).not.toMatch(TOKEN)
  expect(told().slice(before)).toEqual([token])
  must(await rateAs(null, rating(token, { channel: 'sms' })), 201)
})

test('is an application sent again by an official answered no token, and by its applicant the very same?', async () => {
  on('2026-11-24')
  const [owner, key] = [somebody(), nextKey()]
  const first = must(await apply(await tokenOf(owner), advertising(owner), key), 201)
  const again = must(await apply(await tokenOf(owner), advertising(owner), key), 201)
  expect(again.body.evaluation).toEqual(first.body.evaluation)
  const counter = await officialToken('window', { department: 'services', post: 'window' })
  const assisted = advertising(somebody(), { representation: { kind: 'staffAssisted' }, channel: 'window' })
  const handedIn = must(await apply(counter, assisted, nextKey(), worker), 201)
  expect(handedIn.body.evaluation).toBeNull()
  // Its receipt has a code of the same form, to look by: nothing is rated with it.
  const { receipt, ...rest } = handedIn.body as { receipt: { code: string } }
  expect(JSON.stringify(rest)).not.toMatch(TOKEN)
  expect((await rateAs(null, rating(receipt.code))).status).toBe(404)
  expect((handedIn.body.next as { href: string }[]).some(({ href }) => href === RATE)).toBe(false)
})
