import { evaluationJobsOf } from '@tongban/services'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { clockContext } from '../../context.ts'
import { type Answered, ask } from '../../kit.ts'
import { countOf, served } from '../../rated.ts'
import {
  asEvaluator,
  CALLER,
  calledBack,
  clocksOf,
  closed,
  contacted,
  RECTIFIER,
  REVIEWS,
  readAs,
  replied,
  rowsOf,
  SUPERVISOR,
  sendReview,
  signIn,
  take,
} from '../../rectified.ts'
import { everyRow, must, NOW, newcomer, nextKey, publish, RULES, tokenOf, worker } from '../../region.ts'

/** What is said apart from ratings 监督查评、综合点评、体验员、第三方评估、办不成事: an entry of the same loop, and in no rate. */
const WINDOW = { role: 'window', department: 'services', subject: 'window-1' } as const
const HOTLINE = { role: 'hotline', department: 'services', subject: 'hotline-1' } as const
const UNABLE = {
  kind: 'unable',
  itemCode: 'elderly-allowance',
  text: '来了三次都说系统不通，没办成',
  contact: { name: '演示老人', phone: '13700000001' },
}
const OVERALL = { kind: 'overall', department: 'civil-affairs', level: 1, text: '窗口总是没有人' }
const FINDING = {
  department: 'civil-affairs',
  level: 2,
  text: '抽查：样表与指南不一致',
  finder: '演示体验员',
}

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
})
beforeEach(() => {
  vi.setSystemTime(NOW)
})
const codeOf = ({ status, body }: Answered) => [status, body.code]
const orderIn = ({ body }: Answered) => String(body.orderNumber)
const citizenToken = async () => tokenOf(await newcomer())

test('does what could not be got done run through the whole loop, as whoever reported it sees?', async () => {
  const token = await citizenToken()
  const made = must(await sendReview(token, UNABLE), 201)
  const number = orderIn(made)
  expect(await clocksOf(number)).toEqual({ 'contact/1': 'running', 'rectify/1': 'running' })
  const seen = must(await readAs(RECTIFIER, number), 200)
  expect(seen.body).toMatchObject({
    source: { code: 'unable' },
    department: { code: 'civil-affairs' },
    level: null,
    said: [{ text: UNABLE.text, contact: { name: '演示老人', phone: '13700000001' } }],
  })
  // Only whoever may have to contact them is told how.
  const auditor = { role: 'auditor', department: 'services', subject: 'auditor-1' } as const
  expect(must(await readAs(auditor, number), 200).text).not.toContain('13700000001')
  must(await contacted(number), 200)
  must(await replied(number), 200)
  must(await calledBack(number), 200)
  const review = String(made.body.id)
  // By the number of the order as well, which is theirs alone.
  expect(must(await asEvaluator('read', { order: number }, token), 200).body).toEqual(
    must(await asEvaluator('read', { review }, token), 200).body,
  )
  expect((await asEvaluator('read', { order: number, review }, token)).status).toBe(422)
  const graded = must(await asEvaluator('rate', { order: number, grade: 'basically' }, token), 200)
  expect(graded.body).toMatchObject({ grade: { code: 'basically' } })
  must(await closed(number), 200)
  // Another person's review is none.
  const stranger = await citizenToken()
  expect((await asEvaluator('read', { review }, stranger)).status).toBe(404)
  expect((await asEvaluator('read', { review })).status).toBe(401)
  expect((await asEvaluator('read', { order: number }, stranger)).status).toBe(404)
  expect((await asEvaluator('read', { order: number })).status).toBe(401)
})

test.each([
  ['a window', WINDOW],
  ['the hotline', HOTLINE],
] as const)(
  'does %s write down for somebody what they could not get done, with a number to call?',
  async (_, by) => {
    const { caseNumber } = await served(await newcomer())
    const token = await signIn(by)
    const made = must(await sendReview(token, { ...UNABLE, caseNumber }), 201)
    expect(
      await rowsOf('SELECT on_behalf, channel FROM evaluation_reviews WHERE id = ?', String(made.body.id)),
    ).toEqual([{ on_behalf: 1, channel: 'staff' }])
    expect(must(await readAs(CALLER, orderIn(made)), 200).body).toMatchObject({ caseNumber })
    const { contact: _contact, ...silent } = UNABLE
    const refused = await sendReview(token, silent)
    expect(codeOf(refused)).toEqual([422, 'invalidInput'])
    expect(refused.text).toContain('/contact/phone')
  },
)

test.each(['inspection', 'experiencer', 'thirdParty'] as const)(
  'does a finding of kind %s open an order where it is bad, and none where it is good?',
  async (kind) => {
    const token = await signIn(SUPERVISOR)
    const bad = must(await sendReview(token, { ...FINDING, kind }), 201)
    expect(orderIn(bad)).toMatch(/^ZG/)
    const good = must(await sendReview(token, { ...FINDING, kind, level: 4, options: ['406'] }), 201)
    expect(good.body.orderNumber).toBeNull()
    expect((await sendReview(await signIn(WINDOW), { ...FINDING, kind })).status).toBe(403)
    expect((await sendReview(await citizenToken(), { ...FINDING, kind })).status).toBe(403)
  },
)

test('is an overall review whoever signed in makes, sealed where they want it, and in no rate?', async () => {
  const person = await newcomer()
  vi.setSystemTime(NOW + 4_321_987)
  const token = await tokenOf(person)
  const made = must(
    await sendReview(token, { ...OVERALL, anonymous: true, contact: { phone: '13700000002' } }),
    201,
  )
  // A day later: the answers say as of when they are.
  vi.setSystemTime(NOW + 86_400_000)
  const seen = must(await readAs(RECTIFIER, orderIn(made)), 200)
  const list = must(await ask(worker, await signIn(RECTIFIER), 'GET', REVIEWS), 200)
  for (const secret of [person.name, '13700000002', String(NOW + 4_321_987)])
    expect((seen.text + list.text).includes(secret), secret).toBe(false)
  expect(list.text).toContain(String(made.body.id))
  const opened = must(await take(CALLER, orderIn(made), 'open-identity', { reason: '需要联系核实' }), 200)
  expect(opened.body).toMatchObject({ name: person.name, phone: '13700000002', caseNumber: null })
  expect(await countOf('evaluations')).toBe(0)
  expect((await sendReview(await signIn(WINDOW), OVERALL)).status).toBe(403)
  expect((await sendReview(null, OVERALL)).status).toBe(401)
})

test('does an upheld appeal against a review set its order aside, and exclude no rating?', async () => {
  const made = must(await sendReview(await citizenToken(), OVERALL), 201)
  const number = orderIn(made)
  must(await take(RECTIFIER, number, 'appeal', { class: 'beyondRemit', text: '不是本部门的窗口' }), 200)
  must(await take(SUPERVISOR, number, 'judge', { upheld: true, text: '确属其他部门' }), 200)
  expect(await countOf('evaluation_exclusions')).toBe(0)
})

test('has one person so many a day, however many they send at once, and again the next day?', async () => {
  const person = await newcomer()
  const token = await tokenOf(person)
  const answers = await Promise.all(Array.from({ length: 12 }, () => sendReview(token, OVERALL)))
  const made = answers.filter(({ status }) => status === 201)
  expect(made).toHaveLength(5)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(7)
  expect(answers.find(({ status }) => status === 429)?.headers.get('Retry-After')).toBe(String(14 * 3_600))
  vi.setSystemTime(NOW + 86_400_000)
  must(await sendReview(await tokenOf(person), OVERALL), 201)
})
test('is the same request sent again the same review, and another under its key refused?', async () => {
  const token = await citizenToken()
  const key = nextKey()
  const first = must(await sendReview(token, UNABLE, key), 201)
  const both = await Promise.all([sendReview(token, UNABLE, key), sendReview(token, UNABLE, key)])
  expect(both.map(({ body }) => body)).toEqual([first.body, first.body])
  const other = await sendReview(token, { ...UNABLE, text: '另一件事' }, key)
  expect(other.body.code).toBe('idempotencyKeyReused')
  expect(await countOf(`rectifications WHERE number = '${orderIn(first)}'`)).toBe(1)
})

test.each([
  ['no department of this region', { department: 'navy' }, '/department'],
  ['an item that is not handled here', { department: undefined, itemCode: 'no-such-item' }, '/department'],
  ['level 6', { level: 6 }, '/level'],
  ['no level', { level: undefined }, '/level'],
  ['an option of another level', { options: ['510'] }, '/options/0'],
  ['no words', { text: ' ' }, '/text'],
  ['too many words', { text: '长'.repeat(2_001) }, '/text'],
  ['a field nobody knows', { stars: 5 }, '/stars'],
  ['the case of another', { caseNumber: '5101162026112300000015' }, '/caseNumber'],
] as const)('is a review of %s refused, told where, and nothing stored?', async (_, change, pointer) => {
  const token = await citizenToken()
  const before = await everyRow()
  const refused = await sendReview(token, { ...OVERALL, ...change })
  expect(codeOf(refused)).toEqual([422, 'invalidInput'])
  expect(refused.body.errors).toContainEqual(expect.objectContaining({ pointer }))
  expect(await everyRow()).toEqual(before)
})

test('does everybody read the reviews that are theirs to read, page by page?', async () => {
  const person = await newcomer()
  const token = await tokenOf(person)
  const made = []
  for (let n = 0; n < 3; n += 1) made.push(must(await sendReview(token, OVERALL), 201).body.id)
  const seen: unknown[] = []
  let path: string | null = `${REVIEWS}?limit=2`
  while (path !== null) {
    const { body } = must(await ask(worker, token, 'GET', path), 200)
    const { reviews, next } = body as { reviews: { id: string }[]; next: string | null }
    seen.push(...reviews.map(({ id }) => id))
    path = next
  }
  expect(seen.toSorted()).toEqual(made.toSorted())
  const ofOthers = { ...RECTIFIER, department: 'market', subject: 'rectifier-market' }
  expect(must(await ask(worker, await signIn(ofOthers), 'GET', REVIEWS), 200).body.reviews).toEqual([])
  const all = must(await ask(worker, await signIn(CALLER), 'GET', `${REVIEWS}?kind=overall&limit=100`), 200)
  for (const id of made) expect(all.text).toContain(String(id))
  expect((await ask(worker, null, 'GET', REVIEWS)).status).toBe(401)
})

test('are the words of a review without a case gone two years after its order was closed, and what is counted not?', async () => {
  const job = async () => evaluationJobsOf(await clockContext()).expireInvitations(null)
  const person = await newcomer()
  const [mine, open] = [
    must(await sendReview(await tokenOf(person), { ...OVERALL, text: '说过的话' }), 201),
    must(await sendReview(await tokenOf(person), { ...OVERALL, text: '还没有办结' }), 201),
  ]
  const number = orderIn(mine)
  const good = must(await sendReview(await tokenOf(person), { ...OVERALL, level: 5, text: '谢谢大家' }), 201)
  must(await contacted(number), 200)
  must(await replied(number), 200)
  must(await calledBack(number), 200)
  vi.setSystemTime(NOW + 10 * 86_400_000)
  must(await closed(number), 200)
  const kept = async (id: unknown) =>
    (
      await rowsOf(
        "SELECT text_enc <> '' AS words, entered_by FROM evaluation_reviews WHERE id = ?",
        String(id),
      )
    )[0]
  const said = () => countOf(`rectification_steps WHERE texts_enc <> '' AND order_number = '${number}'`)
  // The good one is two years old, the order is not.
  vi.setSystemTime(Date.UTC(2028, 10, 24, 4))
  await job()
  expect(await kept(good.body.id)).toEqual({ words: 0, entered_by: `erased:${good.body.id}` })
  expect(await kept(mine.body.id)).toMatchObject({ words: 1 })
  expect(await said()).toBeGreaterThan(0)
  vi.setSystemTime(Date.UTC(2028, 11, 5, 4))
  expect((await job()).outcome).toContain('reviews erased')
  expect(await kept(mine.body.id)).toEqual({ words: 0, entered_by: `erased:${mine.body.id}` })
  expect(await said()).toBe(0)
  expect(await kept(open.body.id)).toMatchObject({ words: 1 })
  expect(must(await readAs(RECTIFIER, number), 200).body).toMatchObject({
    state: { code: 'closed' },
    said: [{ level: 1, text: null }],
  })
  expect((await job()).outcome).not.toContain('reviews erased')
})
