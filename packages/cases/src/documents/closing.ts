/**
 * What stands below the body of a letter: until when something is owed, that a machine made the result, what can be
 * done against it (行政许可法 38(2), 个人信息保护法 24), where to ask. Nothing of it is the applicant's own: the letters
 * that one organ writes on an item in one day close alike, so the last closing of each kind is kept as a text.
 */
import type { DocumentFacts, DueFact } from './facts.ts'
import { DOCUMENT_KINDS, type DocumentKind } from './kinds.ts'
import { DUE_WORDS, type LetterKind } from './letters.ts'
import { indented, isProvisional, law, oneLine, untilDay } from './wording.ts'

/** The facts a closing is made of, and `you`. */
type ClosingFacts = Pick<
  DocumentFacts,
  'automatic' | 'mayDecline' | 'rules' | 'due' | 'remedies' | 'phone'
> & { readonly promised: DocumentFacts['promised'] | undefined; readonly you: string }
type Closing = { readonly of: ClosingFacts; readonly text: string }

/** By the laws of the item, which are one list in all its documents. */
const made = new WeakMap<readonly string[], Partial<Record<LetterKind, Closing>>>()

/** The closing lines of a letter as one text. */
export function closing(kind: LetterKind, facts: DocumentFacts, you: string): string {
  const { automatic, mayDecline, rules, due, promised, remedies, phone, legalBasis } = facts
  const of: ClosingFacts = { automatic, mayDecline, rules, due, promised, remedies, phone, you }
  const ofItem = made.get(legalBasis) ?? {}
  const last = ofItem[kind]
  if (last !== undefined && areSame(last.of, of)) return last.text
  const text = [
    ...dueLine(kind, of),
    ...machineLines(kind, of),
    ...remedyLines(kind, remedies),
    `咨询电话：${oneLine(phone)}`,
  ]
    .map(indented)
    .join('\n')
  ofItem[kind] = { of, text }
  made.set(legalBasis, ofItem)
  return text
}

/** Whether two closings say the same; what is made once and handed on is compared as what it is. */
const areSame = (a: ClosingFacts, b: ClosingFacts): boolean =>
  a.automatic === b.automatic &&
  a.mayDecline === b.mayDecline &&
  a.you === b.you &&
  a.phone === b.phone &&
  a.remedies === b.remedies &&
  a.promised === b.promised &&
  a.rules?.version === b.rules?.version &&
  a.rules?.hash === b.rules?.hash &&
  isSameDue(a.due, b.due)

const isSameDue = (a: DueFact | null, b: DueFact | null): boolean =>
  a === null || b === null
    ? a === b
    : a.on === b.on && a.basis === b.basis && isProvisional(a) === isProvisional(b)

function dueLine(kind: LetterKind, { due, promised }: ClosingFacts): readonly string[] {
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
function machineLines(
  kind: DocumentKind,
  { automatic, mayDecline, rules, you }: ClosingFacts,
): readonly string[] {
  if (!automatic) return []
  if (rules === null) {
    return kind === 'notAccepted' ? ['本结果由系统根据申请所填的地区自动作出。'] : []
  }
  const which = `公布的规则（版本 ${rules.version}，内容摘要 ${rules.hash.slice(0, HASH_SHOWN)}）`
  const by =
    kind === 'acceptance'
      ? `本申请由系统按${which}核对，由工作人员作出决定。`
      : `本结果由系统按${which}自动作出。`
  const decline = mayDecline ? '，也可以拒绝自动决定，改由工作人员办理' : ''
  return [`${by}${you}可以要求说明理由${decline}。`]
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

function remedyLines(kind: DocumentKind, remedies: DocumentFacts['remedies']): readonly string[] {
  if (remedies === null) return []
  if (OWED.includes(kind)) return remedies.silence === undefined ? [] : [oneLine(remedies.silence)]
  if (!CONTESTABLE.includes(kind)) return []
  const act = DOCUMENT_KINDS[kind].zh.endsWith('决定书') ? '决定' : '告知'
  return [`不服本${act}的，可以${oneLine(remedies.reconsideration)}；也可以${oneLine(remedies.litigation)}。`]
}
