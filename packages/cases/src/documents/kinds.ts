/**
 * The kinds of document 文书 of a case: its name, the mark in its number, and whether it is a letter to somebody or
 * the record of an act. 行政许可法 32 (proof of acceptance or refusal), 34(3) (check), 36 and 47 (third parties), 38
 * (decision), 42 (extension), 43 (preliminary opinion), 44 (delivery), 45 (special procedures), 48 (hearing), 50 (renewal
 * by silence).
 */
import { STEP_DOCUMENTS, type StepDocument } from '../event-rules.ts'

export type DocumentKind = StepDocument
type Form = 'letter' | 'record'
export type KindWords = {
  readonly mark: string
  readonly form: Form
  readonly zh: string
  readonly en: string
}

const named = (kind: DocumentKind, mark: string, form: Form = 'letter'): KindWords => {
  const { zh, en } = STEP_DOCUMENTS[kind]
  return { mark, form, zh, en: `${en.charAt(0).toUpperCase()}${en.slice(1)}` }
}

export const DOCUMENT_KINDS: Readonly<Record<DocumentKind, KindWords>> = {
  acceptance: named('acceptance', '受'),
  deemedAcceptance: named('deemedAcceptance', '视受'),
  supplement: named('supplement', '补'),
  returned: named('returned', '退'),
  notRequired: named('notRequired', '不需'),
  notAccepted: named('notAccepted', '不受'),
  inspection: named('inspection', '核', 'record'),
  thirdParty: named('thirdParty', '利'),
  hearing: named('hearing', '听', 'record'),
  suspension: named('suspension', '特'),
  extension: named('extension', '延'),
  preliminary: named('preliminary', '初'),
  grant: named('grant', '准'),
  deemedRenewal: named('deemedRenewal', '视准'),
  refusal: named('refusal', '不准'),
  service: named('service', '送', 'record'),
  abandonment: named('abandonment', '弃'),
  correction: named('correction', '更'),
  annulment: named('annulment', '撤'),
  reopening: named('reopening', '重'),
}

export const isDocumentKind = (kind: string): kind is DocumentKind => Object.hasOwn(DOCUMENT_KINDS, kind)
