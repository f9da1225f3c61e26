import fc from 'fast-check'
import { expect, test } from 'vitest'
import { publicName } from './decisions.ts'
import { columnsOf } from './public.ts'

test('is each case in exactly one column, whatever the counts?', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.nat(50), fc.nat(50), fc.nat(50), (instant, kept, late, unbounded) => {
      const decided = instant + kept + late + unbounded
      const columns = columnsOf({ decided, bound: instant + kept + late, onTime: instant + kept, instant })
      expect(columns).toEqual([instant, kept + unbounded, late])
      expect(columns.reduce((sum, n) => sum + n, 0)).toBe(decided)
    }),
  )
})

const SOLE_TRADER = { issues: { claims: { businessName: ['form.name.wanted'] } } } as unknown as Parameters<
  typeof publicName
>[0]
const NO_LICENCE = { issues: undefined } as unknown as Parameters<typeof publicName>[0]
const applied = (kind: string, name: string, idKind = 'residentId', form: object = {}) =>
  ({
    applicant: { kind, name, idKind, idNumber: '51990119491231001X' },
    form,
  }) as unknown as Parameters<typeof publicName>[1]

test.each<readonly [string, Parameters<typeof publicName>, string, boolean]>([
  [
    'an organisation',
    [NO_LICENCE, applied('organisation', '演示广告有限公司', 'unifiedSocialCreditCode')],
    '演示广告有限公司',
    false,
  ],
  [
    'an agency',
    [NO_LICENCE, applied('agency', '演示事业单位', 'unifiedSocialCreditCode')],
    '演示事业单位',
    false,
  ],
  [
    'a sole trader known by the code',
    [NO_LICENCE, applied('soleTrader', '双流区演示百货店', 'unifiedSocialCreditCode')],
    '双流区演示百货店',
    false,
  ],
  ['a sole trader known by an identity card', [NO_LICENCE, applied('soleTrader', '张三丰')], '张某', true],
  [
    'a person who registers a business with a name',
    [SOLE_TRADER, applied('person', '张三丰', 'residentId', { name: { wanted: '双流区演示百货店' } })],
    '双流区演示百货店',
    false,
  ],
  [
    'a person who registers one without',
    [SOLE_TRADER, applied('person', '张三丰', 'residentId', { name: {} })],
    '张某',
    true,
  ],
  ['a person', [NO_LICENCE, applied('person', '李四')], '李某', true],
  ['one with a family name of two characters', [NO_LICENCE, applied('person', '欧阳娜娜')], '欧阳某', true],
  ['one whose name is not Chinese', [NO_LICENCE, applied('person', 'John Smith', 'passport')], '某', true],
])('how is %s named in public?', (_, given, name, isMasked) => {
  expect(publicName(...given)).toEqual({ name, isMasked })
})
