import {
  type Applied,
  type Message,
  type OpenedMessage,
  parseAgreementName,
  transferableIn,
} from '@tongban/exchange'
import type { MessageData } from '@tongban/exchange/wire'
import { sha256Hex } from '@tongban/kernel'
import { typeOf } from '@tongban/licences'
import {
  agreementsWith,
  exchangeMessagesAfter,
  type HandoverRow,
  handoversOfCase,
  insertHandover,
  insertTransfer,
  licenceByIdentifier,
  type Statement,
  type TransferRow,
  transferById,
  updateReceiving,
} from '@tongban/store'
import { versionOf } from '../agreements/version.ts'
import type { Context } from '../context.ts'
import { raiseAlarm } from '../exchange/alarms.ts'
import { appliedStatements } from '../exchange/applied.ts'
import { exchangeRegionOf } from '../exchange/seal.ts'
import { keptContent } from '../handovers/contents.ts'
import { sendTold, type Told } from '../handovers/tell.ts'
import { drainLeased } from '../outbox/drain.ts'
import { answeredOffer, answerStatement, type TransferAnswer } from './answer.ts'
import { answerSchema, offerSchema } from './content.ts'
import { afterAnswer } from './give-back.ts'
import { lineRow, withoutLineBefore } from './line.ts'

/**
 * Applies what a partner tells of a licence that goes from one region to the other 证照转出、转入: an offer is laid before the
 * department that decides, an offer that is asked back is given back unless it was answered, an answer ends the licence
 * here or lets it hold again. One batch with the message as applied, whichever it is; nothing here signs a licence.
 */
export function applyTransfer(ctx: Context, opened: OpenedMessage): Promise<Applied> {
  switch (opened.message.type) {
    case 'licence.transfer-offered':
      return offered(ctx, opened)
    case 'licence.transfer-withdrawn':
      return askedBack(ctx, opened)
    default:
      return answered(ctx, opened)
  }
}

async function offered(ctx: Context, opened: OpenedMessage): Promise<Applied> {
  const { message, digest } = opened
  const { source: partner, subject: identifier, id } = message
  const data = asOffered(message.data)
  const [[known], lines, agreements, own] = await ctx.database.read([
    transferById({ id }),
    handoversOfCase({ caseNumber: identifier }),
    agreementsWith({ partner }),
    exchangeMessagesAfter({ caseNumber: identifier, partner, direction: 'out', after: 0, limit: MOST_OWN }),
  ])
  if (known !== undefined) return APPLIED
  const agreed = parseAgreementName(message.agreement)
  const version = agreements
    .map(versionOf)
    .find((each) => each.id === agreed?.id && each.version === agreed.version)
  const sides = { licenceType: data.licenceType, offeredBy: partner, takenBy: exchangeRegionOf(ctx) }
  const transferable = version === undefined ? null : transferableIn(version.agreement, sides)
  if (version === undefined || transferable === null) return NOT_AGREED
  const at = ctx.clock.now()
  const before = lines.find((line) => line.partner === partner)
  const begun = lineRow(
    {
      caseNumber: identifier,
      partner,
      role: 'taking',
      itemCode: data.licenceType,
      office: ANY_OFFICE,
      agreementId: version.id,
      agreementVersion: version.version,
      routeVersion: message.route,
      at,
    },
    before,
  )
  const line = { ...begun, ...lastOf(own, begun), inSeq: message.seq, inHead: digest, handlerReceivedAt: at }
  const transfer: TransferRow = {
    id,
    direction: 'in',
    partner,
    identifier,
    type: data.licenceType,
    department: transferable.office,
    state: 'offered',
    ground: data.code,
    seq: message.seq,
    caseNumber: data.caseNumber ?? '',
    offeredAt: data.at,
    answeredAt: null,
    answerCode: null,
    successor: null,
    updatedAt: at,
  }
  const applied = appliedStatements(opened, { state: 'applied' }, at)
  const told = ownAnswer(own, id)
  if (told !== null)
    // Answered before this database was put back: the answer stands, and what it issued is made again by people.
    return write(ctx, [
      ...withoutLineBefore(before),
      insertHandover({ ...line, closedAt: at }),
      insertTransfer({ ...transfer, ...told, answeredAt: at }),
      ...(told.successor === null ? [] : [lostSuccessor(transfer, told.successor, at)]),
      ...applied,
    ])
  const fault = await faultOf(opened, data)
  if (fault !== null) {
    const answer = { outcome: 'declined', code: fault, reason: null } as const
    const given = await answeredOffer(ctx, transfer, line, answer, insertHandover)
    return write(
      ctx,
      [...withoutLineBefore(before), ...given.statements, insertTransfer(given.transfer), ...applied],
      given.told,
    )
  }
  return write(ctx, [
    ...withoutLineBefore(before),
    insertHandover(line),
    insertTransfer(transfer),
    ...(await keptContent(ctx, opened)),
    ...applied,
  ])
}
/** What goes back is for the region that issued it as a whole. */
const ANY_OFFICE = '*'
const MOST_OWN = 100

/** Why it is declined as it comes; null: people decide. */
async function faultOf(
  { personal }: OpenedMessage,
  { licenceType, digest }: MessageData<'licence.transfer-offered'>,
): Promise<string | null> {
  const read = offerSchema.safeParse(personal)
  if (!read.success || (await sha256Hex(read.data.credential)) !== digest) return 'contentRefused'
  const acts: readonly string[] = typeOf(licenceType)?.acts ?? []
  return acts.includes('transferIn') ? null : 'typeUnknown'
}

type Own = readonly { readonly seq: number; readonly digest: string; readonly body: string }[]

/** How far this region's own messages have come, where they are back and the line is not. */
function lastOf(own: Own, { outSeq, outHead }: HandoverRow): Pick<HandoverRow, 'outSeq' | 'outHead'> {
  const last = own.at(-1)
  return last === undefined || last.seq <= outSeq
    ? { outSeq, outHead }
    : { outSeq: last.seq, outHead: last.digest }
}

/** What this region has answered to this offer, as the message of it says. */
function ownAnswer(own: Own, id: string): Pick<TransferRow, 'state' | 'answerCode' | 'successor'> | null {
  const message = own.map(({ body }) => asMessage(JSON.parse(body))).find(({ inreplyto }) => inreplyto === id)
  if (message?.type !== 'licence.transfer-taken') return null
  const { outcome, successor = null, code = null } = asAnswered(message.data)
  return outcome === 'taken'
    ? { state: 'taken', answerCode: null, successor }
    : { state: 'declined', answerCode: code, successor: null }
}

const lostSuccessor = ({ id, partner, identifier }: TransferRow, successor: string, at: number): Statement =>
  raiseAlarm(
    {
      kind: 'divergence',
      partner,
      subject: id,
      facts: { reason: 'successorToCheck', licence: identifier, successor },
    },
    at,
  )

async function askedBack(ctx: Context, opened: OpenedMessage): Promise<Applied> {
  const { subject, source, inreplyto = '' } = opened.message
  const [[transfer], lines] = await ctx.database.read([
    transferById({ id: inreplyto }),
    handoversOfCase({ caseNumber: subject }),
  ])
  const line = lines.find(({ partner }) => partner === source)
  const applied = appliedStatements(opened, { state: 'applied' }, ctx.clock.now())
  const isTheirs =
    transfer?.identifier === subject && transfer.partner === source && transfer.direction === 'in'
  // What was answered before stands; its answer is on its way, or there.
  if (line === undefined || !isTheirs || transfer.state !== 'offered') return write(ctx, applied)
  const answer = { outcome: 'declined', code: 'withdrawn', reason: null } as const
  const given = await answeredOffer(ctx, transfer, line, answer)
  return write(ctx, [...given.statements, answerStatement(given.transfer), ...applied], given.told)
}

async function answered(ctx: Context, opened: OpenedMessage): Promise<Applied> {
  const { message, personal } = opened
  const { subject: identifier, source: partner, inreplyto = '' } = message
  const data = asAnswered(message.data)
  const [[stored], [licence], lines, own] = await ctx.database.read([
    transferById({ id: inreplyto }),
    licenceByIdentifier({ identifier }),
    handoversOfCase({ caseNumber: identifier }),
    exchangeMessagesAfter({ caseNumber: identifier, partner, direction: 'out', after: 0, limit: MOST_OWN }),
  ])
  const isOurs = stored?.identifier === identifier && stored.partner === partner && stored.direction === 'out'
  const restored = stored === undefined ? restoredOffer(own, inreplyto, licence?.departmentCode) : null
  const transfer = isOurs ? stored : restored?.transfer
  if (transfer === undefined) return UNKNOWN_OFFER
  const now = ctx.clock.now()
  const words = answerSchema.safeParse(personal)
  const answer: TransferAnswer =
    data.outcome === 'taken'
      ? { outcome: 'taken', successor: data.successor ?? '' }
      : {
          outcome: 'declined',
          code: data.code ?? 'declined',
          reason: words.success ? words.data.reason : null,
        }
  const line = lines.find((each) => each.partner === partner) ?? restored?.line
  const { statements, notice } = await afterAnswer(ctx, transfer, licence, answer)
  const custody = answer.outcome === 'taken' ? 'there' : 'here'
  const closed = line === undefined ? [] : [updateReceiving({ ...line, custody, closedAt: data.at, at: now })]
  const written = await write(ctx, [
    ...(restored === null ? [] : [insertHandover(restored.line), insertTransfer(restored.transfer)]),
    ...statements,
    ...closed,
    ...appliedStatements(opened, { state: 'applied' }, now),
  ])
  const { notifier } = ctx
  if (written.state === 'applied' && notice !== null && notifier !== null)
    ctx.after(drainLeased(ctx, notifier, ctx.requestId, [notice.row]))
  return written
}

/** An offer this region has made and forgotten with an older database, as its own message that came back says it. */
function restoredOffer(own: Own, id: string, department: string | undefined) {
  const message = own.map(({ body }) => asMessage(JSON.parse(body))).find((each) => each.id === id)
  const last = own.at(-1)
  if (message?.type !== 'licence.transfer-offered' || last === undefined || department === undefined)
    return null
  const data = asOffered(message.data)
  const { subject: identifier, to: partner, seq, route } = message
  const agreed = parseAgreementName(message.agreement)
  if (agreed === undefined) throw new Error('a message of this region names no agreement')
  const line = lineRow(
    {
      caseNumber: identifier,
      partner,
      role: 'offering',
      itemCode: data.licenceType,
      office: ANY_OFFICE,
      agreementId: agreed.id,
      agreementVersion: agreed.version,
      routeVersion: route,
      at: data.at,
    },
    undefined,
  )
  const transfer: TransferRow = {
    id,
    direction: 'out',
    partner,
    identifier,
    type: data.licenceType,
    department,
    state: 'offered',
    ground: data.code,
    seq,
    caseNumber: data.caseNumber ?? '',
    offeredAt: data.at,
    answeredAt: null,
    answerCode: null,
    successor: null,
    updatedAt: data.at,
  }
  return { line: { ...line, outSeq: last.seq, outHead: last.digest }, transfer }
}

async function write(ctx: Context, statements: readonly Statement[], told?: Told): Promise<Applied> {
  const written = await ctx.database.write(statements)
  if (!written.ok) return { state: 'later', reason: `conflict in ${written.failure.table}` }
  if (told !== undefined) sendTold(ctx, told)
  return APPLIED
}

/** Guarantee of these: the exchange has checked the open part by the schema of its type, or stored it so. */
const asOffered = (data: object) => data as MessageData<'licence.transfer-offered'>
const asAnswered = (data: object) => data as MessageData<'licence.transfer-taken'>
const asMessage = (value: unknown) => value as Message

const APPLIED: Applied = { state: 'applied' }
const NOT_AGREED: Applied = {
  state: 'refused',
  code: 'notAgreed',
  zh: '协议没有约定这类证照转入本地区。',
  en: 'No agreement says that licences of this type come to this region.',
}
const UNKNOWN_OFFER: Applied = {
  state: 'refused',
  code: 'unknownOffer',
  zh: '本地区没有向贵方提出过这一转出。',
  en: 'This region has made you no such offer.',
}
