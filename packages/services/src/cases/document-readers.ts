import type { DocumentKind } from '@tongban/cases'
import type { Relation } from './load.ts'

/**
 * Who reads which document. The organ's own papers are not the applicant's, who has to know of interested parties and
 * of the hearing; an interested party reads what was addressed to it and the record of the hearing (行政许可法 36, 47;
 * 个人信息保护法 6).
 */
export function mayReadDocument(relation: Relation, kind: DocumentKind): boolean {
  if (relation === 'party') return FOR_PARTIES.includes(kind)
  if (relation === 'applicant' || relation === 'submitter') return !NOT_FOR_APPLICANTS.includes(kind)
  return true
}
const FOR_PARTIES: readonly DocumentKind[] = ['thirdParty', 'hearing']
const NOT_FOR_APPLICANTS: readonly DocumentKind[] = ['inspection', 'preliminary']
