/**
 * The text of a document in the layout of 公文: organ, title, number, addressee, body, remedies, where to ask, organ and
 * date. The text is made from the stored facts by the stored template version, so that its digest can be checked at any
 * time. The seal is no part of it: what a seal covers is this text.
 */
import type { DocumentFacts } from './facts.ts'
import { DOCUMENT_KINDS, type DocumentKind } from './kinds.ts'
import { DUE_WORDS, LETTERS, type LetterKind } from './letters.ts'
import { missingFacts } from './missing.ts'
import { RECORDS, type RecordKind } from './records.ts'
import { renderTemplate2026112 } from './template-2026-11-2.ts'
import { renderTemplate2026113 } from './template-2026-11-3/text.ts'
import { INDENT, inWords, isProvisional, law, oneLine, untilDay } from './wording.ts'

export const TEMPLATE_VERSION = '2026-11-4'

export const DEMONSTRATION_LINE = '演示数据，不具效力'

type Renderer = (kind: DocumentKind, number: string, facts: DocumentFacts) => string

const TEMPLATES: Readonly<Record<string, Renderer>> = {
  '2026-11-2': renderTemplate2026112,
  '2026-11-3': renderTemplate2026113,
  [TEMPLATE_VERSION]: renderCurrent,
}

/**
 * The text by the template it was issued under. Throws when a needed fact is missing or the template is not known:
 * nothing incomplete is ever issued, and no stored document is without its template.
 */
export function renderDocument(
  kind: DocumentKind,
  number: string,
  facts: DocumentFacts,
  templateVersion: string = TEMPLATE_VERSION,
): string {
  const render = TEMPLATES[templateVersion]
  if (render === undefined) throw new Error(`unknown template of documents: ${templateVersion}`)
  return render(kind, number, facts)
}

function renderCurrent(kind: DocumentKind, number: string, facts: DocumentFacts): string {
  const missing = missingFacts(kind, facts)
  if (missing.length > 0) throw new Error(`document ${kind} lacks ${missing.join(', ')}`)
  return [
    ...(facts.demonstration ? [DEMONSTRATION_LINE] : []),
    oneLine(facts.organ),
    DOCUMENT_KINDS[kind].zh,
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

function dueLine(kind: LetterKind, { due, promised }: DocumentFacts): readonly string[] {
  if (due === null) return []
  const what = promised === undefined ? (DUE_WORDS[kind] ?? '办理期限') : '延长以后的法定办理期限'
  const day = `${what}${untilDay(due)}（${law(due.basis)}）。`
  return [isProvisional(due) || isProvisional(promised) ? `${day}${PROVISIONAL}` : day]
}

/** 民法典 203, 行政许可法 82: a day in a year whose days of rest are not ordered yet may still move. */
const PROVISIONAL = '所涉年份的放假安排尚未公布，暂定的日期可能调整，调整时另行告知。'

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

const remedyLinesMade = new WeakMap<object, Partial<Record<DocumentKind, readonly string[]>>>()

/** A department's remedies are the same in all its documents: put into words once for each kind. */
function remedyLines(kind: DocumentKind, { remedies }: DocumentFacts): readonly string[] {
  if (remedies === null) return []
  const made = remedyLinesMade.get(remedies) ?? {}
  remedyLinesMade.set(remedies, made)
  const lines = made[kind] ?? remediesInWords(kind, remedies)
  made[kind] = lines
  return lines
}

type Remedies = NonNullable<DocumentFacts['remedies']>
function remediesInWords(kind: DocumentKind, remedies: Remedies): readonly string[] {
  if (OWED.includes(kind)) return remedies.silence === undefined ? [] : [oneLine(remedies.silence)]
  if (!CONTESTABLE.includes(kind)) return []
  const act = DOCUMENT_KINDS[kind].zh.endsWith('决定书') ? '决定' : '告知'
  return [`不服本${act}的，可以${oneLine(remedies.reconsideration)}；也可以${oneLine(remedies.litigation)}。`]
}
