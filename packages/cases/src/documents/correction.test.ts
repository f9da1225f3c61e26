import fc from 'fast-check'
import { expect, test } from 'vitest'
import { correctionFault } from './correction.ts'
import { factsOf } from './documents.fixture.ts'
import type { DocumentFacts } from './facts.ts'
import { renderDocument } from './text.ts'

const grant: DocumentFacts = {
  ...factsOf('grant'),
  applicantName: '演示申请人',
  reasons: [{ text: '现场核察与方案一致，高度不超过3米', basis: '演示规划 4', cure: '补交图纸' }],
}
const faultOf = (from: string, to: string, facts = grant) =>
  correctionFault(facts, renderDocument('grant', '1', facts), { from, to })

test.each([
  ['a letter of a name', '演示申请人', '演示申清人'],
  ['a letter left out of a name', '演示申请人', '演示申请'],
  ['the day of the receipt', '2026年11月23日', '2026-11-22'],
  ['the telephone number', '028-00000000', '028-00000001'],
  ['the organ of the remedies', '演示区人民政府', '演示市人民政府'],
  ['a misspelling in a reason', '核察', '核查'],
  ['a letter too many in a name', '演示申请人', '演示申请人人'],
  ['a date with one digit for its month and day', '2026年11月23日', '2026年1月2日'],
  ['ten letters that were forgotten in a reason', '现场核察', '现场核察的甲乙丙丁戊己庚辛壬'],
  ['what to do, in a reason', '补交图纸', '补缴图纸'],
  ['the court of the remedies', '演示区人民法院', '演示市人民法院'],
])('may a correction mend %s?', (_, from, to) => expect(faultOf(from, to)).toBeNull())

test.each([
  ['the result', '设置期限：2027年1月1日', '设置期限：2027年2月1日'],
  ['a day of the result alone', '2027年12月31日', '2028年12月31日'],
  ['the outcome in the words of the template', '决定准予', '决定不予'],
  ['another holder', '演示申请人', '演示另一人'],
  ['nobody at all', '演示申请人', '人'],
  ['a figure in a reason', '不超过3米', '不超过5米'],
  ['a negation in a reason', '不超过', '超过'],
  ['what a reason rests on', '演示规划', '演示条例'],
  ['the law of the decision', '第34条', '第35条'],
  ['the term of the delivery', '2026年12月14日', '2026年12月24日'],
  ['a date that is none', '2026年11月23日', '2026年2月30日'],
  ['the days of the remedies', '60日内', '6日内'],
  ['a part of a date for a whole one', '23日', '2026年11月22日'],
  ['words before a date', '2026年11月23日', '约2026年11月22日'],
  ['words after a date', '2026年11月23日', '2026年11月22日起'],
  ['words before a telephone number', '028-00000000', '电话028-00000001'],
  ['words after a telephone number', '028-00000000', '028-00000001转'],
  ['the order of two letters of a name', '申请', '请申'],
  ['eleven letters more in a reason', '现场核察', '现场核察的甲乙丙丁戊己庚辛壬癸'],
  ['a reason into nothing', '现场核察与方案一致', ''],
  ['a whole new reason', '现场核察与方案一致', '申请人的邻居都已经表示同意并且签字'],
])('is a correction that would change %s refused?', (_, from, to) =>
  expect(faultOf(from, to)).toBe('changesDecision'),
)

test('is a correction of words that are not there, or that changes nothing, told apart?', () => {
  expect(faultOf('演示路1号', '演示路10号')).toBe('notInDocument')
  expect(faultOf('核察', '核察')).toBe('changesNothing')
  expect(faultOf('2026-11-23', '2026年11月23日')).toBe('changesNothing')
})

test('whatever is put in its place, does no correction of a line of the result go through?', () => {
  const line = '设置期限：2027年1月1日 至 2027年12月31日'
  const part = fc
    .tuple(fc.nat(line.length - 1), fc.integer({ min: 1, max: line.length }))
    .map(([start, length]) => line.slice(start, start + length))
    .filter((from) => from.trim() !== '')
  fc.assert(
    fc.property(part, fc.string({ unit: 'grapheme', maxLength: 12 }), (from, to) => {
      expect(faultOf(from, to)).not.toBeNull()
    }),
  )
})

test('may a decision without remedies, reasons or a term be corrected as any other?', () => {
  const bare = { ...grant, remedies: null, reasons: [], results: [], due: null }
  expect(faultOf('演示申请人', '演示申清人', bare)).toBeNull()
  expect(faultOf('决定准予', '决定不予', bare)).toBe('changesDecision')
})
