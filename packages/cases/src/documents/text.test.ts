import { expect, test } from 'vitest'
import { COMMON, factsOf } from './documents.fixture.ts'
import type { DocumentFacts } from './facts.ts'
import { DOCUMENT_KINDS, type DocumentKind } from './kinds.ts'
import { missingFacts } from './missing.ts'
import { documentNumber } from './number.ts'
import { renderDocument } from './text.ts'

/** What a machine knows when an application is decided the moment it arrives. */
const automatic: DocumentFacts = {
  ...COMMON,
  itemName: '高龄老人津贴',
  organ: '演示区民政局',
  issuedOn: '2026-11-23',
  procedure: 'benefit',
  automatic: true,
  reasons: [{ text: '没有填写收款账号。', basis: '本地配置', cure: '请填写本人账户。' }],
  results: ['每月津贴：200 元'],
  legalBasis: ['《中华人民共和国老年人权益保障法》第三十三条'],
  rules: { version: 1, hash: '4492d6a3b1993f66ca8fdd9b3707544b31ede9c85d07850331a9e3b6389f1743' },
}
const KINDS = Object.keys(DOCUMENT_KINDS) as DocumentKind[]
const LETTERS = KINDS.filter((kind) => DOCUMENT_KINDS[kind].form === 'letter')
const text = (kind: DocumentKind, facts: DocumentFacts) => renderDocument(kind, '1', facts)

test('does a machine’s result say who, what, by which published rules, and how it can be turned against?', () => {
  const number = documentNumber('grant', automatic, 3)
  expect(renderDocument('grant', number, { ...automatic, reasons: [], mayDecline: true })).toBe(
    [
      '演示数据，不具效力',
      '演示区民政局',
      '准予决定书',
      '准〔2026〕5101162026112300000015-3号',
      '',
      '演示甲：',
      '　　您于2026年11月23日提出“高龄老人津贴”申请，办件编号 5101162026112300000015。',
      '　　您的申请符合规定条件，现决定准予您申请的“高龄老人津贴”，内容如下：',
      '　　每月津贴：200 元。',
      '　　法律依据：《中华人民共和国老年人权益保障法》第三十三条。',
      '　　本结果由系统按公布的规则（版本 1，内容摘要 4492d6a3b199）自动作出。您可以要求说明理由，也可以拒绝自动决定，改由工作人员办理。',
      '　　不服本决定的，可以自收到本文书之日起60日内向演示区人民政府申请行政复议；也可以自收到本文书之日起6个月内向演示区人民法院提起行政诉讼。',
      '　　咨询电话：028-00000000',
      '',
      '演示区民政局',
      '2026年11月23日',
    ].join('\n'),
  )
})

test('is refusing the automatic decision offered only where it is possible, and a machine named only where it decided?', () => {
  const offered = '也可以拒绝自动决定'
  expect(text('grant', { ...automatic, mayDecline: true })).toContain(offered)
  expect(text('notAccepted', automatic)).not.toContain(offered)
  expect(text('notAccepted', { ...automatic, rules: null })).toContain('由系统根据申请所填的地区自动作出')
  expect(text('acceptance', automatic)).toContain('由工作人员作出决定')
  for (const kind of KINDS) expect(text(kind, factsOf(kind))).not.toContain('系统')
})

test('does a machine that does not know the competent organ say so, while an official has to name it?', () => {
  expect(text('notAccepted', automatic)).toContain('请向有权机关提出申请，可以拨打咨询电话查询。')
  expect(missingFacts('notAccepted', { ...factsOf('notAccepted'), competentOrgan: null })).toEqual([
    'competentOrgan',
  ])
})

test('is an article of the Licensing Law cited to nobody but applicants for a licence?', () => {
  for (const procedure of ['registration', 'benefit', 'confirmation', 'publicService'] as const)
    for (const kind of [
      'acceptance',
      'supplement',
      'returned',
      'notRequired',
      'preliminary',
      'grant',
    ] as const) {
      const facts = { ...factsOf(kind), procedure, due: null, legalBasis: [], reasons: automatic.reasons }
      expect(text(kind, facts)).not.toContain('行政许可法')
    }
  expect(text('returned', { ...factsOf('returned'), procedure: 'registration' })).toContain(
    '《中华人民共和国市场主体登记管理条例实施细则》第十八条第三款',
  )
})

test('is a demonstration always marked, and nothing else?', () => {
  for (const kind of KINDS) {
    expect(text(kind, factsOf(kind)).startsWith('演示数据，不具效力\n')).toBe(true)
    expect(text(kind, { ...factsOf(kind), demonstration: false })).not.toContain('演示数据')
  }
})

test('is a person addressed as 您, an organisation as 你单位, and neither as 你（单位）?', () => {
  for (const kind of LETTERS.filter((each) => each !== 'thirdParty' && each !== 'preliminary')) {
    expect(text(kind, factsOf(kind))).toContain('\n　　您于2026年11月23日提出')
    const toOrganisation = text(kind, { ...factsOf(kind), applicantKind: 'organisation' })
    expect(toOrganisation).toContain('\n　　你单位于')
    expect(toOrganisation).not.toMatch(/（单位）|您|你(?!单位)/)
  }
})

test('is a cure written as one sentence, whether or not it begins with 请 or ends with a stop?', () => {
  const cureOf = (cure: string) =>
    text('supplement', { ...factsOf('supplement'), reasons: [{ text: '缺少材料', basis: '', cure }] })
  expect(cureOf('请提交委托书。')).toContain('1. 缺少材料。请提交委托书。\n')
  expect(cureOf('提交委托书')).toContain('1. 缺少材料。请提交委托书。\n')
})

test('do refusals name organ, court and terms, and does a decision that is owed name reconsideration first?', () => {
  for (const kind of ['notRequired', 'notAccepted', 'refusal', 'abandonment', 'annulment'] as const) {
    expect(missingFacts(kind, { ...factsOf(kind), remedies: null })).toEqual(['remedies'])
    expect(text(kind, factsOf(kind))).toMatch(
      /60日内向演示区人民政府申请行政复议；.*6个月内向演示区人民法院提起行政诉讼/,
    )
  }
  for (const kind of ['acceptance', 'extension', 'reopening'] as const)
    expect(text(kind, factsOf(kind))).toContain('第二十三条，先向演示区人民政府申请行政复议')
})

test('does a supplement threaten with giving up only where a law says so and a day was given?', () => {
  const { abandonment: _, ...plain } = factsOf('supplement')
  expect(text('supplement', plain)).not.toContain('视为放弃')
  const { untilOn: __, ...undated } = factsOf('supplement')
  expect(text('supplement', undated)).not.toContain('视为放弃')
  expect(text('supplement', undated)).toContain('请按上述内容补正后提交给本机关。')
})

test('does a check by one official, named once or twice, make no record, nor one that is dated ahead?', () => {
  const facts = factsOf('inspection')
  expect(missingFacts('inspection', { ...facts, officials: ['演示人员1', '演示人员1'] })).toEqual([
    'officials',
  ])
  expect(missingFacts('inspection', { ...facts, inspectedOn: '2026-12-03' })).toEqual(['inspectedOn'])
  expect(missingFacts('inspection', { ...facts, inspectedOn: '2026-02-30' })).toEqual(['inspectedOn'])
})

test('is a document of an earlier template still rendered as it was issued, and of an unknown one not at all?', async () => {
  const facts: DocumentFacts = {
    ...automatic,
    legalBasis: ['《中华人民共和国老年人权益保障法》第33条'],
    due: { on: '2026-11-30', basis: '承诺办结时限' },
    competentOrgan: '重庆市渝北区民政局',
    remedies: {
      reconsideration: '自收到之日起六十日内申请行政复议',
      litigation: '六个月内提起行政诉讼',
    },
  }
  const frozen = renderDocument('notAccepted', '不受〔2026〕5101162026112300000015-2号', facts, '2026-11-2')
  await expect(`${frozen}\n`).toMatchFileSnapshot('./golden/template-2026-11-2.txt')
  expect(() => renderDocument('refusal', '1', facts, '2026-11-2')).toThrow('has no refusal')
  expect(() => renderDocument('grant', '1', facts, '1999-1-1')).toThrow('unknown template')
})

test('does a grant name what is granted in its first sentence, with or without a list of its content?', () => {
  const plain = text('grant', { ...factsOf('grant'), results: [] })
  expect(plain).toContain('　　经审查，您的申请符合规定条件，本机关决定准予您申请的“户外广告设置审批”。\n')
  const listed = text('grant', factsOf('grant'))
  expect(listed).toContain('“户外广告设置审批”，内容如下：\n　　设置期限：2027年1月1日至2027年12月31日。\n')
})

test('does a letter say 暂定 of a day whose year has no published calendar, and of no other day?', () => {
  const provisional = { on: '2027-01-12', basis: '行政许可法 42(1)', provisional: true } as const
  const certain = { on: '2026-12-28', basis: '行政许可法 42(1)' } as const
  for (const kind of ['acceptance', 'deemedAcceptance', 'grant', 'deemedRenewal', 'reopening'] as const) {
    const open = text(kind, { ...factsOf(kind), due: provisional })
    expect(open).toMatch(
      /期限暂定至2027年1月12日（.*）。所涉年份的放假安排尚未公布，暂定的日期可能调整，调整时另行告知。\n/,
    )
    const fixed = text(kind, { ...factsOf(kind), due: certain })
    expect(fixed).toContain('期限至2026年12月28日')
    expect(fixed).not.toContain('暂定')
  }
  const promised = {
    on: '2027-01-05',
    basis: '本地配置：承诺办结时限',
    is: 'kept',
    provisional: true,
  } as const
  expect(text('extension', { ...factsOf('extension'), due: certain, promised })).toMatch(
    /（暂定至2027年1月5日，本地公布的承诺办结时限）.*\n.*法定办理期限至2026年12月28日（.*）。所涉年份的放假安排尚未公布/,
  )
})

test('does no letter to a citizen speak of 本地配置, wherever its facts do?', () => {
  const local = '本地配置：演示事项'
  for (const kind of LETTERS) {
    const facts: DocumentFacts = {
      ...factsOf(kind),
      reasons: [{ text: '不符合演示标准（本地配置）', basis: '本地配置', cure: null }],
      results: ['每月津贴：200 元（本地配置）'],
      due: { on: '2026-12-28', basis: local },
      legalBasis: [local],
      ground: local,
      groundBasis: local,
      abandonment: local,
    }
    const said = text(kind, facts)
    expect([kind, said]).toEqual([kind, expect.not.stringContaining('本地配置')])
    expect(said).toContain('本地公布的')
  }
})
