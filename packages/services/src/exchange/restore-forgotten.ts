import { claimOf, findItemVersion } from '@tongban/catalogue'
import { type Message, type Mode, NO_MESSAGE_BEFORE, type RegionCode } from '@tongban/exchange'
import type { MessageData } from '@tongban/exchange/wire'
import { type Actor, canonicalJson, type Json, parseCaseNumber, sha256Hex } from '@tongban/kernel'
import {
  caseByNumber,
  type HandoverRow,
  insertHandover,
  partnerByRegion,
  passSequence,
  type WayOutRow,
  waysOut,
} from '@tongban/store'
import { beginHandedOver, type HandedOver, handoverRow } from '../applications/hand-over.ts'
import { actorIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { type Submission, submissionSchema } from '../handovers/submission.ts'
import type { WayOut } from '../handovers/way-out.ts'
import { raiseAlarm } from './alarms.ts'

/**
 * A case this region took in, handed over, and has forgotten with an older database: its own messages have come back from
 * the partner and stand in the log again, with what was personal in them. Of the first of them the case is made anew, as
 * it began: received and handed over, on the same instants and under the same number. What the partner has told is applied
 * after that as it comes. Where it cannot be made, people are told which case it is.
 */
export type Forgotten = {
  readonly partner: RegionCode
  readonly caseNumber: string
  /** This region's own messages, in order, the application first. */
  readonly own: readonly OwnMessage[]
}
export type OwnMessage = { readonly message: Message; readonly digest: string; readonly personal: Json }

/** Whether the case is here now, so that messages of the partner can be applied to it. */
export async function restoreForgotten(ctx: Context, forgotten: Forgotten): Promise<boolean> {
  const { partner, caseNumber, own } = forgotten
  const reason = await restore(ctx, forgotten)
  if (reason === null) return true
  const facts = { reason, messages: own.map(({ message }) => message.id) }
  await ctx.database.write([
    raiseAlarm({ kind: 'divergence', partner, subject: caseNumber, facts }, ctx.clock.now()),
  ])
  return false
}

/** Why it cannot be made anew; null: it is here. */
async function restore(ctx: Context, { partner, caseNumber, own }: Forgotten): Promise<string | null> {
  const [first] = own
  const last = own.at(-1)
  const number = parseCaseNumber(caseNumber)
  if (first === undefined || last === undefined || first.message.type !== 'case.submitted')
    return 'caseForgotten'
  if (number === undefined || !isUnbroken(own)) return 'brokenChain'
  const submission = submissionSchema.safeParse(first.personal)
  const data = asSubmitted(first.message)
  // A part of a case that is led here: the case itself was never told.
  if (!submission.success || data.mode === 'joint') return 'caseForgotten'
  const application = asJson(submission.data.application)
  if ((await sha256Hex(canonicalJson(application))) !== data.applicationDigest) return 'contentRefused'
  const item = findItemVersion(data.itemCode, Number(data.itemVersion))
  const claim = item.ok ? claimOf(ctx.region, item.value) : item
  if (!item.ok || !claim.ok) return 'itemUnknown'
  const [known, ways, [row]] = await ctx.database.read([
    caseByNumber({ caseNumber }),
    waysOut({ itemCode: data.itemCode }),
    partnerByRegion({ region: partner }),
  ])
  // Its number was given once more before it was remembered.
  if (known.length > 0) return 'numberTaken'
  const way = wayOf(first.message, ways, { zh: row?.nameZh ?? partner, en: row?.nameEn ?? partner })
  const acting: Context = { ...ctx, actor: submitterOf(submission.data, number) }
  const submitterIndex = await actorIndex(ctx.keys, acting.actor)
  const { receivedAt, transferredAt } = data
  const handed: HandedOver = {
    application: { ...submission.data.application, handlingRegion: partner },
    item: item.value,
    claim: claim.value,
    receivedAt,
    handledAt: receivedAt,
  }
  const begun = await beginHandedOver(acting, handed, way, {
    caseNumber: number,
    submitterIndex,
    transferredAt,
    more: { restoredAt: ctx.clock.now(), message: first.digest },
  })
  const opened = handoverRow(way, { caseNumber, itemCode: data.itemCode, receivedAt, at: transferredAt })
  const handover: HandoverRow = {
    ...opened,
    outSeq: last.message.seq,
    outHead: last.digest,
    inHead: NO_MESSAGE_BEFORE,
    updatedAt: ctx.clock.now(),
  }
  const written = await ctx.database.write([
    ...begun.statements,
    insertHandover(handover),
    // The sequence is as old as the database: the number is not given to anybody else.
    passSequence({ day: begun.fold.receivedOn, sequence: Number(caseNumber.slice(14, 21)) }),
  ])
  // Somebody else has made it meanwhile.
  return written.ok || written.failure.table === 'cases' ? null : `conflict in ${written.failure.table}`
}

/** Each names the one before it, from the first. */
const isUnbroken = (own: readonly OwnMessage[]): boolean =>
  own.every(
    ({ message }, at) =>
      message.seq === at + 1 && message.previous === (own[at - 1]?.digest ?? NO_MESSAGE_BEFORE),
  )

/** The way it went, as the message names it; what only the routes say is not known where they have changed since. */
function wayOf(
  { to, agreement, route, data }: Message,
  ways: readonly WayOutRow[],
  name: WayOut['name'],
): WayOut {
  const [agreementId = '', agreementVersion = ''] = agreement.split('@')
  const found = ways.find(({ version, region }) => version === route && region === to)
  return {
    region: to,
    name,
    mode: asMode(data.mode),
    office: found?.office ?? '*',
    agreementId,
    agreementVersion: Number(agreementVersion),
    version: route,
    pushWorkdays: found?.pushWorkdays ?? null,
    resultWorkdays: found?.resultWorkdays ?? null,
  }
}

/** Whoever handed it in, as they were told of; which official it was at a window is not known any more. */
function submitterOf({ submitter: { kind, ...person }, checks }: Submission, caseNumber: string): Actor {
  if (kind === 'applicant') return { kind: 'applicant', subject: '', person }
  const subject = `unknown/${caseNumber}`
  return { kind: 'official', subject, roles: [], department: checks?.department ?? '', post: '', name: '' }
}

/** Guarantee of both: the exchange has checked the open part by the schema of its type before it was sent. */
const asSubmitted = ({ data }: Message) => data as MessageData<'case.submitted'>
const asMode = (mode: unknown) => mode as Mode
/** Guarantee: it was opened from JSON. */
const asJson = (value: unknown) => value as Json
