import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type MaskKind, type MaskSchema, mask, maskRecord } from './mask.ts'

describe('what may be seen of a value?', () => {
  test.each([
    ['name', '张三', '张*'],
    ['name', '张三丰', '张*丰'],
    ['name', '欧阳娜娜', '欧**娜'],
    ['name', '张', '*'],
    ['name', '', ''],
    ['name', '𠮷野', '𠮷*'],
    ['name', '㐀𠮷三', '㐀*三'],
    ['name', '阿卜杜拉·买买提', '阿******提'],
    ['idNumber', '51011619491231001X', '510***********001X'],
    ['idNumber', '110105491231002', '110********1002'],
    ['idNumber', 'E12345678', 'E******78'],
    ['idNumber', 'H1234567', 'H*****67'],
    ['idNumber', '123456', '******'],
    ['phone', '13800135678', '138****5678'],
    ['phone', '028-85551234', '028*****1234'],
    ['phone', '85551234', '*****234'],
    ['phone', '110', '***'],
    ['account', '6222021234567890123', '***************0123'],
    ['account', '12345678', '********'],
    ['text', '困难家庭，请尽快', '******'],
    ['text', '', ''],
    ['address', '四川省成都市双流区东升街道1号', '四川省成都市双流区******'],
    ['address', '重庆市渝北区龙溪街道2号', '重庆市渝北区******'],
    ['address', '新疆维吾尔自治区乌鲁木齐市天山区3号', '新疆维吾尔自治区乌鲁木齐市天山区******'],
    ['address', '四川省阿坝藏族羌族自治州汶川县威州镇', '四川省阿坝藏族羌族自治州汶川县******'],
    [
      'address',
      '云南省临沧市双江拉祜族佤族布朗族傣族自治县4号',
      '云南省临沧市双江拉祜族佤族布朗族傣族自治县******',
    ],
    ['address', '四川省乐山市峨眉山市5号', '四川省乐山市峨眉山市******'],
    ['address', '内蒙古自治区锡林郭勒盟正蓝旗6号', '内蒙古自治区锡林郭勒盟正蓝旗******'],
    ['address', '成都市东升街道12号阳光小区', '成都市******'],
    ['address', '成都市阳光社区3号', '成都市******'],
    ['address', '南京市鼓楼区7号', '南京市******'],
    ['address', '四川省成都市双流区', '四川省成都市******'],
    ['address', '双流区', '******'],
    ['address', '东升街道1号小区', '******'],
    ['address', 'Room 5, 8 Long Road', '******'],
  ] as const satisfies readonly (readonly [MaskKind, string, string])[])(
    'of %s %s: %s?',
    (kind, value, shown) => {
      expect(mask(kind, value)).toBe(shown)
    },
  )
})

/** Text of any script, with characters outside the basic plane, and without the star that hides. */
const anyText = fc
  .string({ unit: fc.constantFrom(...'张三欧阳娜𠮷㐀🀄0123456789Xx-省市区县自治州路号 abAB'), maxLength: 30 })
  .filter((text) => text.length > 0)
const KINDS: readonly MaskKind[] = ['name', 'idNumber', 'phone', 'account', 'address', 'text']

test('does no mask ever hold the whole of its original?', () => {
  fc.assert(
    fc.property(fc.constantFrom(...KINDS), anyText, (kind, text) => {
      expect(mask(kind, text).includes(text)).toBe(false)
    }),
    { numRuns: 5000 },
  )
})

test('does it show at most the stated characters, at their place, and hide at least a third?', () => {
  const most = { name: 2, idNumber: 7, phone: 7, account: 4 } as const
  fc.assert(
    fc.property(fc.constantFrom('name', 'idNumber', 'phone', 'account'), anyText, (kind, text) => {
      const original = [...text]
      const shown = [...mask(kind, text)]
      expect(shown).toHaveLength(original.length)
      const open = shown.filter((character) => character !== '*')
      expect(open.length).toBeLessThanOrEqual(most[kind])
      expect(open.length).toBeLessThanOrEqual((original.length * 2) / 3)
      for (const [index, character] of shown.entries())
        if (character !== '*') expect(character).toBe(original[index])
    }),
    { numRuns: 5000 },
  )
})

test('is the birth date in an identity number never shown?', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{18}$/), (number) => {
      expect(mask('idNumber', number).slice(3, 14)).toBe('***********')
    }),
  )
})

test('is an address shown only from its beginning, and only by levels?', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const shown = mask('address', text)
      expect(shown.endsWith('******')).toBe(true)
      const head = shown.slice(0, -6)
      expect(text.startsWith(head)).toBe(true)
      if (head !== '') expect(head).toMatch(/[省市县区旗州盟]$/)
    }),
    { numRuns: 5000 },
  )
})

test('is a record masked by its table, and a field the table forgets hidden?', () => {
  const schema: MaskSchema = { name: 'name', idNumber: 'idNumber', state: 'open', count: 'open' }
  const record = {
    name: '张三',
    idNumber: '51011619491231001X',
    state: 'granted',
    count: 3,
    forgotten: '成都市',
    nested: { phone: '13800138000' },
    missing: null,
  }
  expect(maskRecord(schema, record)).toEqual({
    name: '张*',
    idNumber: '510***********001X',
    state: 'granted',
    count: 3,
    forgotten: '******',
    nested: '******',
    missing: null,
  })
  expect(maskRecord({ name: 'open' }, { constructor: 'x' })).toEqual({ constructor: '******' })
  expect(maskRecord({ age: 'name' }, { age: 72 })).toEqual({ age: '******' })
})
