import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { ITEMS } from '@tongban/catalogue'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { basisInChinese, basisInEnglish } from './statutes.ts'

test.each([
  ['行政许可法 32(1)(四)', '《行政许可法》第三十二条第一款第四项', 'Licensing Law 32(1)(4)'],
  ['行政许可法 36、47', '《行政许可法》第三十六条、第四十七条', 'Licensing Law 36, 47'],
  [
    '行政许可法 32(1)(一)、(二)',
    '《行政许可法》第三十二条第一款第一项、第二项',
    'Licensing Law 32(1)(1), (2)',
  ],
  [
    '行政许可法第三十二条第一款第二项（参照）；当地办法',
    '《行政许可法》第三十二条第一款第二项（参照）；当地办法',
    'Licensing Law 32(1)(2) (by analogy); local measures',
  ],
  [
    '民法典第二十一条至第二十三条、第二十七条至第二十八条',
    '《民法典》第二十一条至第二十三条、第二十七条至第二十八条',
    'Civil Code 21–23, 27–28',
  ],
  [
    '市场主体登记管理条例实施细则第十四条、第十六条第五项',
    '《市场主体登记管理条例实施细则》第十四条、第十六条第五项',
    'Market Entity Registration Implementing Rules 14, 16(5)',
  ],
  ['民法典第一百六十五条', '《民法典》第一百六十五条', 'Civil Code 165'],
  ['民法典 103', '《民法典》第一百零三条', 'Civil Code 103'],
  ['国办发〔2020〕35号', '国办发〔2020〕35号', 'State Council General Office [2020] No. 35'],
  ['中华人民共和国民法典第十八条', '《中华人民共和国民法典》第十八条', 'Civil Code 18'],
  ['《行政许可法》第七条', '《行政许可法》第七条', '《行政许可法》第七条'],
  ['某省办法第三条', '某省办法第三条', '某省办法第三条'],
])('how is %s told in either language?', (text, zh, en) => {
  expect([basisInChinese(text), basisInEnglish(text)]).toEqual([zh, en])
})

test('does every article from 1 to 999 come back from words as it went in?', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999 }), (article) => {
      const zh = basisInChinese(`民法典 ${article}`)
      expect(basisInEnglish(zh.replaceAll(/[《》]/g, ''))).toBe(`Civil Code ${article}`)
    }),
    { numRuns: 999 },
  )
})

test('is every basis that the published rules name told in English?', () => {
  const items = resolve('packages/catalogue/src/items')
  const bases = readdirSync(items, { withFileTypes: true })
    .map(({ name }) => resolve(items, name, 'rules.dmn'))
    .filter((path) => existsSync(path))
    .flatMap(basesIn)
  expect(bases.length).toBeGreaterThan(50)
  expect(bases.filter((basis) => /\p{Script=Han}/u.test(basisInEnglish(basis)))).toEqual([])
})

test('is every act that an item of the catalogue rests on told in English?', () => {
  const acts = ITEMS.flatMap(({ byLaw }) => byLaw.map(({ act, article }) => `${act}${article}`))
  expect(acts.length).toBeGreaterThan(9)
  expect(acts.filter((act) => /\p{Script=Han}/u.test(basisInEnglish(act)))).toEqual([])
})

/** The last column of notes 依据 of each row of the tables that have one. */
function basesIn(path: string): readonly string[] {
  const tables = readFileSync(path, 'utf8').match(/<decisionTable[\s\S]*?<\/decisionTable>/g) ?? []
  return tables
    .filter((table) => table.includes('<annotation name="依据"/>'))
    .flatMap((table) => {
      const at = [...table.matchAll(/<annotation name="([^"]*)"/g)].findIndex(([, name]) => name === '依据')
      return (table.match(/<rule [\s\S]*?<\/rule>/g) ?? []).map((row) => {
        const notes = [...row.matchAll(/<annotationEntry>(?:<text>([\s\S]*?)<\/text>)?<\/annotationEntry>/g)]
        return notes[at]?.[1] ?? ''
      })
    })
    .filter((basis) => basis !== '')
}
