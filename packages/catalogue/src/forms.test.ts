import type { Json } from '@tongban/kernel'
import { parseInput } from '@tongban/kernel/parse'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applicationRecord, representationSchema } from './applicant-facts.ts'
import {
  account,
  civilDate,
  count,
  division,
  documentNumber,
  measure,
  residentIdNumber,
  text,
  yuan,
} from './form-fields.ts'
import { ITEMS } from './items/index.ts'
import { itemOf } from './rules.fixture.ts'

const GOOD: Readonly<Record<string, { readonly [key: string]: Json }>> = {
  'elderly-allowance': {
    payee: { account: '6222000000000000' },
    birthDate: '1954-05-06',
    hukouRegion: '510116',
  },
  'graduate-settlement': { settlement: { kind: 'talentCollective', region: '510116' }, dependants: 0 },
  'sole-trader-registration': {
    organisationForm: 'individual',
    scope: ['日用百货销售'],
    premises: { address: '演示路1号', kind: 'rented', declared: true },
  },
  'unemployment-registration': {
    residence: { choice: 'hukou' },
    declarations: { student: false, serving: false, imprisoned: false },
  },
  'hygiene-permit-cancellation': {
    permitNumber: '演卫许2024第0001号',
    ground: 'ceased',
    applicantIs: 'operator',
    original: 'electronicOnly',
  },
  'outdoor-advertising': {
    site: { region: '510116', address: '演示路1号' },
    advertisement: { kind: 'wall', widthMetres: 3.5, heightMetres: 2, content: '演示' },
    from: '2027-01-01',
    until: '2027-12-31',
  },
  'road-occupation': {
    road: { region: '510116', name: '演示路', stretch: '1–9号' },
    purpose: '管线',
    areaSquareMetres: 12,
    digs: true,
    from: '2027-01-01',
    until: '2027-01-31',
  },
  'resident-id-renewal': { hukouRegion: '510116', reason: 'expiring' },
  'driving-licence-renewal': { fileNumber: '510100000000', reason: 'expiring' },
  'pension-housing-fund': {
    fund: { region: '510116', accountNumber: '510100000001' },
    payee: { account: '6222000000000000' },
  },
}

describe.each(ITEMS.map((item) => [item.code, item] as const))('%s', (code, { form }) => {
  const good = GOOD[code] ?? {}

  test('is a good form taken as it is, and an unknown key refused?', () => {
    expect(form.parse(good)).toEqual(good)
    expect(form.safeParse({ ...good, isAdmin: true }).success).toBe(false)
    for (const [key, value] of Object.entries(good))
      if (typeof value === 'object' && value !== null && !Array.isArray(value))
        expect(form.safeParse({ ...good, [key]: { ...value, extra: 1 } }).success).toBe(false)
  })

  test('is anything but the right shape refused without a throw?', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(good)), (junk, key) => {
        form.safeParse(junk)
        form.safeParse({ ...good, [key]: junk })
        expect(form.safeParse({ ...good, [key]: 'x'.repeat(2000) }).success).toBe(false)
      }),
    )
  })
})

test.each([
  ['a NUL', '演示\u0000'],
  ['a lone surrogate', '演示\ud800'],
  ['a line break', '演示\n'],
  ['nothing', ''],
  ['too much', '长'.repeat(61)],
])('is a name with %s refused?', (_what, name) => {
  const { form } = itemOf('sole-trader-registration')
  const named = (wanted: string) => ({ ...GOOD['sole-trader-registration'], name: { wanted } })
  expect(form.safeParse(named(name)).success).toBe(false)
  expect(form.safeParse(named('𠮷野家演示店')).success).toBe(true)
})

test('is a day that does not exist refused?', () => {
  const { form } = itemOf('elderly-allowance')
  expect(form.safeParse({ birthDate: '1954-02-30' }).success).toBe(false)
  expect(form.safeParse({ birthDate: '1954-02-28' }).success).toBe(true)
})

test.each(['outdoor-advertising', 'road-occupation'])(
  'does %s end on the day it begins, or later?',
  (code) => {
    const { form } = itemOf(code)
    const lasting = (from: string, until: string) => form.safeParse({ ...GOOD[code], from, until })
    expect(lasting('2027-01-31', '2027-01-31').success).toBe(true)
    const wrong = lasting('2027-02-01', '2027-01-31')
    expect(wrong.error?.issues.map(({ path }) => path)).toEqual([['until']])
  },
)

test.each([
  ['a day', civilDate(), '31/1/2026', '2026-01-31'],
  ['a day that is a number', civilDate(), 20260131, '2026-01-31'],
  ['a division code', division(), '成都', '510116'],
  ['an account', account(), '6222 0000', '9999000011112222'],
  ['a number on a permit', documentNumber(), 'a b', '演卫证字〔2026〕第0001号'],
  ['an identity number of 15 digits', residentIdNumber(), '110105491231002', '11010519491231002X'],
  ['an identity number with a slip', residentIdNumber(), '110105194912310021', '11010519491231002X'],
  ['an amount with cents', yuan(), 200.5, '200'],
  ['a count beyond the limit', count(20), 21, '20'],
  ['a length beyond the limit', measure(200, '米', 'metres'), 201.25, '3.5'],
  ['a text of two lines', text(20), '演示\n路', '演示路 1 号'],
] as const)(
  'does the refusal of %s say what is expected, with an example, in both languages?',
  (_what, field, given, example) => {
    const read = parseInput<unknown>(field, given)
    if (read.ok || read.failure.code !== 'invalidInput') throw new Error('taken')
    const [error] = read.failure.errors
    expect(error?.zh).toContain(example)
    expect(error?.zh).toMatch(/[应请].*。$/)
    expect(error?.en).toMatch(/^[A-Z].*\.$/)
    expect(`${error?.zh}${error?.en}`).not.toContain(String(given))
    const missing = parseInput<unknown>(field, undefined)
    expect(missing).toMatchObject({ failure: { errors: [{ zh: '请填写此项。' }] } })
  },
)

test('must the region be named where the usual residence is chosen?', () => {
  const { form } = itemOf('unemployment-registration')
  const { declarations } = GOOD['unemployment-registration'] ?? {}
  expect(form.safeParse({ declarations, residence: { choice: 'usual' } }).success).toBe(false)
  expect(form.safeParse({ declarations, residence: { choice: 'usual', region: '510116' } }).success).toBe(
    true,
  )
})

test('what follows from the application alone?', () => {
  const applicant = { idKind: 'residentId', idNumber: '11010519491231002X' }
  expect(applicationRecord({ applicant, representation: { kind: 'self' } })).toEqual({
    applicant: { ...applicant, idBirthDate: '1949-12-31' },
    representation: { kind: 'self', authorityComplete: false, until: null },
  })
  expect(
    applicationRecord({
      applicant: { idKind: 'passport', idNumber: 'E12345678' },
      representation: { kind: 'self' },
    }),
  ).toMatchObject({ applicant: { idBirthDate: null } })
  const authority = {
    kind: 'agent',
    name: '演示丙',
    matters: ['失业登记'],
    powers: '代为申请和领取',
    from: '2026-11-01',
    until: '2026-12-31',
    authorityNumber: 'DEMO-1',
  } as const
  const complete = (change: object) =>
    applicationRecord({ applicant, representation: representationSchema.parse({ ...authority, ...change }) })
      .representation
  expect(complete({})).toEqual({ kind: 'agent', authorityComplete: true, until: '2026-12-31' })
  for (const part of ['name', 'matters', 'powers', 'from', 'until', 'authorityNumber'])
    expect(complete({ [part]: undefined })).toMatchObject({ authorityComplete: false })
  expect(complete({ until: '2026-10-01' })).toMatchObject({ authorityComplete: false })
})
