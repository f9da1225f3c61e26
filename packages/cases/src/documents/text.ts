/**
 * The text of a document in the layout of 公文: organ, title, number, addressee, body, remedies, where to ask, organ and
 * date. The text is made from the stored facts by the stored template version, so that its digest can be checked at any
 * time. The seal is no part of it: what a seal covers is this text.
 */
import { closing } from './closing.ts'
import type { DocumentFacts } from './facts.ts'
import { DOCUMENT_KINDS, type DocumentKind } from './kinds.ts'
import { LETTERS, type LetterKind } from './letters.ts'
import { missingFacts } from './missing.ts'
import { RECORDS, type RecordKind } from './records.ts'
import { renderTemplate2026112 } from './template-2026-11-2.ts'
import { renderTemplate2026113 } from './template-2026-11-3/text.ts'
import { indented, inWords, oneLine } from './wording.ts'

export const TEMPLATE_VERSION = '2026-11-5'

export const DEMONSTRATION_LINE = '演示数据，不具效力'

type Renderer = (kind: DocumentKind, number: string, facts: DocumentFacts) => string
/** How the addressee is spoken to. */
type Address = Readonly<Record<DocumentFacts['applicantKind'], string>>

const TEMPLATES: Readonly<Record<string, Renderer>> = {
  '2026-11-2': renderTemplate2026112,
  '2026-11-3': renderTemplate2026113,
  '2026-11-4': rendering({ person: '你', soleTrader: '你', organisation: '你单位', agency: '你单位' }),
  // A citizen is addressed with respect in documents as on the pages.
  [TEMPLATE_VERSION]: rendering({
    person: '您',
    soleTrader: '您',
    organisation: '你单位',
    agency: '你单位',
  }),
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

function rendering(address: Address): Renderer {
  return (kind, number, facts) => {
    const missing = missingFacts(kind, facts)
    if (missing.length > 0) throw new Error(`document ${kind} lacks ${missing.join(', ')}`)
    return [
      ...(facts.demonstration ? [DEMONSTRATION_LINE] : []),
      oneLine(facts.organ),
      DOCUMENT_KINDS[kind].zh,
      number,
      '',
      ...(isRecord(kind) ? RECORDS[kind](facts) : letter(kind, facts, address[facts.applicantKind])),
      '',
      oneLine(facts.organ),
      inWords(facts.issuedOn),
    ].join('\n')
  }
}

const isRecord = (kind: DocumentKind): kind is RecordKind => Object.hasOwn(RECORDS, kind)

function letter(kind: LetterKind, facts: DocumentFacts, you: string): readonly string[] {
  const who = kind === 'thirdParty' || kind === 'preliminary' ? oneLine(facts.applicantName) : you
  return [
    `${addressee(kind, facts)}：`,
    indented(
      `${who}于${inWords(facts.receivedOn)}提出“${oneLine(facts.itemName)}”申请，办件编号 ${facts.caseNumber}。`,
    ),
    ...LETTERS[kind](facts, you).map(indented),
    closing(kind, facts, you),
  ]
}

function addressee(kind: LetterKind, facts: DocumentFacts): string {
  if (kind === 'thirdParty') return (facts.parties ?? []).map(oneLine).join('、')
  return oneLine(kind === 'preliminary' ? (facts.to ?? '') : facts.applicantName)
}
