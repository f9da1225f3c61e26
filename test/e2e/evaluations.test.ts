import {
  addDays,
  addWorkdays,
  civilDate,
  civilDateAt,
  isWorkday,
  nationalCalendar,
  startOfDayAt,
} from '@tongban/calendar'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Answered } from '../kit.ts'
import { startDemonstration } from './demonstration.ts'
import { atPages, faultsOf, onTheDesk } from './on-the-desk.ts'

/**
 * Good and bad 好差评, as `npm start` serves it: whoever was granted an allowance by the machine rates that by the token of the answer,
 * and what is rated badly is mended, called back about and rated again, with its limits watched. It begins on the last working day
 * of a month, so that one move of the clock is past the limit of the contact and past the month.
 */
const HOUR = 3_600_000
type Day = ReturnType<typeof civilDateAt>
const later = (on: Day, workdays: number): Day => addWorkdays(nationalCalendar, on, workdays).on
const morningOf = (on: Day) => startOfDayAt(on) + 10 * HOUR

let both: Awaited<ReturnType<typeof startDemonstration>>
const a = () => both.a
const b = () => both.b
/** When all services are given. */
let servedOn: Day

beforeAll(async () => {
  servedOn = lastWorkdayToCome()
  both = await startDemonstration(morningOf(servedOn))
})
afterAll(() => both.close())

/** Of this month while it is to come, else of the next. */
function lastWorkdayToCome(): Day {
  const now = Date.now()
  const next = (on: Day): Day => dayIn(`${addDays(dayIn(`${on.slice(0, 7)}-28`), 5).slice(0, 7)}-01`)
  const lastOf = (on: Day): Day => {
    let last = addDays(next(on), -1)
    while (!isWorkday(nationalCalendar, last)) last = addDays(last, -1)
    return last
  }
  const today = civilDateAt(now)
  return morningOf(lastOf(today)) > now ? lastOf(today) : lastOf(next(today))
}
function dayIn(text: string): Day {
  const on = civilDate(text)
  if (on === undefined) throw new Error(`no day: ${text}`)
  return on
}

const desk = async (
  who: string | null,
  method: string,
  path: string,
  body?: object,
  side: ReturnType<typeof a> = a(),
): Promise<Answered> => side.call(who, method, `/evaluations/v1/${path}`, body)
const codeOf = ({ status, body }: Answered) => [status, body.code]
function good(answer: Answered, status = 200) {
  expect([answer.status, answer.body.code]).toEqual([status, undefined])
  return answer.body
}
/** Guarantee: lists hold what their contracts say, which the test of the API document holds them to. */
const listIn = <Row>(body: object, name: string) => (body as Record<string, readonly Row[]>)[name] ?? []

/** Applies and is granted at once; the token that comes with the answer. */
async function granted(who: string): Promise<{ readonly token: string; readonly caseNumber: string }> {
  const answer = await a().call(who, 'POST', '/approvals/v1/applications', await a().body(who))
  expect([who, answer.status, answer.body.outcome]).toEqual([who, 201, 'approve'])
  const { token } = answer.body.evaluation as { readonly token: string }
  return { token, caseNumber: String(answer.body.caseNumber) }
}
const rating = (token: string, change: object = {}) => ({
  ...{ token, level: 5, options: ['510'], channel: 'web', anonymous: false },
  ...change,
})
const rate = async (who: string | null, token: string, change: object = {}) =>
  desk(who, 'POST', 'evaluations', rating(token, change))

const said = { level: 1, options: ['108', '115'], text: '材料要求前后说得不一样。' }
const sealedSaid = { level: 1, options: ['108'], text: '没有人解释为什么。', anonymous: true }
type Bad = { readonly token: string; readonly caseNumber: string; readonly number: string }
let named: Bad
let sealed: Bad

test('does the token of an answer rate the service once, without sign-in and through no official?', async () => {
  const { token, caseNumber } = await granted('aged72')
  expect(token.startsWith(`${caseNumber}-1-`)).toBe(true)
  const about = good(await desk(null, 'POST', 'invitations/read', { token }))
  expect(about).toMatchObject({ state: 'open', kind: { code: 'decision' }, servedOn })
  for (const who of ['handler', 'head', 'window', 'callback'])
    expect(codeOf(await rate(who, token))).toEqual([403, 'notAllowed'])
  expect(codeOf(await rate('aged81', token))).toEqual([403, 'notAllowed'])
  for (const wrong of [{ level: 6 }, { options: ['115'] }, { options: ['510', '510'] }])
    expect((await rate(null, token, wrong)).status).toBe(422)

  expect(good(await rate(null, token), 201)).toMatchObject({ revision: 1, level: { code: 5 }, order: null })
  expect(codeOf(await rate(null, token, { level: 4, options: [] }))).toEqual([409, 'alreadyRated'])
  expect(good(await rate(null, token), 201)).toMatchObject({ revision: 1, level: { code: 5 } })
  expect((await rate(null, `${token.slice(0, -4)}0000`)).status).toBe(404)
  const [mine] = listIn<object>(good(await desk('aged72', 'GET', 'invitations')), 'services')
  expect(mine).toMatchObject({ token, caseNumber, state: 'rated', amendable: true })
})

test('does a bad rating open its order, sealed where it is anonymous?', async () => {
  const opened = async (who: string, change: object): Promise<Bad> => {
    const service = await granted(who)
    const { order } = good(await rate(null, service.token, change), 201)
    return { ...service, number: String(order) }
  }
  named = await opened('aged81', said)
  sealed = await opened('aged100', sealedSaid)

  const open = good(await desk('rectifier', 'GET', `rectifications/${named.number}`))
  expect(open).toMatchObject({
    ...{ state: { code: 'open' }, level: 1, sealed: false, overdue: false, openedOn: servedOn },
    ...{ caseNumber: named.caseNumber, serviceNumber: 1 },
    ...{ said: [{ level: 1, text: said.text }], possible: [{ code: 'contacted' }, { code: 'appealed' }] },
    ...{ contactDueAt: startOfDayAt(addDays(later(servedOn, 1), 1)) },
    ...{ rectifyDueAt: startOfDayAt(addDays(later(servedOn, 15), 1)) },
  })
  const kept = await desk('rectifier', 'GET', `rectifications/${sealed.number}`)
  expect(good(kept)).toMatchObject({ sealed: true, caseNumber: null, serviceNumber: null, openedAt: null })
  for (const secret of [sealed.caseNumber, sealed.token]) expect(kept.text).not.toContain(secret)
  expect(kept.text).toContain(sealedSaid.text)
  // Nor to the body that mends, before it has said why it opens it.
  const body = await desk('callback', 'GET', `rectifications/${sealed.number}`)
  expect(good(body)).toMatchObject({ caseNumber: null, pseudonym: expect.stringMatching(/^NM/) })
  expect(body.text).not.toContain(sealed.caseNumber)
})

test('is a decision of the other region rated here, and does its order open there alone?', async () => {
  const answer = await a().call(
    'window',
    'POST',
    '/approvals/v1/applications',
    await a().body('acrossWindow'),
  )
  expect([answer.status, answer.body.outcome]).toEqual([201, 'transferred'])
  const caseNumber = String(answer.body.caseNumber)
  type Service = { readonly region: string | null; readonly token: string; readonly kind: { code: string } }
  const services = async () =>
    listIn<Service>(good(await desk('acrossWindow', 'GET', 'invitations')), 'services')
  const there = async () => (await services()).find(({ region }) => region === b().code)
  await expect.poll(there).toMatchObject({ kind: { code: 'decision' } })
  const token = (await there())?.token ?? ''
  const slow = { level: 2, options: ['210'], text: '等了很久才有消息。', anonymous: true }
  const given = good(await rate('acrossWindow', token, slow), 201)
  // It opens its order where the service was given.
  expect(given.order).toBeNull()
  type Order = { readonly caseNumber: string | null; readonly level: number }
  // It is sealed, so its case stands in no list; nobody else here gives a two.
  const twos = async (side: ReturnType<typeof a>) => {
    const listed = good(await desk('callback', 'GET', 'rectifications?limit=100', undefined, side))
    return listIn<Order>(listed, 'rectifications').filter(({ level }) => level === 2)
  }
  await expect
    .poll(() => twos(b()))
    .toMatchObject([{ state: { code: 'open' }, level: 2, anonymous: true, caseNumber: null }])
  expect(await twos(a())).toEqual([])
  // Who comes from the other region is few: of an anonymous rating it is not told.
  const entered = await desk('rectifier', 'GET', 'evaluations', undefined, b())
  expect(listIn<object>(good(entered), 'ratings')).toMatchObject([
    { level: { code: 2 }, viaRegion: null, service: null, text: slow.text },
  ])
  expect(entered.text).not.toContain(caseNumber)
})

test('does whoever signed in to rate amend it, and nobody who holds the token alone?', async () => {
  const { token } = await granted('nearly70')
  good(await rate('nearly70', token), 201)
  const { anonymous: _, ...amended } = rating(token, { level: 4, options: [], text: '再等一天就更好了。' })
  const amend = (who: string | null) => desk(who, 'POST', 'evaluations/amend', amended)
  expect(codeOf(await amend(null))).toEqual([403, 'notAllowed'])
  expect(good(await amend('nearly70'), 201)).toMatchObject({ revision: 2, level: { code: 4 } })
})

test('do the others rate too, each department a few?', async () => {
  for (const [who, level] of [
    ['graduate', 5],
    ['unemployed', 5],
    ['operator', 5],
    ['permitHolder', 3],
  ] as const) {
    const { token } = await granted(who)
    good(await rate(null, token, { level, options: [] }), 201)
  }
})

test('is a contact that did not come in time urged, and does what was never told stay untold?', async () => {
  await a().stop()
  await a().startAt(morningOf(later(servedOn, 2)))
  // Jobs of every five minutes run once for each instant: one that is over leaves the next to the end.
  await a().cron(Math.floor(a().now() / 60_000) - 10)
  for (const { number } of [named, sealed]) {
    const notices = await a().call('supervisor', 'GET', `/supervision/v1/notices?subject=${number}&limit=100`)
    const urged = listIn<{ stage: { code: string }; basis: string; trueAt: number }>(
      good(notices),
      'notices',
    ).filter(({ stage }) => stage.code === 'urge')
    expect(urged).toMatchObject([{ trueAt: startOfDayAt(addDays(later(servedOn, 1), 1)) }])
  }
  const late = good(await desk('callback', 'GET', 'rectifications?overdue=true&limit=100'))
  expect(
    listIn<{ number: string }>(late, 'rectifications')
      .map(({ number }) => number)
      .toSorted(),
  ).toEqual([named.number, sealed.number].toSorted())
  // Whose rating it is stays with the body that contacts them; the department's own urging is of the other.
  const own = await a().call('rectifier', 'GET', '/supervision/v1/notices?limit=100')
  expect(own.text).toContain(named.number)
  for (const secret of [sealed.caseNumber, sealed.token]) expect(own.text).not.toContain(secret)
})

const step = async (who: string, number: string, name: string, body: object) =>
  desk(who, 'POST', `rectifications/${number}/${name}`, body)
const took = async (who: string, number: string, name: string, body: object) =>
  good(await step(who, number, name, body))
const graded = async (who: string | null, token: string, grade: string) =>
  desk(who, 'POST', 'rectifications/rate', { token, grade })

test('is it contacted, mended, called back by another, rated again by the same token, and closed only then?', async () => {
  const { number, token } = named
  expect((await step('callback', number, 'close', { text: '尚未整改。' })).status).toBe(409)
  const contact = { reached: true, text: '已电话了解情况。' }
  // Late is late, also once it is done.
  expect(await took('rectifier', number, 'contact', contact)).toMatchObject({ overdue: true })
  await took('rectifier', number, 'reply', { class: 'true', text: '已统一窗口与网上的材料清单。' })
  expect((await step('rectifier', number, 'call-back', { result: 'mended', text: '已好。' })).status).toBe(
    403,
  )
  expect((await step('callback', number, 'close', { text: '尚未回访。' })).status).toBe(409)
  await took('callback', number, 'call-back', { result: 'mended', text: '申请人确认已经改正。' })
  expect(codeOf(await graded('rectifier', token, 'satisfied'))).toEqual([403, 'notAllowed'])
  expect(good(await graded(null, token, 'dissatisfied'))).toMatchObject({
    round: 2,
    state: { code: 'open' },
  })
  await took('rectifier', number, 'contact', { reached: true, text: '再次联系。' })
  await took('rectifier', number, 'reply', { class: 'true', text: '已补发更正说明。' })
  await took('callback', number, 'call-back', { result: 'mended', text: '申请人收到更正说明。' })
  expect(good(await graded(null, token, 'satisfied'))).toMatchObject({ grade: { code: 'satisfied' } })
  expect(await took('supervisor', number, 'close', { text: '已整改。' })).toMatchObject({
    ...{ state: { code: 'closed' }, round: 2, possible: [] },
  })
})

test('is a sealed one mended through the body, which says why it opened who it was?', async () => {
  const { number, token } = sealed
  const contact = { reached: true, text: '已回电了解情况。' }
  expect((await step('rectifier', number, 'contact', contact)).status).toBe(409)
  expect((await step('head', number, 'open-identity', { reason: '想知道是谁。' })).status).toBe(403)
  const reason = '需要回电了解是哪一处没有解释。'
  expect(await took('callback', number, 'open-identity', { reason })).toMatchObject({
    caseNumber: sealed.caseNumber,
    phone: '028-00000000',
  })
  await took('callback', number, 'contact', contact)
  await took('rectifier', number, 'reply', { class: 'true', text: '已在答复中写明理由的出处。' })
  await took('callback', number, 'call-back', { result: 'mended', text: '评价人认可。' })
  await took('callback', number, 'close', { text: '已整改。' })
  const mine = await desk(null, 'POST', 'rectifications/read', { token })
  expect(good(mine)).toMatchObject({ state: { code: 'closed' } })
  expect(mine.text).toContain(reason)
  const seen = await desk('rectifier', 'GET', `rectifications/${number}`)
  for (const secret of [sealed.caseNumber, reason, contact.text]) expect(seen.text).not.toContain(secret)
})

test('do the statistics count it all by the month of the service, and does the public cut tell nobody’s rating?', async () => {
  await a().cron(Math.floor(a().now() / 60_000))
  const month = servedOn.slice(0, 7)
  const of = (groupBy: string) => `statistics?from=${month}&until=${month}&groupBy=${groupBy}`
  const region = good(await desk('supervisor', 'GET', of('region')))
  expect(region.total).toMatchObject({
    // Eight decisions, and the receipt at the window of what was handed over.
    counts: { invited: 9, rated: 8, passedOn: 1 },
    figures: {
      valid: 8,
      levels: { 5: 4, 4: 1, 3: 1, 2: 0, 1: 2 },
      satisfaction: { hits: 6, of: 8, rate: 0.75 },
      bad: { hits: 2, of: 8 },
      response: { hits: 8, of: 9 },
      callBack: { hits: 2, of: 2 },
      onTime: { hits: 2, of: 2 },
    },
  })
  const departments = good(await desk('supervisor', 'GET', of('department')))
  const groups = listIn<{ department: { code: string }; figures: { valid: number } }>(departments, 'groups')
  expect(groups.find(({ department }) => department.code === 'civil-affairs')?.figures.valid).toBe(4)

  type Line = { readonly valid: number; readonly levels: Readonly<Record<string, number | null>> }
  const publicOf = () => desk(null, 'GET', `statistics/public?month=${month}`)
  // Not before nothing of it can be rated or amended any more.
  const early = good(await publicOf()) as { readonly awaiting: { readonly fromOn: string } }
  expect(early).toMatchObject({ month: null, awaiting: { month } })
  await a().stop()
  await a().startAt(morningOf(later(dayIn(early.awaiting.fromOn), 1)))
  await a().cron(Math.floor(a().now() / 60_000))
  const told = await publicOf()
  const cut = good(told) as { readonly all: Line; readonly departments: readonly Line[] }
  expect(cut.all.valid).toBe(8)
  const cells = [cut.all, ...cut.departments].flatMap(({ levels }) => Object.values(levels))
  expect(cells).toContain(null)
  expect(cells.filter((n) => n !== null && n > 0 && n < 5)).toEqual([])
  expect(cut.departments.filter(({ valid }) => valid > 0 && valid < 5)).toEqual([])
  for (const { caseNumber, number } of [named, sealed])
    for (const secret of [caseNumber, number]) expect(told.text).not.toContain(secret)
})

test('do the pages show the month that is over as it was: handling, ratings, and what went to the other region?', async () => {
  const month = servedOn.slice(0, 7)
  await atPages(a().origin, async (page) => {
    await page.goto(`/open?month=${month}`)
    // Eight at once here; what was handed over is decided there.
    expect(await page.locator('.open-totals').textContent()).toMatch(/办结8未超期率.*秒批占比/s)
    expect(await page.locator('.bars-bar rect').count()).toBeGreaterThan(0)
    expect(await faultsOf(page, 'month-handling')).toEqual([])
    const handling = await page.request.get(`/open/handling.csv?month=${month}`)
    expect(handling.headers()['content-type']).toContain('text/csv')
    expect(await handling.text()).toMatch(new RegExp(`${month},合计,8,`))

    await page.goto(`/open/ratings?month=${month}`)
    expect(await page.locator('.open-totals').textContent()).toMatch(/有效评价8满意率不足 5，不公布/)
    // Each level was given by fewer than five: nothing is drawn, and the table says so.
    expect(await page.locator('.bars').count()).toBe(0)
    expect(await faultsOf(page, 'month-ratings')).toEqual([])
    const ratings = await page.request.get(`/open/ratings.csv?month=${month}`)
    expect(await ratings.text()).toMatch(new RegExp(`${month},合计,8,`))
  })

  await onTheDesk(a().origin, 'supervisor', async (page) => {
    await page.goto(`/desk?from=${month}-01&to=${servedOn}`)
    const handed = page.locator('tr', { hasText: '重庆市渝北区' }).filter({ hasText: '移出' })
    expect(await handed.locator('td').nth(1).textContent()).toBe('1')
    expect(await page.locator('.desk-map svg').count()).toBe(1)
    expect(await faultsOf(page, 'month-desk')).toEqual([])
  })
})
