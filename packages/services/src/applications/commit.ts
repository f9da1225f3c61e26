import { civilDateAt } from '@tongban/calendar'
import { append, type CaseFold, type CaseLimit, type Happening } from '@tongban/cases'
import { counterfactual, type DecisionRecord, record, storedRecord } from '@tongban/decisions'
import {
  type CaseNumber,
  canonicalJson,
  type Json,
  ok,
  personOf,
  type Result,
  sha256Hex,
} from '@tongban/kernel'
import { bytesOf, encryptBytes, makeSalt, saltedText } from '@tongban/privacy'
import {
  insertCase,
  insertDecision,
  insertEvent,
  insertFactFetches,
  insertGrant,
  insertServiceEvent,
  type Statement,
} from '@tongban/store'
import { dueClockOf } from '../cases/due-clock.ts'
import { partyIndex } from '../cases/identity.ts'
import { applicationPlace, recordPlace } from '../cases/place.ts'
import { servedHere } from '../cases/service-events.ts'
import { stageStatements } from '../cases/stages.ts'
import { supplementUntil } from '../cases/step-facts.ts'
import { stepPolicyOf } from '../cases/step-policy.ts'
import type { Context } from '../context.ts'
import { invitationFor } from '../evaluations/invitations/token.ts'
import { type Begun, receiptOf, tellIntake } from '../handovers/at-handling/tell-intake.ts'
import type { Told } from '../handovers/tell.ts'
import { isPart, stageOf } from '../joint/part.ts'
import { partsTold } from '../joint/parts-told.ts'
import { type LicencesOfGrant, licencesAtIntake } from '../licences/at-intake.ts'
import type { Slot } from '../licences/draw.ts'
import { endedNote } from '../licences/ended-note.ts'
import type { IssueFailure } from '../licences/issue.ts'
import { sourceUses } from '../licences/source-uses.ts'
import { handedBy, materialsOf, sourceStates } from '../materials/held.ts'
import { firstReceipt } from '../receipts/code.ts'
import { insideData } from '../routes/inside-way.ts'
import { watchReceived } from '../supervision/case-clocks.ts'
import { type Answer, DEMONSTRATION, dueOf, evaluationOf, nextSteps, outcomeOf, resultOf } from './answer.ts'
import type { Assessment } from './assess.ts'
import { deemedBefore } from './deemed-before.ts'
import { fetchRows } from './fetch-rows.ts'
import { type EventContext, happeningsOf } from './happenings.ts'
import { acceptanceNumber, issueDocument } from './issue-document.ts'
import { contactLearns, type Notice, noticeRow } from './notice.ts'
import { owedNow } from './owed.ts'
import { reasonsOf } from './reasons.ts'

/**
 * Everything a decided application writes, as the statements of one batch, and the answer that goes with it. The
 * chain of events holds salted digests: what they point to can be erased and the chain still verifies.
 */
export type Commit = {
  readonly statements: readonly Statement[]
  readonly answer: Answer
  readonly notice: Notice | null
  /** Which regions are told of it; none but for what one of them handed over. */
  readonly told: Told
}

export async function prepareCommit(
  ctx: Context,
  assessment: Assessment,
  caseNumber: CaseNumber,
  submitterIndex: string,
  /** Where a licence that is granted goes; null where the item issues none. */
  slot: Slot | null,
  /** The hand-over it begins with, where a partner took it in. */
  handover: Begun | null = null,
): Promise<Result<Commit, IssueFailure>> {
  const { application, item, claim, decision, matter, rules, handledAt } = assessment
  // Of a part in joint handling the applicant hears from the lead alone.
  const part = handover !== null && isPart({ handovers: [handover] })
  const indexing = isSelf(ctx, application)
    ? Promise.resolve(submitterIndex)
    : partyIndex(ctx.keys, application.applicant)
  // Asked first: the signature is waited for while everything else is made.
  const signing = licencesAtIntake(ctx, assessment, caseNumber, slot, indexing)
  // Drawn at once: each call to the platform's generator costs as much as the cipher.
  const random = ctx.ids.random(SALT_BYTES + 3 * IV_BYTES)
  const salt = makeSalt(random.subarray(0, SALT_BYTES))
  const applicationIv = random.subarray(SALT_BYTES, SALT_BYTES + IV_BYTES)
  const recordIv = random.subarray(SALT_BYTES + IV_BYTES, SALT_BYTES + 2 * IV_BYTES)
  const documentIv = random.subarray(SALT_BYTES + 2 * IV_BYTES)
  const decisionRecord = rules === null ? null : recordOf(assessment, rules)
  const applicationText = bytesOf(saltedText(salt, asJson(application)))
  const recordText =
    decisionRecord === null ? null : bytesOf(saltedText(salt, asJson(storedRecord(decisionRecord))))
  const [applicationDigest, recordDigest, applicantIndex, signed] = await Promise.all([
    sha256Hex(applicationText),
    recordText === null ? null : sha256Hex(recordText),
    indexing,
    signing,
  ])
  if (!signed.ok) return signed
  const licences = signed.value
  const context: EventContext = {
    at: handledAt,
    ...submitterInEvents(ctx, submitterIndex, applicantIndex),
    contactLearns: contactLearns(ctx, assessment),
    applicationDigest,
    recordDigest,
    acceptance:
      decision.outcome === 'refer' && !part ? acceptanceNumber(ctx, assessment, caseNumber) : undefined,
    supplementUntilOn:
      decision.outcome === 'supplement' ? supplementUntil(ctx, claim, civilDateAt(handledAt)) : undefined,
    licences: licences.data,
    receipt: {
      ...(handover === null ? {} : receiptOf(handover, part ? stageOf(claim) : undefined)),
      ...insideData(assessment.inside),
    },
  }
  const deemed = (await deemedBefore(ctx, assessment)).map((each) => withDocument(each, context.acceptance))
  const appended = await append(caseNumber, null, happeningsOf(assessment, { ...context, deemed }))
  if (!appended.ok)
    throw new Error(`intake took a step the table does not know, in ${appended.failure.state}`)
  const { fold, events } = appended.value
  const due = owedNow(ctx, assessment, fold)
  const [token, receipt, document, applicationEnc, recordEnc] = await Promise.all([
    part ? null : invitationFor(ctx, caseNumber, applicantIndex),
    firstReceipt(ctx, caseNumber),
    part ? null : issueDocument(ctx, assessment, caseNumber, fold, { due, iv: documentIv }),
    encryptBytes(ctx.keys, applicationPlace(caseNumber), applicationText, applicationIv),
    recordText === null
      ? null
      : encryptBytes(ctx.keys, recordPlace(caseNumber, fold.seq), recordText, recordIv),
  ])
  const answer = answerOf(ctx, assessment, caseNumber, fold, { due, document, licences, token, receipt })
  const notice =
    ctx.notifier === null || part ? null : await noticeRow(ctx, assessment, caseNumber, answer, token)
  const statements = [
    insertCase(
      caseRow(assessment, outcomeOf(decision), caseNumber, fold, due, {
        applicantIndex,
        submitterIndex,
        applicationEnc,
      }),
    ),
    ...events.map((event) => insertEvent({ ...event, caseNumber, data: canonicalJson(event.data) })),
    insertServiceEvent({
      caseNumber,
      serviceNumber: 1,
      kind: decision.outcome === 'approve' ? 'decision' : 'receipt',
      channel: application.channel,
      departmentCode: claim.department,
      at: handledAt,
      ...servedHere(ctx, application.channel, submitterIndex),
    }),
    insertFactFetches({ rows: fetchRows(assessment, caseNumber, 'intake') }),
    ...licences.statements,
    ...sourceUses(ctx, assessment, caseNumber, 'intake'),
  ]
  if (matter !== null && decision.outcome === 'approve') {
    statements.push(insertGrant({ ...matter, caseNumber, grantedAt: handledAt }))
  }
  if (document !== null) statements.push(...document.statements)
  if (item.joint !== undefined)
    statements.push(
      ...stageStatements(ctx, { policy: stepPolicyOf(ctx, item, claim), row: { caseNumber } }, fold),
    )
  // What the machine has granted owes nothing more, and nobody watches it.
  if (fold.state !== 'granted') {
    const received = {
      policy: stepPolicyOf(ctx, item, claim),
      claim,
      row: { caseNumber, itemCode: item.code },
    }
    statements.push(...watchReceived(ctx, received, fold))
  }
  if (notice !== null) statements.push(notice.statement)
  if (rules !== null && recordEnc !== null && recordDigest !== null) {
    statements.push(
      insertDecision({
        caseNumber,
        seq: fold.seq,
        itemCode: item.code,
        ruleId: rules.id,
        ruleHash: rules.hash,
        outcome: decision.outcome,
        recordEnc,
        recordDigest,
        at: handledAt,
      }),
    )
  }
  if (handover === null) {
    const lead = { caseNumber, item, claim, handovers: [], application: async () => application }
    const told = await partsTold(ctx, lead, fold)
    return ok({ statements: [...statements, ...told.statements], answer, notice, told })
  }
  const about = { row: { caseNumber }, handovers: [handover], policy: stepPolicyOf(ctx, item, claim) }
  const told = await tellIntake(ctx, about, { events, fold }, { answer, document, licences, rules })
  return ok({ statements: [...statements, ...told.statements], answer, notice, told })
}

/** The notice that is issued to whoever was accepted by silence is named by that event. */
const withDocument = (happening: Happening, document: string | undefined): Happening =>
  document === undefined ? happening : { ...happening, data: { ...happening.data, document } }

const SALT_BYTES = 16
const IV_BYTES = 12

/** The row of a case that has just been received. */
export function caseRow(
  {
    application,
    item,
    claim,
    receivedAt,
    handledAt,
  }: Pick<Assessment, 'application' | 'item' | 'claim' | 'receivedAt' | 'handledAt'>,
  outcome: Answer['outcome'],
  caseNumber: string,
  fold: CaseFold,
  due: CaseLimit | undefined,
  sealed: {
    readonly applicantIndex: string
    readonly submitterIndex: string
    readonly applicationEnc: string
  },
) {
  return {
    ...sealed,
    caseNumber,
    itemCode: item.code,
    itemVersion: String(item.taskVersion),
    situation: application.situation,
    state: fold.state,
    seq: fold.seq,
    headHash: fold.headHash,
    channel: application.channel,
    departmentCode: claim.department,
    outcome,
    receivedAt,
    receivedOn: fold.receivedOn,
    acceptedOn: fold.acceptedOn,
    decidedOn: fold.decidedOn,
    closedOn: fold.closedOn,
    dueOn: due?.dueOn ?? null,
    dueAt: due?.dueAt ?? null,
    dueClock: dueClockOf(due),
    supersedes: application.supersedes ?? null,
    assignedTo: null,
    nextDueAt: due?.dueAt ?? null,
    updatedAt: handledAt,
  }
}

function answerOf(
  ctx: Context,
  { decision, rules, item, application, readings }: Assessment,
  caseNumber: string,
  fold: CaseFold,
  {
    due,
    document,
    licences,
    token,
    receipt,
  }: {
    readonly due: CaseLimit | undefined
    readonly document: { readonly number: string; readonly kind: string } | null
    readonly licences: LicencesOfGrant
    readonly token: string | null
    readonly receipt: Answer['receipt']
  },
): Answer {
  const { evaluation, evaluate } = evaluationOf(ctx, token)
  return {
    caseNumber,
    state: fold.state,
    outcome: outcomeOf(decision),
    reasons: reasonsOf({ decision, rules }),
    result: resultOf(decision),
    licences: licences.issued,
    ended: licences.ended,
    endedNote: endedNote(item, decision.outcome === 'approve', licences.ended.length > 0),
    documents: document === null ? [] : [{ number: document.number, kind: document.kind }],
    materials: materialsOf(item, handedBy(application), sourceStates(readings)),
    ...dueOf(due),
    // Whoever only submitted does not hold it.
    next: [
      ...nextSteps(caseNumber, fold, rules !== null, isSelf(ctx, application) ? licences.issued : []),
      ...evaluate,
    ],
    evaluation,
    receipt,
    handedOverTo: null,
    notice: ctx.environment === 'development' ? DEMONSTRATION : null,
  }
}

/** Whether the applicant hands in for themselves: then both have one index. */
export function isSelf({ actor }: Context, { applicant }: Assessment['application']): boolean {
  const person = personOf(actor)
  return person?.idKind === applicant.idKind && person.idNumber === applicant.idNumber
}

/** The decision record, with the smallest change that would have been approved. */
function recordOf(
  { item, decision, extra, handledAt, receivedOn }: Assessment,
  { hash, model }: NonNullable<Assessment['rules']>,
): DecisionRecord {
  return record({
    item: { code: item.code, version: item.taskVersion },
    rulesHash: hash,
    receivedOn,
    decidedAt: handledAt,
    decision,
    extra,
    counterfactual: counterfactual({ model, definitions: item.facts, decision, receivedOn, extra }),
  })
}

/** Guarantee: applications came from JSON, and decision records are made of JSON values. */
const asJson = (value: unknown) => value as Json

/** As `subjectOf` of a loaded case names them: the chain outlives the case's personal data and holds no applicant's index. */
export function submitterInEvents({ actor }: Context, submitterIndex: string, applicantIndex: string) {
  if (actor.kind === 'official') return { submitter: submitterIndex, submittedBy: 'official' } as const
  if (actor.kind === 'partner') return { submitter: actor.subject, submittedBy: 'partner' } as const
  const submitter = submitterIndex === applicantIndex ? 'applicant' : 'submitter'
  return { submitter, submittedBy: 'applicant' } as const
}
