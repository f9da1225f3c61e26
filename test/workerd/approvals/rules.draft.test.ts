import { draftRules } from '@tongban/services'
import { expect, test } from 'vitest'
import { contextOf } from '../../context.ts'
import type { official } from '../../kit.ts'
import { expectRefused } from '../../refusal.ts'
import { asOfficial, RULES, TODAY } from '../../region.ts'

/** A draft is compiled when it is handed in: whatever cannot be evaluated is refused with its place. */

const ELDERLY = RULES['elderly-allowance']
const draft = (change: object, role: Parameters<typeof official>[0] = 'publisher') =>
  asOfficial(role, 'POST', '/approvals/v1/rules', {
    itemCode: 'elderly-allowance',
    effectiveOn: TODAY,
    dmn: ELDERLY,
    note: '试验',
    ...change,
  })
const detailsOf = (errors: unknown) =>
  Array.isArray(errors) ? errors.map((error: { detail: string }) => error.detail).join('\n') : ''
/** The file with one piece of it exchanged, which must be there. */
function changed(from: string, to: string): string {
  if (!ELDERLY.includes(from)) throw new Error(`the rules no longer hold ${from}`)
  return ELDERLY.replace(from, to)
}

const broken = [
  ['a cell that is no FEEL', '[80..90)', '[80..', /result.*2/s],
  ['a cell of another type', '[80..90)', '"eighty"', /result.*2/s],
  ['a name that is not there', 'minimumAgeOn - duration', 'maximumAgeOn - duration', /earliestApplicationOn/],
  ['a function outside the language', 'date(receivedOn.year, receivedOn.month, 1)', 'now()', /payableFromOn/],
  ['a type that is not declared', 'typeRef="LifeStatus"', 'typeRef="Mood"', /lifeStatus|Mood/],
] as const
test.each(broken)('is a draft with %s refused with table and cell?', async (_what, from, to, place) => {
  const { body } = await expectRefused(
    () => draft({ dmn: changed(from, to) }),
    [422, 'rulesRefused'],
    ['Error:', 'at Object'],
  )
  expect(detailsOf(body.errors)).toMatch(place)
  expect(body.errors).toMatchObject([{ pointer: '/dmn' }])
})

test.each([
  ['is no XML', 'rules, in words'],
  ['ends too early', ELDERLY.slice(0, 5000)],
  ['is another XML', '<html/>'],
  ['is an outer entity', `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${ELDERLY}`],
  [
    'has no decision',
    '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="a" namespace="b"/>',
  ],
])('is a file that %s refused?', async (_what, dmn) => {
  await expectRefused(() => draft({ dmn }), [422, 'rulesRefused'], ['root:'])
})

test('is a model without the decision of the outcome refused by its name?', async () => {
  const dmn = ELDERLY.replaceAll('name="outcome"', 'name="ending"').replaceAll('#outcome', '#ending')
  const { body } = await expectRefused(() => draft({ dmn }), [422, 'rulesRefused'], [])
  expect(detailsOf(body.errors)).toContain('outcome')
})

test.each([
  ['of another type', { minimumAge: 'seventy' }, '/parameters/minimumAge'],
  ['beyond its range', { minimumAge: 12 }, '/parameters/minimumAge'],
  ['that the item does not have', { minimumIncome: 1 }, '/parameters/minimumIncome'],
])('is a parameter %s refused with a pointer?', async (_what, parameters, pointer) => {
  const { body } = await expectRefused(() => draft({ parameters }), [422, 'invalidInput'], [])
  expect(body.errors).toMatchObject([{ pointer }])
})

test('is a region that has not set a parameter told which?', async () => {
  const context = await contextOf({
    kind: 'official',
    subject: 'publisher-1',
    roles: ['publisher'],
    department: 'services',
    post: 'publisher',
    name: '演示',
  })
  const { region } = context
  const unset = {
    ...region,
    claims: region.claims.map(({ parameters: { amount70: _amount, ...parameters }, ...claim }) => ({
      ...claim,
      parameters,
    })),
  }
  const input = { itemCode: 'elderly-allowance', effectiveOn: TODAY, dmn: ELDERLY, note: '' }
  const refused = await draftRules({ ...context, region: unset }, input)
  expect(refused).toMatchObject({
    ok: false,
    failure: { code: 'invalidInput', errors: [{ pointer: '/parameters/amount70' }] },
  })
  expect((await draftRules(context, input)).ok).toBe(true)
})

test.each([
  ['yesterday', '2026-11-22', 422],
  ['a day that does not exist', '2026-02-30', 422],
  ['no day', 'soon', 422],
])('is a version that takes effect on %s refused?', async (_what, effectiveOn, status) => {
  await expectRefused(() => draft({ effectiveOn }), [status, 'invalidInput'], [])
})

test('can an item be given rules that people decide, or that nobody knows?', async () => {
  const { body } = await expectRefused(
    () => draft({ itemCode: 'outdoor-advertising' }),
    [422, 'rulesRefused'],
    [],
  )
  expect(body.errors).toContainEqual(expect.objectContaining({ pointer: '/itemCode' }))
  expect(detailsOf(body.errors)).toContain('第三人')
  await expectRefused(() => draft({ itemCode: 'no-such-item' }), [404, 'notFound'], [])
})

test.each(['admin', 'handler', 'supervisor', 'auditor', 'governmentHead'] as const)(
  'is a draft of an official who is %s refused?',
  async (role) => {
    await expectRefused(() => draft({}, role), [403, 'notAllowed'], [])
  },
)
