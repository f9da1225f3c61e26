import { claimOf, findItem, regionProfile } from '@tongban/catalogue'
import { expect, test } from 'vitest'
import { resultErrors } from './grant-results.ts'

const itemOf = (code: string) => {
  const item = findItem(code, '2026-11-23')
  if (!item.ok) throw new Error(code)
  return item.value
}
function claimFor(code: string) {
  const region = regionProfile('510116')
  const claim = region.ok ? claimOf(region.value, itemOf(code)) : region
  if (!claim.ok) throw new Error(code)
  return claim.value
}
const allowance = itemOf('elderly-allowance')
const claim = claimFor('elderly-allowance')
const whole = { amountYuan: 200, payableFromOn: '2026-12-01' }
const told = (results: Parameters<typeof resultErrors>[2]) =>
  resultErrors(allowance, claim, results).map(({ pointer, zh }) => `${pointer} ${zh}`)

test('has a grant of an allowance to say how much and from when, each by its name in words?', () => {
  expect(told({})).toEqual([
    '/results/amountYuan 准予决定必须写明“每月津贴（元）”，请填写大于零的数字，不加引号和单位，例如 200。',
    '/results/payableFromOn 准予决定必须写明“发放起始日期”，请填写日期，格式为 YYYY-MM-DD，例如 "2026-12-01"。',
  ])
  expect(told(whole)).toEqual([])
  expect(told({ ...whole, nextBandOn: null })).toEqual([])
  expect(told({ ...whole, payableFromOn: null })).toHaveLength(1)
})

test.each([
  [
    'an amount in quotes',
    { ...whole, amountYuan: '200' },
    '/results/amountYuan “每月津贴（元）”应为大于零的数字',
  ],
  ['nothing a month', { ...whole, amountYuan: 0 }, '/results/amountYuan'],
  [
    'an amount no standard gives',
    { ...whole, amountYuan: 250 },
    '/results/amountYuan “每月津贴（元）”只能按本地公布的标准，应为：200、300、500、1000。',
  ],
  [
    'a day no calendar has',
    { ...whole, payableFromOn: '2026-02-30' },
    '/results/payableFromOn “发放起始日期”应为日期',
  ],
  ['a month instead of a day', { ...whole, nextBandOn: '2027-01' }, '/results/nextBandOn'],
  [
    'a name no result has',
    { ...whole, amount: 200 },
    '/results/amount 本事项没有此项结果。可以填写：amountYuan（每月津贴（元））',
  ],
])('is %s told with the form that is expected?', (_, results, text) => {
  expect(told(results)).toEqual([expect.stringContaining(text)])
})

test('may a licence whose item names no values say its own in words?', () => {
  expect(resultErrors(itemOf('road-occupation'), claimFor('road-occupation'), { 有效期: '一年' })).toEqual([])
  expect(resultErrors(itemOf('outdoor-advertising'), claimFor('outdoor-advertising'), {})).toEqual([])
})
