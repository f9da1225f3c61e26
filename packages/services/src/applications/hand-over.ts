import { append, type CaseFold, clocksOf, type Happening } from '@tongban/cases'
import { NO_MESSAGE_BEFORE } from '@tongban/exchange'
import {
  type CaseNumber,
  canonicalJson,
  type Failure,
  fail,
  type Json,
  ok,
  type Result,
  sha256Hex,
} from '@tongban/kernel'
import { bytesOf, encryptBytes, makeSalt, saltedText } from '@tongban/privacy'
import { type HandoverRow, insertCase, insertEvent, insertHandover, insertServiceEvent } from '@tongban/store'
import { partyIndex } from '../cases/identity.ts'
import { applicationPlace } from '../cases/place.ts'
import { servedHere } from '../cases/service-events.ts'
import { stepPolicyOf } from '../cases/step-policy.ts'
import type { Context } from '../context.ts'
import { invitationFor } from '../evaluations/invitations/token.ts'
import { exchangeRegionOf } from '../exchange/own-region.ts'
import { dueAway } from '../handovers/away.ts'
import { NO_PAPERS } from '../handovers/papers.ts'
import type { Submission } from '../handovers/submission.ts'
import { tellPartners } from '../handovers/tell.ts'
import { agreementOf, handedOverTo, type WayOut } from '../handovers/way-out.ts'
import { handedBy, materialsOf } from '../materials/held.ts'
import { firstReceipt } from '../receipts/code.ts'
import {
  type Answer,
  APPLY_NEXT,
  DEMONSTRATION,
  dueOf,
  evaluationOf,
  nextSteps,
  type Reason,
} from './answer.ts'
import type { Prepared } from './assess.ts'
import { type Commit, caseRow, isSelf, submitterInEvents } from './commit.ts'
import { formalGaps } from './formal-gaps.ts'
import { receivedHappening } from './happenings.ts'
import { contactLearns, noticeRow } from './notice.ts'
import { owedNow } from './owed.ts'

/**
 * 收件 and 移送 in one batch: an application that another region decides is received, becomes a case of this number, and
 * is handed over with everything that region needs (国办发〔2020〕35号). Nothing of its merits is judged here. The message is
 * sealed before the batch is written, so that nothing is received here that is not on its way.
 */
export async function prepareHandOver(
  ctx: Context,
  prepared: Prepared,
  way: WayOut,
  caseNumber: CaseNumber,
  submitterIndex: string,
): Promise<Commit> {
  const { item, claim, receivedAt } = prepared
  const at = ctx.clock.now()
  const begun = await beginHandedOver(ctx, prepared, way, { caseNumber, submitterIndex, transferredAt: at })
  const { fold, events } = begun
  const handover = handoverRow(way, { caseNumber, itemCode: item.code, receivedAt, at })
  const policy = stepPolicyOf(ctx, item, claim)
  const about = { handovers: [handover], row: { caseNumber }, policy }
  const handing = await submissionOf(ctx, prepared, way, handover)
  const told = await tellPartners(
    ctx,
    about,
    events,
    fold,
    { ...NO_PAPERS, handedOver: handing },
    insertHandover,
  )
  const [token, receipt] = await Promise.all([
    invitationFor(ctx, caseNumber, begun.applicantIndex),
    firstReceipt(ctx, caseNumber),
  ])
  const answer = answerOf(ctx, prepared, way, caseNumber, fold, { token, receipt })
  const notice = ctx.notifier === null ? null : await noticeRow(ctx, prepared, caseNumber, answer, token)
  return {
    answer,
    notice,
    told,
    statements: [...begun.statements, ...told.statements, ...(notice === null ? [] : [notice.statement])],
  }
}

/** What is handed over, as the case that begins with it needs it. */
export type HandedOver = Pick<Prepared, 'application' | 'item' | 'claim' | 'receivedAt' | 'handledAt'>

/** The case as it stands here once it is handed over, without the hand-over itself. */
export async function beginHandedOver(
  ctx: Context,
  handed: HandedOver,
  way: WayOut,
  {
    caseNumber,
    submitterIndex,
    transferredAt,
    more = {},
  }: {
    readonly caseNumber: CaseNumber
    readonly submitterIndex: string
    readonly transferredAt: number
    /** What the transfer says beside the agreement. */
    readonly more?: { readonly [name: string]: Json }
  },
) {
  const { application, item, claim, receivedAt } = handed
  const applicantIndex = isSelf(ctx, application)
    ? submitterIndex
    : await partyIndex(ctx.keys, application.applicant)
  const text = bytesOf(saltedText(makeSalt(ctx.ids.random(16)), asJson(application)))
  const received = receivedHappening(
    handed,
    {
      at: receivedAt,
      ...submitterInEvents(ctx, submitterIndex, applicantIndex),
      contactLearns: contactLearns(ctx, handed),
      applicationDigest: await sha256Hex(text),
      recordDigest: null,
    },
    agreedIn(way),
  )
  const transferred = transferredHappening(way, transferredAt, { path: [exchangeRegionOf(ctx)], ...more })
  const appended = await append(caseNumber, null, [received, transferred])
  if (!appended.ok) throw new Error(`a hand-over took a step the table does not know`)
  const { fold, events } = appended.value
  const applicationEnc = await encryptBytes(ctx.keys, applicationPlace(caseNumber), text, ctx.ids.random(12))
  const row = caseRow(handed, 'transferred', caseNumber, fold, undefined, {
    applicantIndex,
    submitterIndex,
    applicationEnc,
  })
  const { plan, calendar } = stepPolicyOf(ctx, item, claim)
  return {
    fold,
    events,
    applicantIndex,
    statements: [
      insertCase({ ...row, ...dueAway(null, clocksOf(plan, fold, calendar, transferredAt)) }),
      ...events.map((event) => insertEvent({ ...event, caseNumber, data: canonicalJson(event.data) })),
      insertServiceEvent({
        caseNumber,
        serviceNumber: 1,
        kind: 'receipt',
        channel: application.channel,
        departmentCode: claim.department,
        at: receivedAt,
        ...servedHere(ctx, application.channel, submitterIndex),
      }),
    ],
  }
}

/** What both events say of the agreement: where to, under which, and how many days it gives. */
const agreedIn = (way: WayOut): { readonly [name: string]: Json } => ({
  handlingRegion: way.region,
  agreement: agreementOf(way),
  pushWorkdays: way.pushWorkdays,
  resultWorkdays: way.resultWorkdays,
})

const transferredHappening = (
  way: WayOut,
  at: number,
  more: { readonly [name: string]: Json },
): Happening => ({
  type: 'transferred',
  at,
  actorKind: 'machine',
  actorSubject: 'routes',
  data: { ...agreedIn(way), mode: way.mode, office: way.office, route: way.version, ...more },
})

/** A hand-over before anything is told of it: `tellPartners` numbers the first message, and writes the row with it. */
export const handoverRow = (
  way: WayOut,
  {
    caseNumber,
    itemCode,
    receivedAt,
    at,
  }: {
    readonly caseNumber: string
    readonly itemCode: string
    readonly receivedAt: number
    readonly at: number
  },
): HandoverRow => ({
  caseNumber,
  partner: way.region,
  role: 'receiving',
  mode: way.mode,
  custody: 'inTransit',
  itemCode,
  office: way.office,
  agreementId: way.agreementId,
  agreementVersion: way.agreementVersion,
  routeVersion: way.version,
  outSeq: 0,
  outHead: NO_MESSAGE_BEFORE,
  inSeq: 0,
  inHead: NO_MESSAGE_BEFORE,
  receivedAt,
  transferredAt: at,
  handlerReceivedAt: null,
  acceptedAt: null,
  decidedAt: null,
  closedAt: null,
  deadline: null,
  passed: '[]',
  updatedAt: at,
})

/** What the partner is handed: codes in the open, the application and who handed it in sealed to its office. */
async function submissionOf(
  ctx: Pick<Context, 'actor' | 'region'>,
  { application, identity, item }: Pick<Prepared, 'application' | 'identity' | 'item'>,
  way: Pick<WayOut, 'mode'>,
  { receivedAt, transferredAt }: Pick<HandoverRow, 'receivedAt' | 'transferredAt'>,
) {
  // Where it goes is said by the message; there it is an application like any other.
  const { handlingRegion: _, ...handed } = application
  const submission: Submission = {
    application: handed,
    submitter: submitterTold(ctx, application, identity),
    checks: checksTold(ctx, way.mode),
    files: [],
  }
  return {
    data: {
      itemCode: item.code,
      itemVersion: String(item.taskVersion),
      situation: application.situation,
      mode: way.mode,
      channel: application.channel,
      receivedAt,
      transferredAt,
      path: [exchangeRegionOf(ctx)],
      applicationDigest: await sha256Hex(canonicalJson(asJson(handed))),
    },
    personal: asJson(submission),
  }
}

/** Whose identity was established, by sign-in or by the officer before whom they stood. */
function submitterTold(
  { actor }: Pick<Context, 'actor'>,
  { applicant }: Prepared['application'],
  { realNameLevel }: Prepared['identity'],
): Submission['submitter'] {
  if (actor.kind !== 'applicant') {
    const { name, idKind, idNumber } = applicant
    return { kind: 'official', name, idKind, idNumber, realNameLevel: asLevel(realNameLevel) }
  }
  const { name, idKind, idNumber } = actor.person
  return { kind: 'applicant', name, idKind, idNumber, realNameLevel: actor.person.realNameLevel }
}
/** Guarantee: levels come from the identity provider's claims or are that of the counter. */
const asLevel = (level: string) => level as Submission['submitter']['realNameLevel']

/** The window that collects checks form and identity, and nothing else: competence stays where it is. */
function checksTold(
  { actor, region }: Pick<Context, 'actor' | 'region'>,
  mode: WayOut['mode'],
): Submission['checks'] {
  if (mode !== 'collect' || actor.kind !== 'official') return null
  const { department } = actor
  const departmentName = region.departments.find(({ code }) => code === department)?.name.zh ?? region.name.zh
  return { form: 'complete', identity: 'inPerson', department, departmentName }
}

/** What would be answered if it were handed in now; nothing is stored and nothing is sent. */
export async function handOverAhead(
  ctx: Context,
  prepared: Prepared,
  way: WayOut,
): Promise<Result<Answer, Failure>> {
  const gaps = formalGaps(prepared)
  if (gaps.length > 0) return fail({ code: 'invalidInput', errors: gaps })
  const nobody = { submitter: '', submittedBy: 'applicant', contactLearns: 'none' } as const
  const imagined = { at: prepared.receivedAt, ...nobody, applicationDigest: '', recordDigest: null }
  const appended = await append('', null, [receivedHappening(prepared, imagined)])
  if (!appended.ok) throw new Error('a case cannot begin with its receipt')
  const answer = answerOf(ctx, prepared, way, '', appended.value.fold, { token: null, receipt: null })
  return ok({ ...answer, caseNumber: null, state: null, next: APPLY_NEXT })
}

function answerOf(
  ctx: Context,
  { application, item, claim }: Prepared,
  way: WayOut,
  caseNumber: string,
  fold: CaseFold,
  { token, receipt }: { readonly token: string | null; readonly receipt: Answer['receipt'] },
): Answer {
  const { evaluation, evaluate } = evaluationOf(ctx, token)
  return {
    caseNumber,
    state: fold.state,
    outcome: 'transferred',
    reasons: [handedOverReason(way)],
    result: null,
    licences: [],
    ended: [],
    endedNote: null,
    documents: [],
    materials: materialsOf(item, handedBy(application), {}),
    // Until the handling region has told its own: the notice is owed from the receipt here (行政许可法 32), wherever.
    ...dueOf(owedNow(ctx, { item, claim }, { ...fold, noticeEndedOn: null, handover: null })),
    next: [...nextSteps(caseNumber, fold, false), ...evaluate],
    evaluation,
    receipt,
    handedOverTo: handedOverTo(way),
    notice: ctx.environment === 'development' ? DEMONSTRATION : null,
  }
}

/** Where it goes and what follows, as the applicant is told. */
const handedOverReason = ({ name, mode }: WayOut): Reason => ({
  rule: 'handOver',
  code: 'handedOver',
  text:
    mode === 'collect'
      ? `本事项由${name.zh}办理。窗口已代为收件并移送，由${name.zh}受理、决定，结果送回本地；无需再次提交。`
      : `本事项由${name.zh}办理。申请已经收件并移送，由${name.zh}受理、决定，结果在本地告知；无需再次提交。`,
  english: `${name.en} is competent. The application was received here and handed over: that region accepts and decides it, and the result comes back here. There is no need to apply again.`,
  basis: '国办发〔2020〕35号',
  cure: null,
  dates: {},
})

/** Guarantee: applications came from JSON, and what is made of them holds JSON values only. */
const asJson = (value: unknown) => value as Json
