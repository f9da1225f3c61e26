import {
  type CaseFold,
  type CaseLimit,
  type DocumentFacts,
  type DocumentKind,
  documentNumber,
  renderDocument,
  TEMPLATE_VERSION,
} from '@tongban/cases'
import type { LegalBasis, RegionProfile } from '@tongban/catalogue'
import type { Json } from '@tongban/kernel'
import { sha256Hex } from '@tongban/kernel'
import { encryptJson } from '@tongban/privacy'
import { insertDocument, type Statement } from '@tongban/store'
import { documentPlace } from '../cases/place.ts'
import type { Context } from '../context.ts'
import { resultOf } from './answer.ts'
import type { Assessment } from './assess.ts'
import { competenceReason, competentOrgan } from './competent-organ.ts'
import { resultLines } from './result-lines.ts'

/** The document 文书 that goes with the last step of intake, and the statement that stores it. */
export type Issued = { readonly number: string; readonly kind: DocumentKind; readonly statement: Statement }

/** Which document each step calls for; a hand-over of an application that is not accepted yet calls for none. */
const KIND_OF = {
  granted: 'grant',
  inReview: 'acceptance',
  awaitingSupplement: 'supplement',
  returned: 'returned',
  notAccepted: 'notAccepted',
} as const satisfies Partial<Record<CaseFold['state'], DocumentKind>>

export async function issueDocument(
  ctx: Context,
  assessment: Assessment,
  caseNumber: string,
  fold: CaseFold,
  due: CaseLimit | undefined,
): Promise<Issued | null> {
  const kind = kindOf(fold.state)
  if (kind === null) return null
  const facts = factsOf(ctx, assessment, caseNumber, fold, due)
  const number = documentNumber(kind, facts, fold.seq)
  const [digest, factsEnc] = await Promise.all([
    sha256Hex(renderDocument(kind, number, facts)),
    encryptJson(ctx.keys, documentPlace(number), asJson(facts), ctx.ids.random(12)),
  ])
  const statement = insertDocument({
    documentNumber: number,
    caseNumber,
    kind,
    templateVersion: TEMPLATE_VERSION,
    factsEnc,
    digest,
    issuedOn: facts.issuedOn,
    at: assessment.receivedAt,
  })
  return { number, kind, statement }
}

function kindOf(state: CaseFold['state']): DocumentKind | null {
  const kinds: Partial<Record<CaseFold['state'], DocumentKind>> = KIND_OF
  return kinds[state] ?? null
}

function factsOf(
  ctx: Context,
  { application, item, claim, decision, rules, receivedOn }: Assessment,
  caseNumber: string,
  fold: CaseFold,
  due: CaseLimit | undefined,
): DocumentFacts {
  const refused = fold.state === 'notAccepted'
  const { kind, name } = application.applicant
  return {
    caseNumber,
    itemName: item.taskName.zh,
    applicantName: name,
    applicantKind: kind,
    organ: organOf(ctx.region, claim.department),
    receivedOn,
    issuedOn: receivedOn,
    automatic: rules !== null || refused,
    mayDecline: rules !== null && mayDecline(fold),
    reasons: refused
      ? [{ ...(competenceReason(decision, rules?.model ?? null) ?? NOT_OURS), cure: null }]
      : decision.hindrances.map(({ zh, basis, cure }) => ({ text: zh, basis, cure: cure?.zh ?? null })),
    results: resultLines(item, resultOf(decision)),
    legalBasis: item.byLaw.map(lawOf),
    rules: rules === null ? null : { version: rules.version, hash: rules.hash },
    due: due === undefined ? null : { on: due.dueOn, basis: due.basis.zh },
    competentOrgan: refused ? competentOrgan(item, application, decision.facts) : null,
    remedies: refused || fold.state === 'granted' ? remediesOf(ctx.region) : null,
    phone: ctx.region.servicePhone,
    demonstration: ctx.environment === 'development',
  }
}

/** As the steps offered with the answer: an automatic decision can be refused while no person has the case. */
const mayDecline = ({ state, withPerson }: CaseFold) =>
  (state === 'granted' || state === 'awaitingSupplement') && !withPerson

const NOT_OURS = { text: '本事项由其他地区的机关管辖。', basis: '行政许可法第三十二条第一款第二项' }

/** 《…条例》第10条第2款、第13条; what the region has to name stands without an article. */
function lawOf({ act, article }: LegalBasis): string {
  if (article === '') return act
  const articles = article
    .split('、')
    .map((each) =>
      each.replace(/^([\d–]+)(?:\((\d+)\))?$/, (_, number: string, paragraph: string | undefined) =>
        paragraph === undefined ? `第${number}条` : `第${number}条第${paragraph}款`,
      ),
    )
  return `《${act}》${articles.join('、')}`
}

export function organOf(region: RegionProfile, departmentCode: string): string {
  const department = region.departments.find((candidate) => candidate.code === departmentCode)
  return department?.name.zh ?? region.name.zh
}

/** 行政复议法 20 and 行政诉讼法 46: the terms; the organs are the region's configuration. */
export function remediesOf({ remedies: { reconsideration, litigation } }: RegionProfile) {
  return {
    reconsideration: `自收到本决定之日起 ${reconsideration.days} 日内向${reconsideration.organ}申请行政复议`,
    litigation: `自收到本决定之日起 ${litigation.months} 个月内向${litigation.court}提起行政诉讼`,
  }
}

/** Guarantee: the facts of a document are texts, booleans, null and lists of them. */
const asJson = (facts: DocumentFacts) => facts as unknown as Json
