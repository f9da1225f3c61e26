import { findItem, type Item } from '@tongban/catalogue'
import { expect, test } from 'vitest'
import { resultLines } from './result-lines.ts'

function itemOf(code: string): Item {
  const item = findItem(code, '2026-11-23')
  if (!item.ok) throw new Error(`no item ${code}`)
  return item.value
}

test('has each value of an allowance a line, and none that the sentence of the rules tells?', () => {
  const result = { amountYuan: 200, payableFromOn: '2026-12-01', nextBandOn: '2034-05-06' }
  const lines = ['每月津贴（元）：200', '发放起始日期：2026-12-01', '下一档起始日期：2034-05-06']
  expect(resultLines(itemOf('elderly-allowance'), result)).toEqual(lines)
  const granted = { text: '自2026年12月起每月发放200元。', names: ['amountYuan', 'payableFromOn'] }
  expect(resultLines(itemOf('elderly-allowance'), result, granted)).toEqual([granted.text, lines[2]])
})

test('has a list without entries no line, and a list of records one that can be read?', () => {
  const shop = { foundedOn: '2026-11-23', postApprovalTerms: [] }
  expect(resultLines(itemOf('sole-trader-registration'), shop)).toEqual(['成立日期：2026-11-23'])
  const permits = { linkedPermits: [{ number: 'A-1', name: '演示许可' }] }
  expect(resultLines(itemOf('hygiene-permit-cancellation'), permits)).toEqual([
    '可一并申请注销的许可：A-1 演示许可',
  ])
})

test('is a value without a label still shown?', () => {
  expect(resultLines(itemOf('elderly-allowance'), { more: { deep: true } })).toEqual(['more.deep：是'])
})
