import { regionProfile } from '@tongban/catalogue'
import { mask } from '@tongban/privacy'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { countTrips } from '../../counted-database.ts'
import { ask } from '../../kit.ts'
import {
  type Acting,
  asEvaluator,
  CALLER,
  calledBack,
  clocksOf,
  closed,
  contacted,
  HEAD,
  mended,
  ORDERS,
  RECTIFIER,
  ratedBadly,
  readAs,
  replied,
  rowsOf,
  SUPERVISOR,
  sendReview,
  signIn,
  sweep,
  take,
  text,
} from '../../rectified.ts'
import {
  coldIsolate,
  DB,
  must,
  NOW,
  newcomer,
  nextKey,
  publish,
  RULES,
  tokenOf,
  worker,
} from '../../region.ts'

/** A bad rating runs through contact, mending, call-back and re-rating, with every limit watched. */
const DAY_MS = 86_400_000
/** Mondays to Fridays of the weeks after; 23 November 2026 is a Monday. */
const onDay = (days: number, hours = 0) => vi.setSystemTime(NOW + days * DAY_MS + hours * 3_600_000)

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
})
beforeEach(() => {
  onDay(0)
})

test('does a bad rating open an order in its own batch, with contact and mending watched?', async () => {
  const { number, caseNumber } = await ratedBadly()
  expect(number).toMatch(/^ZG51011620261123[0-9A-Z]{8}$/)
  expect(
    await rowsOf(
      `SELECT clock_key, step, basis, department, post, due_on, length, status FROM watched_clocks
       WHERE kind = 'rectification' AND subject = ? ORDER BY clock_key`,
      number,
    ),
  ).toEqual([
    {
      clock_key: 'contact/1',
      step: 'contact',
      basis: 'promise',
      department: 'civil-affairs',
      post: '整改责任人',
      due_on: '2026-11-24',
      length: 1,
      status: 'running',
    },
    {
      clock_key: 'rectify/1',
      step: 'rectify',
      basis: 'promise',
      department: 'civil-affairs',
      post: '整改责任人',
      due_on: '2026-12-14',
      length: 15,
      status: 'running',
    },
  ])
  const { body } = must(await readAs(RECTIFIER, number), 200)
  expect(body).toMatchObject({
    source: { code: 'rating' },
    state: { code: 'open' },
    caseNumber,
    serviceNumber: 1,
    level: 1,
    sealed: false,
    overdue: false,
    said: [{ level: 1, options: [{ code: '108' }, { code: '115' }], text: expect.stringContaining('三趟') }],
    steps: [{ step: { code: 'opened' }, side: 'machine', by: null }],
    possible: [{ code: 'contacted' }, { code: 'appealed' }],
  })
})

test('is whom to contact told to who mends and who calls back, by a masked name, and to nobody once it is closed?', async () => {
  const { number, token, person } = await ratedBadly()
  const contactFor = async (by: Acting) => {
    const { body, text: sent } = must(await readAs(by, number), 200)
    expect(sent).not.toContain(person.name)
    return (body.said as { contact: unknown }[]).map(({ contact }) => contact)
  }
  const told = [{ name: mask('name', person.name), phone: '13800000000' }]
  for (const by of [RECTIFIER, HEAD, CALLER]) expect(await contactFor(by)).toEqual(told)
  for (const role of ['handler', 'auditor'] as const) {
    const department = role === 'auditor' ? CALLER.department : RECTIFIER.department
    expect([role, await contactFor({ ...RECTIFIER, role, department, subject: role })]).toEqual([
      role,
      [null],
    ])
  }
  const mine = must(await ask(worker, null, 'POST', `${ORDERS}/read`, { token }), 200)
  expect(mine.text).not.toContain('13800000000')
  must(await contacted(number), 200)
  must(await replied(number), 200)
  must(await calledBack(number), 200)
  must(await closed(number), 200)
  for (const by of [RECTIFIER, CALLER]) expect(await contactFor(by)).toEqual([null])
})

test('does an order say what it waits for, by whom and until when, at every step?', async () => {
  const { number } = await ratedBadly()
  const owed = async () =>
    (must(await readAs(RECTIFIER, number), 200).body.owed as Owed[]).map(
      ({ what, by, dueAt }) => `${what.code} ${by.code} ${new Date(dueAt).toISOString()}`,
    )
  expect(await owed()).toEqual([
    'contact department 2026-11-24T16:00:00.000Z',
    'rectify department 2026-12-14T16:00:00.000Z',
  ])
  must(await contacted(number), 200)
  expect(await owed()).toEqual(['rectify department 2026-12-14T16:00:00.000Z'])
  must(await replied(number), 200)
  const [clock] = await rowsOf(
    "SELECT due_at FROM watched_clocks WHERE subject = ? AND clock_key = 'callBack/1'",
    number,
  )
  expect(await owed()).toEqual([
    `callBack rectificationBody ${new Date(Number(clock?.due_at)).toISOString()}`,
  ])
  must(await calledBack(number), 200)
  expect(await owed()).toEqual([])
})
type Owed = {
  readonly what: { readonly code: string }
  readonly by: { readonly code: string }
  readonly dueAt: number
}

test('does the loop run to its end: contact, reply with a file, call-back, grade, close?', async () => {
  const { number, token } = await ratedBadly()
  onDay(0, 3)
  must(await contacted(number), 200)
  expect(await clocksOf(number)).toEqual({ 'contact/1': 'ended', 'rectify/1': 'running' })
  onDay(4)
  const headers = { 'Content-Type': 'application/octet-stream', 'Upload-Name': 'photo.png' }
  const path = `${ORDERS}/${number}/files`
  const sent = must(
    await worker(
      new Request(`http://region.test${path}`, {
        method: 'POST',
        headers: { ...headers, Authorization: `Bearer ${await signIn(RECTIFIER)}` },
        body: PNG,
      }),
    ).then(async (response) => ({
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Record<string, unknown>,
      text: '',
    })),
    201,
  )
  const answer = must(
    await take(RECTIFIER, number, 'reply', { class: 'true', text: '已补样表', files: [sent.body.id] }),
    200,
  )
  expect(answer.body).toMatchObject({ state: { code: 'replied' }, class: { code: 'true' } })
  expect(await clocksOf(number)).toEqual({
    'callBack/1': 'running',
    'contact/1': 'ended',
    'rectify/1': 'ended',
  })
  const file = await ask(worker, await signIn(CALLER), 'GET', `${path}/${sent.body.id}`)
  expect(file.status).toBe(200)
  must(await calledBack(number), 200)
  expect(await clocksOf(number)).toMatchObject({ 'callBack/1': 'ended' })
  const graded = must(await asEvaluator('rate', { token, grade: 'satisfied', text: '解决了' }), 200)
  expect(graded.body).toMatchObject({ grade: { code: 'satisfied' }, state: { code: 'calledBack' } })
  must(await closed(number), 200)
  const { body } = must(await readAs(HEAD, number), 200)
  expect(body).toMatchObject({
    state: { code: 'closed' },
    callBack: { code: 'mended' },
    overdue: false,
    possible: [],
  })
  expect((body.steps as { step: { code: string } }[]).map(({ step }) => step.code)).toEqual([
    'opened',
    'contacted',
    'replied',
    'calledBack',
    'rated',
    'closed',
  ])
  const mine = must(await asEvaluator('read', { token }), 200)
  expect(mine.text).toContain('已补样表')
  // What officials note for each other is theirs.
  expect(mine.text).not.toContain('回访过了')
})
/** The smallest picture there is. */
const PNG = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (letter) => letter.charCodeAt(0),
)

test('is a step one read and one write?', async () => {
  const { number } = await ratedBadly()
  const { counted, taken } = countTrips(DB)
  const send = coldIsolate({ DB: counted })
  must(await readAs(RECTIFIER, number, send), 200)
  const reading = taken()
  must(await take(RECTIFIER, number, 'contact', { reached: true, ...text() }, send), 200)
  expect([reading, taken()]).toEqual([1, 2])
})

test('is nobody who does not contact and mend in time spared, and does the notice say what is owed?', async () => {
  const { number } = await ratedBadly()
  onDay(2, 0.1)
  await sweep()
  const urged = await rowsOf(
    `SELECT id, stage, step, department, post, receiver, true_at FROM supervision_notices
     WHERE kind = 'rectification' AND subject = ? AND clock_key = 'contact/1' AND stage = 'urge'`,
    number,
  )
  expect(urged).toMatchObject([
    { step: 'contact', department: 'civil-affairs', post: '整改责任人', receiver: 'person' },
  ])
  const path = `/supervision/v1/notices/${urged[0]?.id}`
  // Whoever mends reads the urging, and signs for it.
  const notice = must(await ask(worker, await signIn(RECTIFIER), 'GET', path), 200)
  expect(notice.text).toContain('差评联系核实')
  expect(notice.text).toContain('国办发〔2019〕51号')
  expect(notice.text).toContain(number)
  must(await ask(worker, await signIn(RECTIFIER), 'POST', `${path}/sign`), 200)
  const other = { ...RECTIFIER, department: 'market', subject: 'rectifier-market' }
  expect((await ask(worker, await signIn(other), 'GET', path)).status).toBe(404)
  const late = must(await ask(worker, await signIn(CALLER), 'GET', `${ORDERS}?overdue=true&limit=100`), 200)
  expect(late.text).toContain(number)
  must(await contacted(number), 200)
  // Late is late, also once it is done.
  const { body } = must(await readAs(RECTIFIER, number), 200)
  expect(body.overdue).toBe(true)
  onDay(22, 0.1)
  await sweep()
  expect(
    await rowsOf(
      `SELECT DISTINCT clock_key FROM supervision_notices WHERE subject = ? AND stage = 'urge' ORDER BY clock_key`,
      number,
    ),
  ).toEqual([{ clock_key: 'contact/1' }, { clock_key: 'rectify/1' }])
  expect(
    await rowsOf(
      `SELECT colour FROM supervision_cards WHERE subject = ? AND clock_key = 'rectify/1'`,
      number,
    ),
  ).toEqual([{ colour: 'yellow' }])
})

test('is the body that sees to the mending watched as the department is?', async () => {
  const { number } = await ratedBadly()
  must(await contacted(number), 200)
  must(await replied(number), 200)
  onDay(10)
  await sweep()
  const [urged] = await rowsOf(
    `SELECT id, department, post FROM supervision_notices WHERE subject = ? AND clock_key = 'callBack/1' AND stage = 'urge'`,
    number,
  )
  expect(urged).toMatchObject({ department: 'services', post: '回访员' })
  must(await ask(worker, await signIn(CALLER), 'POST', `/supervision/v1/notices/${urged?.id}/sign`), 200)
})

test('does whoever is not content open the next round, as often as the policy allows, with clocks of its own?', async () => {
  const { number, token } = await ratedBadly()
  await mended(number)
  onDay(3)
  const again = must(await asEvaluator('rate', { token, grade: 'dissatisfied', text: '还是要跑' }), 200)
  expect(again.body).toMatchObject({ round: 2, state: { code: 'open' } })
  expect(await clocksOf(number)).toMatchObject({ 'contact/2': 'running', 'rectify/2': 'running' })
  expect((await closed(number)).status).toBe(409)
  await mended(number)
  must(await asEvaluator('rate', { token, grade: 'dissatisfied' }), 200)
  await mended(number)
  const last = must(await asEvaluator('rate', { token, grade: 'dissatisfied' }), 200)
  // The third round was the last: it stays on record, and the order can be closed.
  expect(last.body).toMatchObject({
    round: 3,
    state: { code: 'calledBack' },
    grade: { code: 'dissatisfied' },
  })
  must(await closed(number), 200)
})

test('is what the call-back found not mended returned, and not closed?', async () => {
  const { number } = await ratedBadly()
  must(await contacted(number), 200)
  must(await replied(number), 200)
  must(await calledBack(number, 'notMended'), 200)
  const refused = await closed(number)
  expect([refused.status, refused.body.code]).toEqual([409, 'stepNotPossible'])
  expect(refused.text).toContain('退回整改')
  must(await take(SUPERVISOR, number, 'return', text('样表仍有错')), 200)
  const { body } = must(await readAs(RECTIFIER, number), 200)
  expect(body).toMatchObject({ round: 2, state: { code: 'contacted' } })
  expect(JSON.stringify(body)).toContain('样表仍有错')
})

test('is a call-back that nobody answers made only after three attempts on two days?', async () => {
  const { number } = await ratedBadly()
  must(await contacted(number), 200)
  must(await replied(number), 200)
  const states = []
  for (const day of [0, 0, 1]) {
    onDay(day, 4)
    const { body } = must(await calledBack(number, 'unreached'), 200)
    states.push((body.state as { code: string }).code)
  }
  expect(states).toEqual(['replied', 'replied', 'calledBack'])
})

test('is an order closed without a reply, or without a call-back, by nobody at all?', async () => {
  const { number } = await ratedBadly()
  expect((await closed(number)).status).toBe(409)
  must(await contacted(number), 200)
  expect((await closed(number)).status).toBe(409)
  must(await replied(number), 200)
  expect((await closed(number)).status).toBe(409)
  must(await calledBack(number), 200)
  must(await closed(number), 200)
})

test('of two who close at once, and of two who contact at once, is one told that it is done?', async () => {
  const { number } = await ratedBadly()
  const both = await Promise.all([contacted(number), contacted(number, HEAD)])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
  must(await replied(number), 200)
  must(await calledBack(number), 200)
  const closers = await Promise.all([closed(number), closed(number, SUPERVISOR)])
  expect(closers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect(closers.find(({ status }) => status === 409)?.text).toContain('已办结')
  const steps = await rowsOf(
    'SELECT seq, type FROM rectification_steps WHERE order_number = ? ORDER BY seq',
    number,
  )
  expect(steps.map(({ type }) => type)).toEqual(['opened', 'contacted', 'replied', 'calledBack', 'closed'])
})

test('are words that many supplement at once all kept, each under its own number?', async () => {
  const { number, token } = await ratedBadly()
  const all = await Promise.all(
    ['一', '二', '三'].map((said) => asEvaluator('supplement', { token, text: `补充${said}` })),
  )
  expect(all.map(({ status }) => status)).toEqual([200, 200, 200])
  const { text: body } = must(await readAs(RECTIFIER, number), 200)
  for (const said of ['补充一', '补充二', '补充三']) expect(body).toContain(said)
})

test('is the rectifier stood in for by whoever of the department the role is lent to, and by nobody else?', async () => {
  const { number } = await ratedBadly()
  const handler = {
    role: 'handler',
    department: 'civil-affairs',
    subject: 'demo-510116-civil-affairs-handler',
  } as const
  expect((await contacted(number, handler)).status).toBe(403)
  const rectifier = await signIn({ ...RECTIFIER, subject: 'demo-510116-civil-affairs-rectifier' })
  const lent = { to: handler.subject, fromOn: '2026-11-23', untilOn: '2026-11-25', reason: 'leave' }
  const headers = { 'Idempotency-Key': nextKey() }
  must(await ask(worker, rectifier, 'POST', '/approvals/v1/delegations', lent, headers), 201)
  must(await contacted(number, handler), 200)
  must(await replied(number, handler), 200)
  // Another of the department still does not, nor does whoever stood in do it once the days are over.
  const other = { ...handler, subject: 'demo-510116-civil-affairs-handler-2' }
  expect((await take(other, number, 'appeal', { class: 'misjudged', ...text() })).status).toBe(403)
  vi.setSystemTime(NOW + 4 * 86_400_000)
  expect((await take(handler, number, 'appeal', { class: 'misjudged', ...text() })).status).toBe(403)
})

test('is what is said of the service centre itself mended there, and seen to by the head of government?', async () => {
  const token = await tokenOf(await newcomer())
  const made = must(
    await sendReview(token, {
      kind: 'overall',
      department: 'services',
      level: 1,
      text: '大厅排队没有人引导',
    }),
    201,
  )
  const number = String(made.body.orderNumber)
  const mender = profileOf('rectifier')
  must(await contacted(number, mender), 200)
  must(await replied(number, mender), 200)
  const government = {
    role: 'governmentHead',
    department: 'government',
    subject: 'demo-510116-government-governmentHead',
  } as const
  must(await calledBack(number, 'mended', government), 200)
  must(await closed(number, government), 200)
})

/** Who holds the post in the service centre, as the profile of the region has it. */
function profileOf(role: 'rectifier') {
  const profile = regionProfile('510116')
  if (!profile.ok) throw new Error('no profile')
  const centre = profile.value.departments.find(({ code }) => code === 'services')
  const holder = centre?.staff.find(({ post }) => post === role)
  if (holder === undefined) throw new Error(`nobody is ${role} of the service centre`)
  return { role, department: 'services', subject: holder.subject }
}
