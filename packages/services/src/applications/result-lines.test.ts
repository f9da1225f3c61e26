import { findItem, type Item } from '@tongban/catalogue'
import { expect, test } from 'vitest'
import { resultLines } from './result-lines.ts'

function itemOf(code: string): Item {
  const item = findItem(code, '2026-11-23')
  if (!item.ok) throw new Error(`no item ${code}`)
  return item.value
}

test('does an allowance read as from its month, and the next band as from its day?', () => {
  const result = { amountYuan: 200, payableFromOn: '2026-12-01', nextBandOn: '2034-05-06' }
  expect(resultLines(itemOf('elderly-allowance'), result)).toEqual([
    '每月津贴（元）：200',
    '自2026年12月起发放',
    '下一档自2034-05-06起',
  ])
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
