import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { ask } from '../../kit.ts'
import { expectRefused } from '../../refusal.ts'
import {
  allowance,
  apply,
  asOfficial,
  type Body,
  citizen,
  must,
  NOW,
  nextKey,
  precheck,
  publish,
  RULES,
  settleAllowance,
  tokenOf,
  worker,
} from '../../region.ts'

/** Input that is wrong, through the real door: a clear problem, nothing stored, nothing personal echoed. */

const aged72 = citizen('1954-05-06', 901, '演示受检人')
const { idNumber, name, account } = aged72
const PHONE = '13900001111'
const PERSONAL = [idNumber, idNumber.slice(6, 14), name, account, PHONE]
const sound = allowance(aged72, { contact: { phone: PHONE } })

beforeAll(async () => {
  await publish('elderly-allowance', RULES['elderly-allowance'])
  await settleAllowance(aged72)
  must(await apply(await tokenOf(aged72), sound), 201)
})
afterEach(() => {
  vi.setSystemTime(NOW)
})

/** Every case of wrong input is refused alike by intake and by the pre-check. */
async function refusedByBoth(body: unknown, expected: readonly [number, string], secrets = PERSONAL) {
  const token = await tokenOf(aged72)
  await expectRefused(() => precheck(token, body), expected, secrets)
  return expectRefused(() => apply(token, body), expected, secrets)
}
const pointersOf = (errors: unknown) =>
  Array.isArray(errors) ? errors.map((error: { pointer: string }) => error.pointer) : []

const text = JSON.stringify(sound)
test.each([
  ['half of it', text.slice(0, -10)],
  ['nothing', ''],
  ['a form', `name=${name}&idNumber=${idNumber}`],
  ['a trailing comma', text.replace(/\}$/, ',}')],
  ['a key given twice', text.replace('{', `{"itemCode":"other",`)],
  ['a nested key given twice', text.replace('"phone":', `"phone":"13800000000","phone":`)],
  ['a key given twice, once escaped', text.replace('{', `{"item\\u0043ode":"other",`)],
])('is a body that is not JSON (%s) refused?', async (_what, body) => {
  await refusedByBoth(body, [400, 'notJson'])
})

test('is a body that is no UTF-8, or is called something else than JSON, refused?', async () => {
  const token = await tokenOf(aged72)
  const send = (type: string, body: BodyInit) => async () => {
    const headers = {
      Authorization: `Bearer ${token}`,
      'Content-Type': type,
      'Idempotency-Key': nextKey(),
    }
    const request = new Request('http://region.test/approvals/v1/applications', {
      method: 'POST',
      headers,
      body,
    })
    const response = await worker(request)
    const answer = await response.text()
    return { status: response.status, headers: response.headers, body: JSON.parse(answer), text: answer }
  }
  const bytes = new TextEncoder().encode(text)
  bytes[bytes.indexOf(0xe6)] = 0xff
  await expectRefused(send('application/json', bytes), [400, 'notJson'], PERSONAL)
  await expectRefused(send('text/plain', text), [400, 'notJson'], PERSONAL)
})

test('is a body of two MiB refused, stated or not?', async () => {
  const large = JSON.stringify({ ...sound, padding: 'x'.repeat(2 * 1_048_576) })
  await refusedByBoth(large, [413, 'bodyTooLarge'])
  const token = await tokenOf(aged72)
  const unstated = async () => {
    const { readable, writable } = new TransformStream()
    const writer = writable.getWriter()
    const sent = writer.write(new TextEncoder().encode(large)).then(() => writer.close())
    const response = await worker(
      new Request('http://region.test/approvals/v1/applications', {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': nextKey(),
        },
        body: readable,
      }),
    )
    await sent.catch(() => undefined)
    const answer = await response.text()
    return { status: response.status, headers: response.headers, body: JSON.parse(answer), text: answer }
  }
  await expectRefused(unstated, [413, 'bodyTooLarge'], PERSONAL)
})

test.each([33, 100_000])('is nesting of %i levels refused?', async (levels) => {
  const nested = `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
  await refusedByBoth(text.replace('"form":', `"form":${nested},"other":`), [422, 'invalidInput'])
})

/** One field is wrong; the pointer names it. `secret` is what must not come back. */
const wrong: [what: string, change: Partial<Body>, pointer: string, secret: string | null][] = [
  ['a number for a text', { itemCode: 5 as never }, '/itemCode', null],
  ['a text for a list', { materials: '13900001111' as never }, '/materials', null],
  ['a list for an object', { form: ['x'] as never }, '/form', null],
  ['null for an object', { applicant: null as never }, '/applicant', null],
  [
    'an unknown kind of applicant',
    { applicant: { ...sound.applicant, kind: 'robot' } },
    '/applicant/kind',
    null,
  ],
  ['an unknown field', { colour: 'red' }, '/colour', null],
  ['an unknown field of the form', { form: { ...sound.form, income: 1 } }, '/form/income', null],
  ['an unknown situation', { situation: 'elsewhere' }, '/situation', null],
  ['an account with letters', { form: { payee: { account: `${account}x` } } }, '/form/payee/account', null],
  ['a phone that is none', { contact: { phone: `${PHONE}x` } }, '/contact/phone', null],
  ['a NUL in the name', { applicant: { ...sound.applicant, name: `${name}\0` } }, '/applicant/name', null],
  ['a NUL in a key', { form: { 'a\0b': 1 } }, '/form', null],
  [
    'a control character',
    { applicant: { ...sound.applicant, name: `${name}\u0007` } },
    '/applicant/name',
    null,
  ],
  [
    'half a surrogate pair',
    { applicant: { ...sound.applicant, name: `${name}\ud842` } },
    '/applicant/name',
    null,
  ],
  ['an empty name', { applicant: { ...sound.applicant, name: ' ' } }, '/applicant/name', null],
  [
    'a name without end',
    { applicant: { ...sound.applicant, name: '演'.repeat(101) } },
    '/applicant/name',
    '演'.repeat(50),
  ],
  [
    'a day that does not exist',
    { form: { ...sound.form, birthDate: '1954-02-30' } },
    '/form/birthDate',
    null,
  ],
  ['a number too large to hold', { form: { ...sound.form, birthDate: 2 ** 60 } }, '/form/birthDate', null],
]
test.each(wrong)(
  'is %s refused with a pointer to it, in both languages?',
  async (_what, change, pointer, secret) => {
    const secrets = [...PERSONAL, ...(secret === null ? [] : [secret])]
    const { body } = await refusedByBoth({ ...sound, ...change }, [422, 'invalidInput'], secrets)
    expect(pointersOf(body.errors)).toEqual([pointer])
    const english = await ask(
      worker,
      await tokenOf(aged72),
      'POST',
      '/approvals/v1/applications',
      { ...sound, ...change },
      { 'Idempotency-Key': nextKey(), 'Accept-Language': 'en' },
    )
    expect(english.body.title).toBe('The input has errors')
    expect(JSON.stringify(english.body)).not.toMatch(/\p{Script=Han}/u)
  },
)

describe('is an identity number that cannot be refused with a pointer, and never repeated?', () => {
  const digit = (at: number, to: string) => idNumber.slice(0, at) + to + idNumber.slice(at + 1)
  const numbers = [
    ['a wrong check digit', digit(17, idNumber.endsWith('1') ? '2' : '1')],
    ['two digits exchanged', `${idNumber.slice(0, 6)}1945${idNumber.slice(10)}`],
    ['born on 30 February', citizen('1954-02-30').idNumber],
    ['born on 29 February of a common year', citizen('1953-02-29').idNumber],
    ['born tomorrow', citizen('2026-11-24').idNumber],
    ['seventeen digits', idNumber.slice(0, 17)],
    ['full-width digits', idNumber.replace(/\d/g, (d) => String.fromCharCode(0xff10 + Number(d)))],
    ['an x in the middle', digit(9, 'x')],
    ['a province there is none of', `00${idNumber.slice(2)}`],
  ] as const
  test.each(numbers)('%s', async (_what, number) => {
    const applicant = { ...sound.applicant, idNumber: number }
    const { body } = await refusedByBoth(
      { ...sound, applicant },
      [422, 'invalidInput'],
      [...PERSONAL, number],
    )
    expect(pointersOf(body.errors)).toEqual(['/applicant/idNumber'])
  })
})

test('is an item nobody knows, or that this region has not claimed, not found?', async () => {
  const token = await tokenOf(aged72)
  await expectRefused(() => apply(token, { ...sound, itemCode: 'no-such-item' }), [404, 'notFound'], PERSONAL)
  await expectRefused(
    () => precheck(token, { ...sound, itemCode: 'no-such-item' }, 'no-such-item'),
    [404, 'notFound'],
    PERSONAL,
  )
})

test('is an item that is not in force on the day of receipt refused with the days on which it is?', async () => {
  vi.setSystemTime(Date.UTC(2025, 11, 31, 15, 59))
  const { body } = await refusedByBoth(sound, [422, 'itemNotInForce'])
  expect(body.detail).toContain('2026-01-01')
  vi.setSystemTime(Date.UTC(2025, 11, 31, 16, 0))
  expect((await precheck(await tokenOf(aged72), sound)).status).toBe(200)
})

test('is a pre-check at the address of another item refused?', async () => {
  const token = await tokenOf(aged72)
  await expectRefused(
    () => precheck(token, sound, 'sole-trader-registration'),
    [422, 'invalidInput'],
    PERSONAL,
  )
})

test('is an application in the name of another person refused without saying whose?', async () => {
  const other = await tokenOf(citizen('1960-01-01'))
  await expectRefused(() => apply(other, sound), [403, 'notAllowed'], PERSONAL)
})

test('is a registry record from the future refused, and one without keys?', async () => {
  const put = (records: object[], asOf = NOW) =>
    asOfficial('admin', 'PUT', '/approvals/v1/registries/population/records', { asOf, records })
  const record = { keys: [idNumber], record: { birthDate: '1954-05-06' }, sourceAt: NOW }
  const ahead = { ...record, sourceAt: NOW + 1 }
  const first = await expectRefused(() => put([record, ahead]), [422, 'invalidInput'], PERSONAL)
  expect(pointersOf(first.body.errors)).toEqual(['/records/1/sourceAt'])
  const second = await expectRefused(() => put([record], NOW + 1), [422, 'invalidInput'], PERSONAL)
  expect(pointersOf(second.body.errors)).toEqual(['/asOf'])
  await expectRefused(() => put([{ ...record, keys: [] }]), [422, 'invalidInput'], PERSONAL)
})

test.each([
  ['GET', '/approvals/v1/cases/5101162026112300000016'],
  ['GET', '/approvals/v1/cases/not-a-number'],
  ['GET', '/approvals/v1/cases/5101162026112300000015/explanation'],
])('is a case nobody has given a number (%s %s) a plain 4xx?', async (method, path) => {
  const { status } = await ask(worker, await tokenOf(aged72), method, path)
  expect(status).toBe(path.endsWith('not-a-number') ? 422 : 404)
})
