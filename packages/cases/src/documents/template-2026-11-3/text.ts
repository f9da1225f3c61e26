/**
 * Template 2026-11-3, as documents were issued under it. Frozen: a stored document is rendered by its own template for
 * as long as it is kept, so nothing in this folder may change and nothing of it may be shared with another template.
 */
import type { DocumentFacts } from '../facts.ts'
import type { DocumentKind } from '../kinds.ts'
import { DUE_WORDS, LETTERS, type LetterKind } from './letters.ts'
import { RECORDS, type RecordKind } from './records.ts'
import { INDENT, inFull, inWords, oneLine, unended } from './wording.ts'

/** The text of a document of that template. */
export function renderTemplate2026113(kind: DocumentKind, number: string, facts: DocumentFacts): string {
  return [
    ...(facts.demonstration ? ['演示数据，不具效力'] : []),
    oneLine(facts.organ),
    TITLES[kind],
    number,
    '',
    ...(isRecord(kind) ? RECORDS[kind](facts) : letter(kind, facts)),
    '',
    oneLine(facts.organ),
    inWords(facts.issuedOn),
  ].join('\n')
}

const isRecord = (kind: DocumentKind): kind is RecordKind => Object.hasOwn(RECORDS, kind)

function letter(kind: LetterKind, facts: DocumentFacts): readonly string[] {
  const you = YOU[facts.applicantKind]
  const who = kind === 'thirdParty' || kind === 'preliminary' ? oneLine(facts.applicantName) : you
  return [
    `${addressee(kind, facts)}：`,
    ...[
      `${who}于${inWords(facts.receivedOn)}提出“${oneLine(facts.itemName)}”申请，办件编号 ${facts.caseNumber}。`,
      ...LETTERS[kind](facts, you),
      ...dueLine(kind, facts),
      ...machineLines(kind, facts, you),
      ...remedyLines(kind, facts),
      `咨询电话：${oneLine(facts.phone)}`,
    ].map((line) => (line.startsWith(INDENT) ? line : `${INDENT}${line}`)),
  ]
}

function addressee(kind: LetterKind, facts: DocumentFacts): string {
  if (kind === 'thirdParty') return (facts.parties ?? []).map(oneLine).join('、')
  return oneLine(kind === 'preliminary' ? (facts.to ?? '') : facts.applicantName)
}

const YOU: Record<DocumentFacts['applicantKind'], string> = {
  person: '你',
  soleTrader: '你',
  organisation: '你单位',
  agency: '你单位',
}

const dueLine = (kind: LetterKind, { due, promised }: DocumentFacts) =>
  due === null
    ? []
    : [
        `${promised === undefined ? (DUE_WORDS[kind] ?? '办理期限') : '延长以后的法定办理期限'}至${inWords(due.on)}（${unended(inFull(due.basis))}）。`,
      ]

/** How much of the hash of the rules a document shows; enough to find the version, short enough to compare by eye. */
const HASH_SHOWN = 12

/** That a machine made this result, by which rules, and what the applicant may do about that (个人信息保护法 24). */
function machineLines(kind: DocumentKind, { automatic, mayDecline, rules }: DocumentFacts, you: string) {
  if (!automatic) return []
  if (rules === null) {
    return kind === 'notAccepted' ? ['本结果由系统根据申请所填的地区自动作出。'] : []
  }
  const which = `公布的规则（版本 ${rules.version}，内容摘要 ${rules.hash.slice(0, HASH_SHOWN)}）`
  const made =
    kind === 'acceptance'
      ? `本申请由系统按${which}核对，由工作人员作出决定。`
      : `本结果由系统按${which}自动作出。`
  const decline = mayDecline ? '，也可以拒绝自动决定，改由工作人员办理' : ''
  return [`${made}${you}可以要求说明理由${decline}。`]
}

/** Acts that leave a decision owed: there, what can be done when none comes, reconsideration first (行政复议法 23). */
const OWED: readonly DocumentKind[] = ['acceptance', 'deemedAcceptance', 'extension', 'reopening']
/** Acts against which the applicant can turn (行政许可法 38(2)). */
const CONTESTABLE: readonly DocumentKind[] = [
  'notRequired',
  'notAccepted',
  'returned',
  'grant',
  'refusal',
  'abandonment',
  'correction',
  'annulment',
]

function remedyLines(kind: DocumentKind, { remedies }: DocumentFacts): readonly string[] {
  if (remedies === null) return []
  if (OWED.includes(kind)) return remedies.silence === undefined ? [] : [oneLine(remedies.silence)]
  if (!CONTESTABLE.includes(kind)) return []
  const act = TITLES[kind].endsWith('决定书') ? '决定' : '告知'
  return [`不服本${act}的，可以${oneLine(remedies.reconsideration)}；也可以${oneLine(remedies.litigation)}。`]
}

const TITLES: Readonly<Record<DocumentKind, string>> = {
  acceptance: '受理通知书',
  deemedAcceptance: '视为受理告知书',
  supplement: '补正告知书',
  returned: '材料退回告知书',
  notRequired: '不受理告知书',
  notAccepted: '不予受理决定书',
  inspection: '核查笔录',
  thirdParty: '利害关系人告知书',
  hearing: '听证笔录',
  suspension: '特别程序告知书',
  extension: '延长期限告知书',
  preliminary: '初步审查意见',
  grant: '准予决定书',
  deemedRenewal: '视为准予延续告知书',
  refusal: '不予决定书',
  service: '送达回证',
  abandonment: '视为放弃告知书',
  correction: '更正决定书',
  annulment: '撤销决定书',
  reopening: '重新办理告知书',
}
