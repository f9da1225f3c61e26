import { beforeAll, describe, expect, test } from 'vitest'
import { advertising, handIn } from '../../case-steps.ts'
import { ask as askApi } from '../../kit.ts'
import { applicantOf, formOf, officialWho, pagesOver, type Somebody, somebody } from '../../pages.ts'
import { served } from '../../rated.ts'
import { realDoors } from '../../real-pages.ts'
import { type Citizen, DB, must, newcomer, publish, RULES, tokenOf, worker } from '../../region.ts'

/** Two tabs, two clicks, two people: the same form sent at once, and steps that stand against each other. */
const { ask } = pagesOver(realDoors)
const count = async (sql: string, ...values: string[]) =>
  Number(
    await DB.prepare(sql)
      .bind(...values)
      .first('it'),
  )
const signedIn = async (person: Citizen) =>
  somebody({ ...(await applicantOf(person.idNumber, person.name)), token: await tokenOf(person, 'L3') })

/** Two requests that are one form: the same fields, and the same word against sending it twice. */
async function twice(path: string, who: Somebody, fields: Readonly<Record<string, string>>) {
  const once = crypto.randomUUID()
  const send = () => ask(path, formOf(who, { ...fields, once }))
  const [first, second] = await Promise.all([send(), send()])
  const third = await send()
  return [first, second, third].map(({ status }) => status)
}

let person: Citizen
let me: Somebody
beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
  person = await newcomer()
  me = await signedIn(person)
})

describe('does a form that is sent twice at once, and once more, act once?', () => {
  test('what could not be got done', async () => {
    const statuses = await twice('/rate/could-not', me, {
      item: 'elderly-allowance',
      text: '跑了三趟没有办成',
    })
    expect(statuses.filter((status) => status >= 500)).toEqual([])
    expect(await count('SELECT count(*) AS it FROM evaluation_reviews')).toBe(1)
  })

  test('a rating, by its token', async () => {
    const { token } = await served(await newcomer())
    const nobody = await somebody(null)
    const fields = { token, level: '1', 'option-1': '108', text: '跑了三趟', stage: 'give', channel: 'web' }
    const before = await count('SELECT count(*) AS it FROM evaluations')
    const statuses = await twice('/rate/give', nobody, fields)
    expect(statuses.filter((status) => status >= 500)).toEqual([])
    expect((await count('SELECT count(*) AS it FROM evaluations')) - before).toBe(1)
  })

  test('an application withdrawn', async () => {
    const { number, owner } = await handIn((who) => advertising(who, { materials: [] }))
    const statuses = await twice(`/cases/${number}/withdraw`, await signedIn(owner), {})
    expect(statuses).toContain(303)
    expect(statuses.filter((status) => status >= 500)).toEqual([])
    const events = "SELECT count(*) AS it FROM case_events WHERE case_number = ? AND type = 'withdrawn'"
    expect(await count(events, number)).toBe(1)
  })

  test('what was filled in, corrected with a supplement', async () => {
    const { number, owner } = await handIn((who) => advertising(who, { materials: [] }))
    const path = `/cases/${number}/supplement`
    const fields = { 'form-advertisement_widthMetres': '4', 'form-advertisement_content': '  ' }
    const statuses = await twice(path, await signedIn(owner), fields)
    expect(statuses.filter((status) => status >= 500)).toEqual([])
    const { body } = must(
      await askApi(worker, await tokenOf(owner), 'GET', `/approvals/v1/cases/${number}`),
      200,
    )
    const told = (body.timeline as { type: string; words: unknown }[]).filter(
      ({ type }) => type === 'supplemented',
    )
    expect(told).toMatchObject([{ words: { form: { advertisement: { widthMetres: 4 } }, materials: [] } }])
  })

  test('a supplement', async () => {
    const { number, owner } = await handIn((who) => advertising(who, { materials: [] }))
    const statuses = await twice(`/cases/${number}/supplement`, await signedIn(owner), {
      note: '方案随后寄到',
    })
    expect(statuses.filter((status) => status >= 500)).toEqual([])
    const events = "SELECT count(*) AS it FROM case_events WHERE case_number = ? AND type = 'supplemented'"
    expect(await count(events, number)).toBe(1)
  })
})

test('is the word against sending twice of one form no word for another form, or for another person?', async () => {
  const once = crypto.randomUUID()
  const fields = { item: 'elderly-allowance', text: '第一件没有办成', once }
  const before = await count('SELECT count(*) AS it FROM evaluation_reviews')
  const first = await ask('/rate/could-not', formOf(me, fields))
  expect(first.status).toBe(303)
  // Other words under the same one are refused in words, not taken for the first.
  const other = await ask('/rate/could-not', formOf(me, { ...fields, text: '第二件没有办成' }))
  expect([other.status, other.headers.get('Location')]).toEqual([422, null])
  const stranger = await ask('/rate/could-not', formOf(await signedIn(await newcomer()), fields))
  expect(stranger.headers.get('Location')).not.toBe(first.headers.get('Location'))
  expect((await count('SELECT count(*) AS it FROM evaluation_reviews')) - before).toBe(2)
})

test('is of a withdrawal and a supplement at once nothing done halfway, and what is told what was done?', async () => {
  const { number, owner } = await handIn((who) => advertising(who, { materials: [] }))
  const person = await signedIn(owner)
  const [withdrawn, supplemented] = await Promise.all([
    ask(`/cases/${number}/withdraw`, formOf(person)),
    ask(`/cases/${number}/supplement`, formOf(person, { note: '方案随后寄到' })),
  ])
  expect([withdrawn.status < 500, supplemented.status < 500]).toEqual([true, true])
  const told = [withdrawn.status === 303, supplemented.status === 303]
  expect(told).toContain(true)
  const events = (type: string) =>
    count(`SELECT count(*) AS it FROM case_events WHERE case_number = ? AND type = '${type}'`, number)
  expect([await events('withdrawn'), await events('supplemented')]).toEqual(told.map(Number))
  const seqs = 'SELECT count(*) - max(seq) AS it FROM case_events WHERE case_number = ?'
  expect(await count(seqs, number)).toBe(0)
})

test('does somebody else see nothing of a case, an order, a report or a code that is not theirs?', async () => {
  const { number, owner } = await handIn((who) => advertising(who, { materials: [] }))
  const made = await ask('/rate/could-not', formOf(me, { item: 'elderly-allowance', text: '没有办成的事' }))
  const report = made.headers.get('Location') ?? ''
  const stranger = await signedIn(await newcomer())
  const cookie = { headers: { Cookie: stranger.cookie } }
  const mine = { headers: { Cookie: me.cookie } }
  expect((await ask(report, mine)).status).toBe(200)
  const shown = [
    `/cases/${number}`,
    `/cases/${number}/papers`,
    `/cases/${number}/reasons`,
    `/cases/${number}/supplement`,
    report,
  ]
  // What intake said is kept with the session of whoever handed it in; for anybody else there is the case, or none.
  const result = await ask(`/cases/${number}/result`, cookie)
  expect([result.status, result.headers.get('Location')]).toEqual([303, `/cases/${number}`])
  expect((await ask(`/cases/${number}/result/receipt`, cookie)).status).not.toBe(200)
  for (const path of shown) expect([path, (await ask(path, cookie)).status]).toEqual([path, 404])
  for (const step of ['withdraw', 'refer', 'urge', 'code', 'supplement']) {
    const { status, text } = await ask(`/cases/${number}/${step}`, formOf(stranger, { note: '说明' }))
    expect([step, status]).toEqual([step, 404])
    expect(text).not.toContain(owner.name === person.name ? '户外广告' : owner.name)
  }
  const order = new URL(report, 'https://region.test').pathname.split('/').at(-1) ?? ''
  for (const step of ['rate', 'supplement']) {
    const fields = { order, grade: 'satisfied', 'supplement-text': '补充', 'rate-text': '好' }
    expect((await ask(`/rate/mending/${step}`, formOf(stranger, fields))).status).toBe(404)
    expect((await ask(`/rate/mending/${step}`, formOf(await somebody(null), fields))).status).toBeLessThan(
      500,
    )
  }
  // An official of another department has no part in the order.
  const elsewhere = await somebody(await officialWho('rectifier', 'city-management'))
  const there = await ask(`/desk/rectifications/${order}`, { headers: { Cookie: elsewhere.cookie } })
  expect([403, 404]).toContain(there.status)
  expect((await ask(`/desk/rectifications/${order}/reply`, formOf(elsewhere, {}))).status).toBeLessThan(500)
})
