/** The bodies of records of template 2026-11-3. Frozen, as `text.ts` says. */
import type { DocumentFacts } from '../facts.ts'
import type { DocumentKind } from '../kinds.ts'
import { ended, inWords, numbered, oneLine, unended } from './wording.ts'

export type RecordKind = Extract<DocumentKind, 'inspection' | 'hearing' | 'service'>

const of = (facts: DocumentFacts) => [
  `申请人：${oneLine(facts.applicantName)}`,
  `申请事项：${oneLine(facts.itemName)}`,
  `办件编号：${facts.caseNumber}`,
]
const names = (list: readonly string[] | undefined) => (list ?? []).map(oneLine).join('、')
const listed = (list: readonly string[] | undefined) =>
  numbered((list ?? []).map((line) => ended(unended(inWords(line)))))

export const RECORDS: Readonly<Record<RecordKind, (facts: DocumentFacts) => readonly string[]>> = {
  inspection: (facts) => [
    ...of(facts),
    `核查日期：${inWords(facts.inspectedOn ?? '')}`,
    `核查地点：${oneLine(facts.place ?? '')}`,
    `核查人员：${names(facts.officials)}`,
    ...(facts.participants === undefined ? [] : [`在场人员：${names(facts.participants)}`]),
    '核查情况：',
    ...listed(facts.findings),
    '核查人员签名：',
    '在场人员签名：',
  ],
  hearing: (facts) => [
    ...of(facts),
    `听证日期：${inWords(facts.heldOn ?? '')}`,
    `听证地点：${oneLine(facts.place ?? '')}`,
    facts.closedBecause === undefined
      ? '听证方式：公开举行'
      : `听证方式：不公开举行（${unended(oneLine(facts.closedBecause))}）`,
    `听证主持人：${oneLine(facts.chair ?? '')}`,
    `审查人员：${names(facts.officials)}`,
    `听证参加人：${names(facts.participants)}`,
    '陈述、申辩和质证情况：',
    ...listed(facts.statements),
    '以上笔录交听证参加人确认无误后签字或者盖章。',
    '听证参加人签字或者盖章：',
    '听证主持人签名：',
  ],
  service: (facts) => [
    ...of(facts),
    '送达文书：',
    ...numbered((facts.served ?? []).map(oneLine)),
    `送达方式：${facts.method === undefined ? '' : SERVICE_METHODS[facts.method]}`,
    ...(facts.place === undefined ? [] : [`送达地点：${oneLine(facts.place)}`]),
    `送达日期：${inWords(facts.servedOn ?? '')}`,
    `收件人：${oneLine(facts.receiver ?? '')}${facts.receiverIs === undefined ? '' : `（${oneLine(facts.receiverIs)}）`}`,
    `送达人：${names(facts.officials)}`,
    '收件人签名或者盖章：',
  ],
}

/** As the template wrote them. */
const SERVICE_METHODS = {
  direct: '直接送达',
  electronic: '电子送达',
  post: '邮寄送达',
  left: '留置送达',
  entrusted: '委托送达',
  announced: '公告送达',
} as const satisfies Record<string, string>
