import { civilDateAt } from '@tongban/calendar'
import {
  type CaseFold,
  type CaseLimit,
  type DocumentFacts,
  type DocumentKind,
  documentNumber,
} from '@tongban/cases'
import { grantedLine } from '@tongban/decisions'
import type { Statement } from '@tongban/store'
import { storeDocument } from '../cases/issue-document.ts'
import { lawsOf, organMarkOf, organOf, remediesOf } from '../cases/letterhead.ts'
import { dueFact } from '../cases/step-facts.ts'
import type { Context } from '../context.ts'
import type { Paper } from '../handovers/papers.ts'
import { resultOf } from './answer.ts'
import type { Assessment } from './assess.ts'
import { competentOrgan } from './competent-organ.ts'
import { reasonsOf } from './reasons.ts'
import { resultLines } from './result-lines.ts'
import { isHowDecided } from './standing.ts'

/** The document 文书 that goes with the last step of intake, and the statement that stores it. */
export type Issued = {
  readonly number: string
  readonly kind: DocumentKind
  readonly paper: Paper
  readonly statements: readonly Statement[]
}

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
  { due, iv }: { readonly due: CaseLimit | undefined; readonly iv: Uint8Array },
): Promise<Issued | null> {
  const kind = kindOf(fold.state)
  if (kind === null) return null
  const facts = factsOf(ctx, assessment, caseNumber, fold, due)
  const department = assessment.claim.department
  const issued = await storeDocument(ctx, kind, facts, {
    seq: kind === 'acceptance' ? ACCEPTANCE_SEQ : fold.seq,
    at: assessment.handledAt,
    department,
    iv,
  })
  return { ...issued, kind }
}

/** An application is accepted right after it was received, and is referred to a person only then. */
const ACCEPTANCE_SEQ = 2

/** The number of the 受理通知书, as the event of the acceptance names it. */
export const acceptanceNumber = (
  ctx: Context,
  { claim, handledAt }: Assessment,
  caseNumber: string,
): string =>
  documentNumber(
    'acceptance',
    { caseNumber, issuedOn: civilDateAt(handledAt) },
    ACCEPTANCE_SEQ,
    organMarkOf(ctx.region, claim.department),
  )

function kindOf(state: CaseFold['state']): DocumentKind | null {
  const kinds: Partial<Record<CaseFold['state'], DocumentKind>> = KIND_OF
  return kinds[state] ?? null
}

function factsOf(
  ctx: Context,
  { application, item, claim, decision, rules, receivedOn, handledAt }: Assessment,
  caseNumber: string,
  fold: CaseFold,
  due: CaseLimit | undefined,
): DocumentFacts {
  const refused = fold.state === 'notAccepted'
  const { kind, name } = application.applicant
  const untilOn = fold.supplementUntilOn
  const abandonment = claim.abandonment ?? item.abandonment
  const asksForMore = fold.state === 'awaitingSupplement' || fold.state === 'returned'
  // What no paper can cure is no part of what is asked for, though it is a reason of the outcome (行政许可法 32(1)(四)).
  const hindrances = decision.hindrances.filter((each) =>
    asksForMore ? each.route === 'supplement' : !isHowDecided(each),
  )
  return {
    caseNumber,
    itemName: item.taskName.zh,
    applicantName: name,
    applicantKind: kind,
    organ: organOf(ctx.region, claim.department),
    receivedOn,
    issuedOn: civilDateAt(handledAt),
    procedure: item.procedure,
    automatic: rules !== null || refused,
    mayDecline: rules !== null && mayDecline(fold),
    reasons: refused
      ? reasonsOf({ decision, rules }).map(({ text, basis }) => ({ text, basis, cure: null }))
      : hindrances.map(({ zh, basis, cure }) => ({ text: zh, basis, cure: cure?.zh ?? null })),
    results: resultLines(
      item,
      resultOf(decision),
      rules === null ? null : grantedLine(decision, rules.model.plan),
    ),
    ...(untilOn === null
      ? {}
      : { untilOn, ...(abandonment === undefined ? {} : { abandonment: abandonment.zh }) }),
    legalBasis: lawsOf(item),
    rules: rules === null ? null : { version: rules.version, hash: rules.hash },
    due: due === undefined ? null : dueFact(due),
    competentOrgan: refused ? competentOrgan(item, application, decision.facts) : null,
    remedies: remediesOf(ctx.region, claim.department),
    phone: ctx.region.servicePhone,
    demonstration: ctx.environment === 'development',
  }
}

/** As the steps offered with the answer: an automatic decision can be refused while no person has the case. */
const mayDecline = ({ state, withPerson }: CaseFold) =>
  (state === 'granted' || state === 'awaitingSupplement') && !withPerson
