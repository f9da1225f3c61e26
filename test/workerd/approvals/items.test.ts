import { beforeAll, expect, test } from 'vitest'
import { on } from '../../case-steps.ts'
import { countTrips } from '../../counted-database.ts'
import { ask } from '../../kit.ts'
import { coldIsolate, DB, must, publish, RULES, worker } from '../../region.ts'
import { openWay, PARTNER } from '../../way-out.ts'

/** The catalogue as people look for it: what is meant by what they type, the guide, and whether a form is well formed. */
beforeAll(async () => {
  on('2026-11-23', '10:00')
  await publish('elderly-allowance', RULES['elderly-allowance'])
  await openWay('elderly-allowance', { modes: ['online', 'collect'], from: '2026-03-02' })
})

const ITEMS = '/approvals/v1/items'
const get = (path: string, send = worker) => ask(send, null, 'GET', path)
const codesFor = async (q: string) => {
  const { body } = must(await get(`${ITEMS}?${new URLSearchParams({ q })}`), 200)
  return (body.items as { code: string }[]).map(({ code }) => code)
}

test('is an item found by its name, by what people call it, by pinyin and by initials, and nothing by anything else?', async () => {
  expect(await codesFor('gljt')).toEqual(['elderly-allowance'])
  expect((await codesFor('高龄津贴'))[0]).toBe('elderly-allowance')
  expect((await codesFor('driving'))[0]).toBe('driving-licence-renewal')
  expect(await codesFor('"><script>')).toEqual([])
  expect(await codesFor(' ')).toHaveLength(10)
  expect((await get(`${ITEMS}?q=${'x'.repeat(61)}`)).status).toBe(422)
})

test('does an item say what it asks in words, where to come with it, and nothing that a register gives?', async () => {
  const { body } = must(await get(`${ITEMS}/elderly-allowance`), 200)
  expect(body).toMatchObject({
    theme: { code: 'security', zh: '社会保障' },
    questions: [{ path: 'payee.account', kind: 'text', label: { zh: '收款账号' }, required: false }],
    regions: [{ code: '510116' }, { code: '500112' }],
    office: { name: { zh: expect.stringContaining('民政局') }, windows: [{ code: 'W01' }] },
  })
})

test('does the guide tell every condition with its article, and where across regions, in one trip to the database?', async () => {
  const trips = countTrips(DB)
  const { body } = must(
    await get(`${ITEMS}/elderly-allowance/guide`, coldIsolate({ DB: trips.counted })),
    200,
  )
  expect(trips.taken()).toBe(1)
  expect(body).toMatchObject({ rules: { version: 1, stopped: false } })
  const { conditions } = body.rules as { conditions: Record<string, unknown>[] }
  expect(conditions.length).toBeGreaterThan(8)
  for (const condition of conditions)
    expect(condition).toMatchObject({
      zh: expect.stringMatching(/\p{Script=Han}/u),
      en: expect.stringMatching(/^[A-Z]/),
      basis: { zh: expect.stringMatching(/./) },
    })
  expect(conditions.some(({ route }) => route === 'supplement')).toBe(true)
  expect(body.places).toContainEqual({
    direction: 'out',
    region: { code: PARTNER, name: expect.anything() },
    modes: ['collect', 'online'],
  })
  const byPeople = must(await get(`${ITEMS}/outdoor-advertising/guide`), 200)
  expect(byPeople.body).toEqual({
    rules: null,
    places: [],
    askedAt: null,
    sources: [
      {
        code: 'licences/outdoor-advertising-permit',
        name: { zh: '电子证照库', en: 'licence register' },
        facts: [],
        papers: ['currentPermit'],
        licenceType: { zh: '户外广告设置许可', en: 'Permit for outdoor advertising' },
        now: null,
      },
    ],
  })
  expect((await get(`${ITEMS}/no-such-item/guide`)).status).toBe(404)
})

test('is what is not well formed said at its field in the words of the form, with nothing asked or kept?', async () => {
  const check = (item: string, body: object, send = worker) =>
    ask(send, null, 'POST', `${ITEMS}/${item}/form-check`, body)
  expect((await check('elderly-allowance', { form: {} })).body).toEqual({ wellFormed: true })
  const applicant = { kind: 'person', name: '演示甲', idKind: 'residentId', idNumber: '110105194912310020' }
  const trips = countTrips(DB)
  const wrong = must(
    await check(
      'elderly-allowance',
      { form: { payee: { account: '12' } }, applicant },
      coldIsolate({ DB: trips.counted }),
    ),
    422,
  )
  expect(trips.taken()).toBe(0)
  expect(wrong.body.errors).toEqual([
    expect.objectContaining({ pointer: '/applicant/idNumber' }),
    expect.objectContaining({
      pointer: '/form/payee/account',
      detail: expect.stringContaining('8 至 32 位'),
    }),
  ])
  expect(wrong.text).not.toContain('110105194912310020')
  const phone = must(await check('elderly-allowance', { form: {}, contact: { phone: 'x' } }), 422)
  expect(phone.body.errors).toMatchObject([{ pointer: '/contact/phone' }])
  const empty = must(await check('elderly-allowance', { form: {}, contact: { phone: '' } }), 422)
  expect(empty.body.errors).toMatchObject([
    { pointer: '/contact/phone', detail: expect.stringContaining('请填写联系电话') },
  ])
})
