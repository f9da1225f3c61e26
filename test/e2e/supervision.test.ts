import {
  addDays,
  addWorkdays,
  civilDate,
  civilDateAt,
  nationalCalendar,
  startOfDayAt,
} from '@tongban/calendar'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { officialsOf } from '../../scripts/demo/officials.ts'
import { startMovable } from './demonstration.ts'
import { faultsOf, onTheDesk } from './on-the-desk.ts'

/**
 * The clock that never sleeps 督办, as `npm start` serves it and `npm run clock` moves it: two applications for a sign are
 * accepted and left alone. What is said of them is counted as people read it, with every cron fired twice and once more.
 */
const HOUR = 3_600_000
const { cityHandler } = officialsOf('510116')

let region: Awaited<ReturnType<typeof startMovable>>
/** The one that is answered for, and the one that is not. */
let cases: readonly string[]
/** Last days of the promise and of the law. */
let promisedOn: Day
let lawfulOn: Day
/** When the processes run again. */
let backOn: Day

type Day = ReturnType<typeof civilDateAt>
const later = (on: Day, workdays: number): Day => addWorkdays(nationalCalendar, on, workdays).on
/** In the forenoon, when the day's second delivery is still to come. */
const morningOf = (on: Day) => startOfDayAt(on) + 10 * HOUR
const dayIn = (text: string): Day => {
  const on = civilDate(text)
  if (on === undefined) throw new Error(`no day: ${text}`)
  return on
}

beforeAll(async () => {
  region = await startMovable(morningOf(later(civilDateAt(Date.now()), 1)))
})
afterAll(() => region.close())

/** What lists answer, as far as it is read here. */
type Coded = { readonly code: string }
type Said = {
  readonly id: string
  readonly subject: string
  readonly basis: string
  readonly stage: Coded
  readonly colour: Coded
  readonly state: Coded
  readonly trueAt: number
  readonly writtenAt: number
}
type Line = Omit<Said, 'state'> & { readonly toldAt: number; readonly laterByMs: number }
type Message = {
  readonly id: string
  readonly madeAt: number
  readonly receiver: { readonly kind: string }
  readonly told: readonly Line[]
}

const desk = async (who: string, method: string, path: string, body?: object) =>
  region.call(who, method, `/supervision/v1/${path}`, body)
async function must(who: string, method: string, path: string, body?: object) {
  const answer = await desk(who, method, path, body)
  expect([path, answer.status, answer.body.code]).toEqual([path, expect.toSatisfy(isGood), undefined])
  return answer.body
}
const isGood = (status: number) => status === 200 || status === 201
/** Guarantee: lists hold what their contracts say, which the test of the API document holds them to. */
const listIn = <Row>(body: object, name: string) => (body as Record<string, readonly Row[]>)[name] ?? []
const step = async (who: string, number: string, name: string, body: object = {}) =>
  expect((await region.call(who, 'POST', `/approvals/v1/cases/${number}/${name}`, body)).body).toMatchObject({
    caseNumber: number,
  })

const noticesOf = async (number: string) =>
  listIn<Said>(await must('supervisor', 'GET', `notices?subject=${number}&limit=100`), 'notices')
const cardsOf = async (number: string) =>
  listIn<Said>(await must('supervisor', 'GET', `cards?subject=${number}&limit=100`), 'cards')

/** What has been said of a case, by the limit that is broken: each as often as there are rows. */
async function said(number: string): Promise<readonly string[]> {
  const [notices, cards] = await Promise.all([noticesOf(number), cardsOf(number)])
  return [
    ...notices.map(({ basis, stage }) => `${basis} ${stage.code}`),
    ...cards.map(({ basis, colour }) => `${basis} ${colour.code}`),
  ].toSorted()
}
async function one(number: string, stage: string, basis = 'promise'): Promise<Said> {
  const all = [...(await noticesOf(number)), ...(await cardsOf(number))]
  const found = all.filter((row) => row.basis === basis && (row.stage ?? row.colour).code === stage)
  expect(found).toHaveLength(1)
  return found[0] as Said
}

/** The minute that is now there, doubled, and the next one. */
async function everyMinute() {
  const minute = Math.floor(region.now() / 60_000)
  await Promise.all([region.cron(minute), region.cron(minute)])
  await region.cron(minute + 1)
}
async function movedTo(on: Day) {
  await region.stop()
  await region.startAt(morningOf(on))
}

/** What came since, to this kind of receiver. */
async function toldSince(who: string, kind: string, since: number): Promise<readonly Message[]> {
  const messages = listIn<Message>(await must(who, 'GET', 'inbox'), 'messages')
  const own = messages.filter(({ receiver, madeAt }) => receiver.kind === kind && madeAt >= since)
  return Promise.all(own.map(async ({ id }) => (await must(who, 'GET', `inbox/${id}`)) as unknown as Message))
}

/** One message, which tells of both cases what was due when this day was over, and how much later that is. */
async function toldOnce(
  who: string,
  kind: string,
  since: number,
  { stage, trueOn }: { readonly stage: string; readonly trueOn: Day },
) {
  const [digest, ...more] = await toldSince(who, kind, since)
  expect([kind, more]).toEqual([kind, []])
  const lines = (digest?.told ?? []).filter(
    (line) => cases.includes(line.subject) && line.stage.code === stage,
  )
  const trueAt = startOfDayAt(addDays(trueOn, 1))
  expect(lines.map(({ subject, ...line }) => [subject, line.trueAt, line.laterByMs]).toSorted()).toEqual(
    cases.map((number) => [number, trueAt, (lines[0]?.toldAt ?? 0) - trueAt]).toSorted(),
  )
  expect(lines[0]?.toldAt).toBeGreaterThanOrEqual(since)
}
const codesOf = ({ told }: Message) => told.map(({ stage }) => stage.code).toSorted()

const EARLY = ['promise warnDays', 'promise warnShare']
const OVER = [...EARLY, 'promise urge', 'promise yellow']
const LADDER = [...OVER, 'promise supervise', 'promise escalate'].toSorted()

test('are the limits of an accepted case watched, the promise and the law, with what comes next?', async () => {
  const { publishedYears } = await must('supervisor', 'GET', 'calendar')
  const year = Number(civilDateAt(region.now()).slice(0, 4))
  // A day that may still move draws no red card.
  for (const missing of [year, year + 1].filter(
    (each) => !JSON.stringify(publishedYears).includes(`${each}`),
  )) {
    const notice = { title: '演示放假安排，不具效力', number: null, issuedOn: `${year}-01-01`, url: null }
    const { id } = await must('supervisor', 'POST', 'calendar/arrangements', {
      year: missing,
      notice,
      rest: [],
      work: [],
    })
    await must('supervisor2', 'POST', `calendar/arrangements/${id}/publish`)
  }
  const body = {
    ...(await region.body('advertiser')),
    materials: [{ code: 'siteRight' }, { code: 'design' }],
  }
  cases = await Promise.all(
    [1, 2].map(async () => {
      const answer = await region.call('advertiser', 'POST', '/approvals/v1/applications', body)
      expect([answer.status, answer.body.state]).toEqual([201, 'inReview'])
      return String(answer.body.caseNumber)
    }),
  )
  for (const number of cases) await step('cityChief', number, 'assign', { to: cityHandler.subject })
  const clocks = listIn<{
    subject: string
    basis: Coded
    dueOn: string
    step: Coded
    provisional: boolean
    next: { stage: string }
  }>(await must('cityHandler', 'GET', 'clocks?item=outdoor-advertising'), 'clocks')
  const clocksOf = (basis: string) => clocks.filter((clock) => clock.basis.code === basis)
  for (const basis of ['promise', 'law'])
    expect(
      clocksOf(basis)
        .map(({ subject }) => subject)
        .toSorted(),
    ).toEqual(cases.toSorted())
  expect(clocks.map(({ provisional, next }) => [provisional, next.stage]).toSorted()).toEqual([
    [false, 'warnDays'],
    [false, 'warnDays'],
    [false, 'warnShare'],
    [false, 'warnShare'],
  ])
  promisedOn = dayIn(clocksOf('promise')[0]?.dueOn ?? '')
  lawfulOn = dayIn(clocksOf('law')[0]?.dueOn ?? '')
  expect(later(promisedOn, 5) < lawfulOn).toBe(true)

  await everyMinute()
  for (const number of cases) expect(await said(number)).toEqual([])
})

test('is it reminded of twice by its last day, and each reminder written once?', async () => {
  await movedTo(promisedOn)
  await everyMinute()
  for (const number of cases) expect(await said(number)).toEqual(EARLY)
  await onTheDesk(region.origin, 'supervisor', async (page) => {
    await page.locator('.desk-tile-today a').click()
    const listed = (await page.locator('main').textContent()) ?? ''
    for (const number of cases) expect(listed).toContain(number)
    expect(listed).toContain('今日到期')
  })
})

test('does the day after draw the urging of its handler and a yellow card, and are receipt, reply and review to be read?', async () => {
  const since = morningOf(later(promisedOn, 1))
  await movedTo(later(promisedOn, 1))
  await everyMinute()
  for (const number of cases) expect(await said(number)).toEqual(OVER.toSorted())
  await onTheDesk(region.origin, 'supervisor', async (page) => {
    await page.locator('.desk-tile-overdue a').click()
    const rows = page.locator('main tbody tr')
    for (const number of cases) expect(await rows.filter({ hasText: number }).textContent()).toMatch(/黄牌/)
    await rows.locator('a[href^="/desk/cards/"]').first().click()
    await page.waitForURL('**/desk/cards/*')
    expect(await faultsOf(page, 'card')).toEqual([])
  })
  const [reminded, ...more] = await toldSince('cityHandler', 'person', since)
  expect([reminded && codesOf(reminded), more]).toEqual([
    ['warnDays', 'warnDays', 'warnShare', 'warnShare'],
    [],
  ])

  const [number = ''] = cases
  const urged = await one(number, 'urge')
  const at = `notices/${urged.id}`
  expect((await desk('handler', 'POST', `${at}/sign`)).status).toBe(403)
  expect(await must('cityHandler', 'POST', `${at}/sign`)).toMatchObject({ state: { code: 'signed' } })
  const text = '现场核查已完成，明日作出决定。'
  expect(await must('cityHandler', 'POST', `${at}/reply`, { text })).toMatchObject({
    state: { code: 'replied' },
  })
  await must('cityHead', 'POST', `${at}/review`, { outcome: 'accept' })
  expect(await must('supervisor', 'GET', at)).toMatchObject({
    state: { code: 'closed' },
    steps: [{ step: { code: 'sign' } }, { step: { code: 'reply' }, text }, { step: { code: 'accept' } }],
  })
})

test('is the card confirmed, appealed and judged by another person?', async () => {
  const [number = ''] = cases
  const at = `cards/${(await one(number, 'yellow')).id}`
  const reason = '承诺期限已过，未办结。'
  await must('supervisor', 'POST', `${at}/confirm`, { reason })
  await must('cityHandler', 'POST', `${at}/appeal`, { reason: '申请人要求另行约定核查时间。' })
  const judgement = { outcome: 'uphold', reason: '没有依法停止计算的事由。' }
  const own = await desk('supervisor', 'POST', `${at}/judge`, judgement)
  expect([own.status, own.body.code]).toEqual([409, 'secondPersonNeeded'])
  await must('supervisor2', 'POST', `${at}/judge`, judgement)
  expect(await must('cityHandler', 'GET', at)).toMatchObject({
    state: { code: 'upheld' },
    steps: [{ step: { code: 'confirm' } }, { step: { code: 'appeal' } }, { step: { code: 'uphold' } }],
  })
})

test('are three days of silence one digest for each receiver, with how late it in truth is, and seen in the list of jobs?', async () => {
  await region.stop()
  backOn = later(promisedOn, 4)
  const since = morningOf(backOn)
  await region.startAt(since)
  expect(await must('supervisor', 'GET', 'jobs')).toMatchObject({
    runner: { stoppedSince: expect.any(Number) },
  })
  await region.cron(Math.floor(region.now() / 60_000))
  const jobs = listIn<{ name: string; lastOutcome: string }>(await must('supervisor', 'GET', 'jobs'), 'jobs')
  expect(jobs.find(({ name }) => name === 'sweepStages')?.lastOutcome).toMatch(/up to \d{4,} minutes late/)
  await everyMinute()
  const outages = listIn<{ foundAt: number }>(
    await must('supervisor', 'GET', 'findings?cause=jobStopped&all=true'),
    'findings',
  )
  expect(outages.filter(({ foundAt }) => foundAt >= since)).toMatchObject([
    { subject: 'runner', endedAt: expect.any(Number) },
  ])

  for (const number of cases) expect(await said(number)).toEqual(LADDER)
  await toldOnce('cityHandler', 'person', since, { stage: 'urge', trueOn: promisedOn })
  await toldOnce('supervisor', 'supervisingBody', since, { stage: 'escalate', trueOn: later(promisedOn, 3) })
})

test('does the head of the department answer for it, and does a card nobody looked at stand?', async () => {
  const [answered = '', left = ''] = cases
  const supervised = await one(answered, 'supervise')
  expect(supervised.trueAt).toBe(startOfDayAt(addDays(later(promisedOn, 1), 1)))
  const at = `notices/${supervised.id}`
  expect((await desk('cityHandler', 'POST', `${at}/sign`)).status).toBe(403)
  await must('cityHead', 'POST', `${at}/sign`)
  await must('cityHead', 'POST', `${at}/reply`, { text: '已责成经办人。' })
  const again = { outcome: 'return', text: '请说明何时办结。', replyOn: later(backOn, 2) }
  expect(await must('supervisor', 'POST', `${at}/review`, again)).toMatchObject({
    state: { code: 'returned' },
  })
  await must('cityHead', 'POST', `${at}/reply`, { text: '三日内办结。' })
  expect(await must('supervisor', 'POST', `${at}/review`, { outcome: 'accept' })).toMatchObject({
    state: { code: 'closed' },
  })
  const lapsed = await must('cityHead', 'GET', `cards?lapsed=true&subject=${left}`)
  expect(lapsed.cards).toMatchObject([{ colour: { code: 'yellow' }, state: { code: 'standing' } }])
})

test('does it go to the bulletin, and does the end of the limit of the law draw the red card?', async () => {
  const line = later(promisedOn, 5)
  const monthAfter = dayIn(`${addDays(dayIn(`${line.slice(0, 7)}-28`), 5).slice(0, 7)}-01`)
  const bulletinOn = later(addDays(monthAfter, -1), 1)
  const redOn = later(lawfulOn, 1)
  const last = bulletinOn > redOn ? bulletinOn : redOn
  await movedTo(last)
  await everyMinute()
  for (const number of cases) {
    const all = await said(number)
    expect(all).toEqual([...new Set(all)])
    expect(all).toEqual(
      expect.arrayContaining(['promise bulletin', 'law warnDays', 'law warnShare', 'law urge', 'law red']),
    )
    expect((await one(number, 'bulletin')).trueAt).toBe(startOfDayAt(addDays(line, 1)))
    expect((await one(number, 'red', 'law')).trueAt).toBe(startOfDayAt(addDays(lawfulOn, 1)))
  }
  await onTheDesk(region.origin, 'supervisor', async (page) => {
    // Both are over: the cell of their department is the hottest there is.
    const heat = page.locator('tr', { hasText: '城市管理局' }).locator('.desk-heat-4')
    expect(await heat.first().textContent()).toBe('2超期 2')
    expect(await faultsOf(page, 'month-heat')).toEqual([])
    await page.goto('/desk/cards?colour=red')
    await page.locator('main tbody a').first().click()
    await page.locator('main .govuk-tag', { hasText: '红牌' }).first().waitFor()
    await page.locator('input[name=step][value=confirm]').check()
    await page.locator('#reason').fill('法定期限已过，未作出决定。')
    await Promise.all([page.waitForEvent('load'), page.locator('main form button').click()])
    expect(await page.locator('.govuk-error-summary').count()).toBe(0)
    expect(await page.locator('main').textContent()).toContain('法定期限已过，未作出决定。')
  })
  const since = morningOf(last)
  await toldOnce('cityHead', 'departmentHead', since, { stage: 'supervise', trueOn: later(promisedOn, 1) })
  await toldOnce('supervisor', 'supervisingBody', since, { stage: 'red', trueOn: lawfulOn })
  const drafts = listIn<{ id: string; period: string; digest: string }>(
    await must('supervisor', 'GET', 'bulletins?kind=monthly'),
    'bulletins',
  )
  const draft = drafts.find(({ period }) => period === line.slice(0, 7))
  const bulletin = await must('supervisor', 'POST', `bulletins/${draft?.id}/publish`, {
    digest: draft?.digest,
  })
  const { lines } = bulletin.content as { readonly lines: readonly { readonly subject: string }[] }
  expect(lines.map(({ subject }) => subject).toSorted()).toEqual(expect.arrayContaining(cases.toSorted()))
})
