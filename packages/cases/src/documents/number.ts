/**
 * Number of the document 文号: the organ's mark 机关代字 where the region has set one, the kind, the year, and the case
 * it belongs to with the event that caused it. An event causes at most one document of a kind, so it is unique.
 */
import type { DocumentFacts } from './facts.ts'
import { DOCUMENT_KINDS, type DocumentKind } from './kinds.ts'

export function documentNumber(
  kind: DocumentKind,
  { caseNumber, issuedOn }: Pick<DocumentFacts, 'caseNumber' | 'issuedOn'>,
  seq: number,
  organMark = '',
): string {
  return `${organMark}${DOCUMENT_KINDS[kind].mark}〔${issuedOn.slice(0, 4)}〕${caseNumber}-${seq}号`
}
