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
  applicantKind: 'person',
  organ: '演示区民政局',
  receivedOn: '2026-11-23',
  issuedOn: '2026-11-23',
  automatic: true,
  mayDecline: false,
  reasons: [{ text: '没有填写收款账号。', basis: '本地配置', cure: '请填写本人账户。' }],
  results: ['每月津贴：200 元'],
  legalBasis: ['《中华人民共和国老年人权益保障法》第33条'],
  rules: { version: 1, hash: '4492d6a3b1993f66ca8fdd9b3707544b31ede9c85d07850331a9e3b6389f1743' },
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
    你于2026年11月23日提出“高龄老人津贴”申请，办件编号 5101162026112300000015。
    你申请的事项依法不属于本机关职权范围，现决定不予受理。
    请向重庆市渝北区民政局提出申请。
    不予受理的理由：
    　每月津贴：200 元
    　1. 没有填写收款账号。请填写本人账户。（依据：本地配置）
    你认为管辖判断有误的，可以拨打咨询电话，由工作人员核对。
    办理期限至2026年11月30日（承诺办结时限）。
    本结果由系统按公布的规则（版本 1，内容摘要 4492d6a3b199）自动作出。你可以要求说明理由。
    不服本决定的，可以自收到之日起六十日内申请行政复议，或者六个月内提起行政诉讼。
    咨询电话：028-00000000

    演示区民政局
    2026年11月23日
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

test('is a person addressed as 你, an organisation as 你单位, and neither as 你（单位）?', () => {
  for (const kind of Object.keys(DOCUMENT_KINDS) as DocumentKind[]) {
    expect(renderDocument(kind, '1', facts)).toContain('\n你于2026年11月23日提出')
    const toOrganisation = renderDocument(kind, '1', { ...facts, applicantKind: 'organisation' })
    expect(toOrganisation).toContain('\n你单位于')
    expect(toOrganisation).not.toMatch(/（单位）|你(?!单位)/)
  }
})

test('is a cure written as one sentence, whether or not it begins with 请 or ends with a stop?', () => {
  const cureOf = (cure: string) =>
    renderDocument('supplement', '1', { ...facts, reasons: [{ text: '缺少材料', basis: '', cure }] })
  expect(cureOf('请提交委托书。')).toContain('1. 缺少材料。请提交委托书。\n')
  expect(cureOf('提交委托书')).toContain('1. 缺少材料。请提交委托书。\n')
})

test('are dates in reasons and results written as people write them?', () => {
  const text = renderDocument('grant', '1', {
    ...facts,
    reasons: [{ text: '2027-05-01 达到年龄，2027-03-01 起可以申请。', basis: '', cure: null }],
    results: ['成立日期：2026-11-23'],
  })
  expect(text).toContain('2027年5月1日达到年龄，2027年3月1日起可以申请。')
  expect(text).toContain('成立日期：2026年11月23日')
  expect(text).not.toMatch(/\d{4}-\d{2}-\d{2}/)
})

test('is refusing the automatic decision offered only where it is possible?', () => {
  const offered = '也可以拒绝自动决定'
  expect(renderDocument('grant', '1', { ...facts, mayDecline: true })).toContain(offered)
  expect(renderDocument('notAccepted', '1', facts)).not.toContain(offered)
  expect(renderDocument('grant', '1', { ...facts, automatic: false, rules: null })).not.toContain('系统')
})

test('does a grant name the law, the version of the rules and the remedies?', () => {
  const text = renderDocument('grant', '1', facts)
  expect(text).toContain('法律依据：《中华人民共和国老年人权益保障法》第33条。')
  expect(text).toContain('版本 1，内容摘要 4492d6a3b199）')
  expect(text).toContain('不服本决定的')
})

test('does a supplement notice or returned paper say what can be done now?', () => {
  expect(renderDocument('supplement', '1', facts)).toContain(
    '请撤回本申请，补齐材料后重新申请；也可以到窗口办理。',
  )
  expect(renderDocument('returned', '1', facts)).toContain('更正后重新提交，并注明原办件编号')
})
