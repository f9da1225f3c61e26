import { type Applied, type MessageType, NO_MESSAGE_BEFORE, type OpenedMessage } from '@tongban/exchange'
import {
  type EpochMs,
  type Failure,
  fail,
  ok,
  type Partner,
  parseCaseNumber,
  type Result,
} from '@tongban/kernel'
import {
  agreementsWith,
  caseByNumber,
  type HandoverRow,
  handoversOfCase,
  type Statement,
  toldOfCase,
} from '@tongban/store'
import { type Assessment, assess, type Prepared, prepare } from '../../applications/assess.ts'
import { type Commit, prepareCommit } from '../../applications/commit.ts'
import { settledBySilence } from '../../applications/deemed-before.ts'
import { holderKeyErrors } from '../../applications/holder-key.ts'
import { decidedWith } from '../../applications/judge.ts'
import { standing } from '../../applications/standing.ts'
import { checkSupersedes } from '../../applications/supersedes.ts'
import { comingFiles } from '../../attachments/named.ts'
import { actorIndex } from '../../cases/identity.ts'
import type { Context } from '../../context.ts'
import { raiseAlarm } from '../../exchange/alarms.ts'
import { appliedStatements } from '../../exchange/applied.ts'
import { asPart } from '../../joint/part.ts'
import { issuesLicence } from '../../licences/at-intake.ts'
import { licenceSlot } from '../../licences/draw.ts'
import type { IssueFailure } from '../../licences/issue.ts'
import { drainLeased } from '../../outbox/drain.ts'
import { routedInside } from '../../routes/inside-way.ts'
import { type Submission, submissionSchema } from '../submission.ts'
import { sendTold } from '../tell.ts'
import { governing } from './agreed.ts'
import { asSubmitted, refusalAsTold, refusalOfVersion } from './as-told.ts'
import { countsFrom } from './counts-from.ts'
import type { Begun } from './tell-intake.ts'
import { type Answered, backAlready, turnedAway } from './turn-away.ts'

/**
 * Takes over 转入 an application that another region took in: the same intake as at home, by the rules of this region and
 * under the number it has there (国办发〔2020〕35号: competence stays where it is). One read batch, one write batch, in which
 * the case, its hand-over and what the sender is told stand together; a repeated message finds them and changes nothing.
 * The days that protect the applicant run from the receipt there (行政许可法 32), the decision from acceptance here.
 */
export async function takeOver(ctx: Context, opened: OpenedMessage): Promise<Applied> {
  const read = submissionSchema.safeParse(opened.personal)
  if (!read.success) return CONTENT_WRONG
  const refusal = await refusalAsTold(ctx, opened, read.data)
  if (refusal !== null) return refusal
  const acting = { ...ctx, actor: partnerFor(opened, read.data) }
  let handover = handoverOf(ctx, opened)
  for (let tries = 1; ; ) {
    const tried = await takeOnce(acting, opened, handover, read.data)
    if ('receivedAt' in tried) handover = { ...handover, receivedAt: tried.receivedAt }
    else if (!('beatenBy' in tried)) return tried
    else if (tries === MOST_TRIES) return { state: 'later', reason: `conflict in ${tried.beatenBy}` }
    else tries += 1
  }
}
const MOST_TRIES = 4
/** Nothing was written: decided once more, with what came first. */
const MAY_BEAT: readonly string[] = ['grants', 'licences', 'licence_events']

async function takeOnce(
  ctx: Context,
  opened: OpenedMessage,
  begun: Begun,
  { application }: Submission,
): Promise<Applied | { readonly beatenBy: string } | CountedFrom> {
  const { caseNumber, partner } = begun
  const whole = prepare(ctx, application, begun.receivedAt, begun.handlerReceivedAt ?? opened.storedAt)
  // Whose office it is agreed for is the item's own, whichever department has a part in it.
  const office = whole.ok ? whole.value.claim.department : null
  const prepared = preparedFor(whole, opened)
  const wrong = await holderKeyErrors(application)
  const errors: Failure | null = wrong.length > 0 ? { code: 'invalidInput', errors: wrong } : null
  if (!prepared.ok || errors !== null) {
    const [known, others, told, agreements] = await ctx.database.read([
      caseByNumber({ caseNumber }),
      handoversOfCase({ caseNumber }),
      toldOfCase({ caseNumber, partner }),
      agreementsWith({ partner }),
    ])
    const before = tookBefore(known.length, others, begun)
    if (before !== null) return before
    const governed = await governing(ctx, opened, agreements, office)
    if ('refusal' in governed) return governed.refusal
    const failure = prepared.ok ? errors : prepared.failure
    if (failure === null) throw new Error('nothing is wrong')
    const from = goingOn(begun, told)
    if (from.isBack) return write(ctx, opened, backAlready(from.handover))
    return write(ctx, opened, await turnedAway(ctx, from.handover, { failure }))
  }
  const decided = await decide(ctx, prepared.value, begun, opened, office)
  if ('applied' in decided) return decided.applied
  if (decided.receivedAt !== undefined) return { receivedAt: decided.receivedAt }
  const { handover } = decided
  if (decided.isBack) return write(ctx, opened, backAlready(handover))
  if (!decided.replaces.ok)
    return write(ctx, opened, await turnedAway(ctx, handover, { failure: decided.replaces.failure }))
  const { assessment, place } = decided
  // Another region's matter goes back to where it was handed in, and leaves no case here.
  if (assessment.decision.outcome === 'elsewhere')
    return write(ctx, opened, await turnedAway(ctx, handover, { assessment }))
  const submitterIndex = await actorIndex(ctx.keys, ctx.actor)
  const committed = (each: Assessment): Promise<Result<Commit, IssueFailure>> =>
    prepareCommit(ctx, each, numberOf(handover), submitterIndex, place, handover)
  const first = await committed(assessment)
  const commit = first.ok ? first : await committed(decidedWith(assessment, standing('licenceNotSigned')))
  if (!commit.ok) throw new Error('an application that is not granted asks for a signature')
  // What it names is handed in, and follows beside it.
  const files = await comingFiles(ctx, opened)
  if ('state' in files) return files
  const statements = [...commit.value.statements, ...files.statements, ...doubted(ctx, opened, begun)]
  const taken = await write(ctx, opened, { ...commit.value, statements })
  const { notice } = commit.value
  const { notifier } = ctx
  if ('state' in taken && taken.state === 'applied' && notice !== null && notifier !== null)
    ctx.after(drainLeased(ctx, notifier, ctx.requestId, [notice.row]))
  return taken
}

/** Of a part in joint handling what the department of the stage is to look at; whoever has no such stage has no part. */
function preparedFor(prepared: Result<Prepared, Failure>, opened: OpenedMessage): Result<Prepared, Failure> {
  const { mode, stage } = asSubmitted(opened.message)
  if (!prepared.ok || mode !== 'joint') return prepared
  const { item, claim } = prepared.value
  const part = asPart(item, claim, stage ?? '')
  return part === null ? fail({ code: 'notFound', what: 'item' }) : ok({ ...prepared.value, ...part })
}

/** What the rules here say of it, with what is known of the case; one read batch. */
async function decide(
  ctx: Context,
  prepared: Prepared,
  begun: Begun,
  opened: OpenedMessage,
  office: string | null,
) {
  const { caseNumber, partner } = begun
  const { application, item } = prepared
  const slot = item.issues === undefined ? null : licenceSlot(ctx)
  const { assessment, rows } = await assess(ctx, prepared, 'intake', [
    caseByNumber({ caseNumber }),
    handoversOfCase({ caseNumber }),
    caseByNumber({ caseNumber: application.supersedes ?? '' }),
    toldOfCase({ caseNumber, partner }),
    agreementsWith({ partner }),
    ...(slot === null ? [] : [slot.statement]),
  ])
  const [known, others, [superseded], told, agreements, places] = rows
  const before = tookBefore(known.length, others, begun)
  if (before !== null) return { applied: before }
  const governed = await governing(ctx, opened, agreements, office)
  if ('refusal' in governed) return { applied: governed.refusal }
  const otherVersion = refusalOfVersion(opened, item)
  if (otherVersion !== null) return { applied: otherVersion }
  const earliest = countsFrom(ctx.calendar, opened, governed.version.agreement.limits)
  if (begun.receivedAt < earliest) return { receivedAt: earliest }
  const replaces = await checkSupersedes(ctx, application, superseded)
  const place = slot !== null && issuesLicence(assessment) ? slot.take(places ?? []) : null
  const settled = await settledBySilence(ctx, await routedInside(ctx, assessment))
  return { ...goingOn(begun, told), assessment: settled, replaces, place }
}

/**
 * Where this region has told of the case before and forgotten it with an older database, its messages have come back
 * first: what is told now goes on after the last of them. What it had given back is not taken over again.
 */
function goingOn(
  begun: Begun,
  told: readonly { readonly seq: number; readonly type: string; readonly digest: string }[],
): { readonly handover: Begun; readonly isBack: boolean } {
  const last = told.at(-1)
  if (last === undefined) return { handover: begun, isBack: false }
  const handover = { ...begun, outSeq: last.seq, outHead: last.digest }
  return { handover, isBack: GIVEN_BACK.includes(last.type) }
}
const GIVEN_BACK: readonly string[] = ['case.refused', 'case.returned'] satisfies MessageType[]

/** It is looked at once more, with what is reckoned from here. */
type CountedFrom = { readonly receivedAt: EpochMs }

/** What the sender says of the receipt, where the days are not reckoned from it. */
function doubted(
  ctx: Context,
  { message, storedAt }: OpenedMessage,
  { receivedAt }: Begun,
): readonly Statement[] {
  const { source: partner, subject } = message
  const told = asSubmitted(message).receivedAt
  if (told >= receivedAt) return []
  const facts = { told, countedFrom: receivedAt, storedAt }
  return [raiseAlarm({ kind: 'receiptDoubted', partner, subject, facts }, ctx.clock.now())]
}

/** The same message again finds what it has made. A number that stands here for another case is nobody's to give. */
function tookBefore(known: number, handovers: readonly HandoverRow[], { partner }: Begun): Applied | null {
  if (handovers.some((row) => row.partner === partner)) return { state: 'applied' }
  return known === 0 ? null : NUMBER_TAKEN
}

async function write(
  ctx: Context,
  opened: OpenedMessage,
  { statements, told }: Answered,
): Promise<Applied | { readonly beatenBy: string }> {
  const applied: readonly Statement[] = appliedStatements(opened, { state: 'applied' }, ctx.clock.now())
  const written = await ctx.database.write([...statements, ...applied])
  if (written.ok) {
    sendTold(ctx, told)
    return { state: 'applied' }
  }
  const { table } = written.failure
  return MAY_BEAT.includes(table) ? { beatenBy: table } : { state: 'later', reason: `conflict in ${table}` }
}

/** The hand-over as it begins here: the first message of the sender has come in, and none has gone out. */
function handoverOf({ clock }: Pick<Context, 'clock'>, { message, digest }: OpenedMessage): Begun {
  const { mode, itemCode, receivedAt, transferredAt, path } = asSubmitted(message)
  const [agreementId = '', version = ''] = message.agreement.split('@')
  const now = clock.now()
  return {
    caseNumber: message.subject,
    partner: message.source,
    role: 'handling',
    mode,
    // A part of joint handling takes nothing away: the case stays with the lead.
    custody: mode === 'joint' ? 'there' : 'here',
    itemCode,
    office: ANY_OFFICE,
    agreementId,
    agreementVersion: Number(version),
    routeVersion: message.route,
    outSeq: 0,
    outHead: NO_MESSAGE_BEFORE,
    inSeq: message.seq,
    inHead: digest,
    // It cannot have been received there after it came here, whatever that region's clock says.
    receivedAt: Math.min(receivedAt, now),
    transferredAt: Math.min(transferredAt, now),
    handlerReceivedAt: now,
    acceptedAt: null,
    decidedAt: null,
    closedAt: null,
    deadline: null,
    passed: JSON.stringify(path),
    updatedAt: now,
    submission: message.id,
  }
}
/** What goes back is for the region that took it in as a whole; which window asks for it is decided there. */
const ANY_OFFICE = '*'

function numberOf({ caseNumber }: Begun) {
  const number = parseCaseNumber(caseNumber)
  if (number === undefined) throw new Error('a message is about no case, and was let through')
  return number
}

/** The sender, and whom it vouches for: whoever signed in there, or the window that had the person before it. */
function partnerFor({ message }: OpenedMessage, { submitter: { kind, ...person } }: Submission): Partner {
  return { kind: 'partner', subject: message.source, vouched: kind === 'official' ? 'official' : person }
}

const CONTENT_WRONG: Applied = {
  state: 'refused',
  code: 'contentRefused',
  zh: '移送内容打不开或者不合格式。',
  en: 'What was handed over cannot be opened, or is not in the form.',
}
const NUMBER_TAKEN: Applied = {
  state: 'refused',
  code: 'numberTaken',
  zh: '这一办件编号在本地区已有另一办件。',
  en: 'The number of this case stands for another case here.',
}
