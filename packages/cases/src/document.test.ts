import { expect, test } from 'vitest'
import {
  DOCUMENT_KINDS,
  type DocumentFacts,
  type DocumentKind,
  documentNumber,
  missingFacts,
  renderDocument,
} from './document.ts'

const facts: DocumentFacts = {
  caseNumber: '5101162026112300000015',
  itemName: '高龄老人津贴',
  applicantName: '演示甲',
  organ: '演示区民政局',
  receivedOn: '2026-11-23',
  issuedOn: '2026-11-23',
  automatic: true,
  reasons: [{ text: '没有填写收款账号。', basis: '本地配置', cure: '填写本人账户' }],
  results: ['每月津贴：200 元'],
  due: { on: '2026-11-30', basis: '承诺办结时限' },
  competentOrgan: '重庆市渝北区民政局',
  remedies: { reconsideration: '自收到之日起六十日内申请行政复议', litigation: '六个月内提起行政诉讼' },
  phone: '028-00000000',
  demonstration: true,
}

test('does a document say who, what, when, why, by what basis and what can be done?', () => {
  expect(
    renderDocument('notAccepted', documentNumber('notAccepted', facts, 2), facts),
  ).toMatchInlineSnapshot(`
    "演示数据，不具效力
    不予受理决定书
    不受〔2026〕5101162026112300000015-2号

    演示甲：
    你（单位）于 2026-11-23 提出“高龄老人津贴”申请，办件编号 5101162026112300000015。
    你（单位）申请的事项依法不属于本机关职权范围，现决定不予受理。
    请向重庆市渝北区民政局提出申请。
    　每月津贴：200 元
    　1. 没有填写收款账号。 请：填写本人账户 （依据：本地配置）
    办理期限至 2026-11-30（承诺办结时限）。
    本结果由系统按公布的规则自动作出。你可以要求说明理由，也可以拒绝自动决定，改由工作人员办理。
    不服本决定的，可以自收到之日起六十日内申请行政复议，或者六个月内提起行政诉讼。
    咨询电话：028-00000000

    演示区民政局
    2026-11-23
    （印章：未加盖）"
  `)
})

test('does every kind say that it carries no seal and, in the demonstration, that it has no effect?', () => {
  for (const kind of Object.keys(DOCUMENT_KINDS) as DocumentKind[]) {
    const text = renderDocument(kind, '1', facts)
    expect(text).toContain('未加盖')
    expect(text.startsWith('演示数据，不具效力')).toBe(true)
    expect(renderDocument(kind, '1', { ...facts, demonstration: false })).not.toContain('演示数据')
  }
})

test('is a document that lacks what it must say refused?', () => {
  expect(missingFacts('notAccepted', { ...facts, remedies: null, reasons: [] })).toEqual([
    'reasons',
    'remedies',
  ])
  expect(() => renderDocument('supplement', '1', { ...facts, reasons: [] })).toThrow('lacks reasons')
  expect(missingFacts('grant', { ...facts, reasons: [] })).toEqual([])
})
