import { type CaseEvent, type CaseFold, isClosed } from '@tongban/cases'
import {
  type Courier,
  type MessageDraft,
  NO_MESSAGE_BEFORE,
  NO_OFFICE_KEY,
  type SealedMessage,
} from '@tongban/exchange'
import { canonicalJson, type EpochMs, type Failure, fail, ok, type Result } from '@tongban/kernel'
import { type HandoverRow, reopenHandover, type Statement, updateHandover } from '@tongban/store'
import { goingFiles } from '../attachments/named.ts'
import type { Context } from '../context.ts'
import { HAND, insertOutMessage, LEASE_MS } from '../exchange/outbox.ts'
import { TOLD_BY_LEADING } from '../joint/told.ts'
import { TOLD_BY_HANDLING } from './at-handling/told.ts'
import { TOLD_BY_RECEIVING } from './at-receiving/told.ts'
import { deadlineKept, deadlineOf, deadlineTold, isSameLimit } from './deadline.ts'
import { NO_PAPERS, type Papers } from './papers.ts'
import { type About, arrivalTold, type TellTable, type ToldMessage } from './telling.ts'

/**
 * Tells the partner regions of a case what has happened to it: every event of the case that concerns them becomes a
 * message, numbered and sealed before the batch that writes the event, and written in it. So nothing changes without its
 * message and no message leaves without its cause. A case of this region alone passes through untouched.
 */
export type Told = {
  readonly statements: readonly Statement[]
  /** Regions that something waits for. */
  readonly partners: readonly string[]
  /** What was told because of somebody's request: inserted already leased, and sent right after the answer. */
  readonly inHand?: readonly SealedMessage[]
}
const NOTHING: Told = { statements: [], partners: [] }

const TABLES: Readonly<Record<string, TellTable>> = {
  handling: TOLD_BY_HANDLING,
  receiving: TOLD_BY_RECEIVING,
  leading: TOLD_BY_LEADING,
}

export async function tellPartners(
  ctx: Context,
  about: About,
  events: readonly CaseEvent[],
  fold: CaseFold,
  papers: Papers = NO_PAPERS,
  /** How the hand-over is kept: a new one is inserted with the messages that open it. */
  keep: (row: HandoverRow) => Statement = updateHandover,
): Promise<Told> {
  if (about.handovers.length === 0) return NOTHING
  const now = ctx.clock.now()
  return seal(
    ctx,
    about.handovers.map((handover) => draftsFor(ctx, { about, handover, events, fold, papers, now })),
    keep,
  )
}

/** Tells one partner what is no event of a case, such as that none was begun. */
export const tellPlainly = (
  ctx: Context,
  handover: HandoverRow,
  message: ToldMessage,
  keep: (row: HandoverRow) => Statement,
): Promise<Told> => seal(ctx, [withDraft(ctx, { drafts: [], handover }, message, ctx.clock.now())], keep)

async function seal(
  ctx: Context,
  each: readonly Drafted[],
  keep: (row: HandoverRow) => Statement,
): Promise<Told> {
  const now = ctx.clock.now()
  const drafts = each.flatMap((one) => one.drafts)
  const sealed = drafts.length === 0 ? [] : await sealedBy(ctx, courierOf(ctx), drafts)
  if (sealed.length !== drafts.length) throw new Error('fewer messages were sealed than were to be told')
  const told = each.filter((one) => one.drafts.length > 0)
  // What cron does, and what follows from a message of a partner, goes with whatever else is due.
  const isAsked = ctx.actor.kind === 'applicant' || ctx.actor.kind === 'official'
  const lease = isAsked ? { leasedBy: HAND, nextAt: now + LEASE_MS } : { leasedBy: null, nextAt: now }
  // One that begins is kept, whether or not there is anything to tell yet.
  const kept = keep === updateHandover ? told : each
  return {
    statements: [
      ...sealed.map((message) => insertOutMessage(message, lease)),
      // The files it names follow once it is stored there.
      ...sealed.flatMap(({ message }) => goingFiles(message, now)),
      ...told.filter(({ isReopened }) => isReopened).map(({ handover }) => reopenHandover(handover)),
      ...kept.map(({ drafts: own, handover }) =>
        keep({
          ...handover,
          outHead: own.length === 0 ? handover.outHead : headOf(sealed, handover),
          updatedAt: now,
        }),
      ),
    ],
    partners: told.map(({ handover }) => handover.partner),
    ...(isAsked && sealed.length > 0 ? { inHand: sealed } : {}),
  }
}

/** The Worker that has the exchange keys does not answer: nothing can be told, so that nothing is written either. */
export class NotSealed extends Error {
  override readonly name = 'NotSealed'
  readonly failure: Unsealed
  constructor(failure: Unsealed) {
    super('what a partner is to be told could not be sealed')
    this.failure = failure
  }
}

async function sealedBy(
  { log, requestId }: Pick<Context, 'log' | 'requestId'>,
  courier: Courier,
  drafts: readonly MessageDraft[],
): Promise<readonly SealedMessage[]> {
  try {
    return await courier.seal(drafts)
  } catch (error) {
    log('notSealed', { requestId, why: error instanceof Error ? error.name : 'unknown' })
    const hasNoKey = error instanceof Error && error.message.includes(NO_OFFICE_KEY)
    throw new NotSealed(hasNoKey ? NO_KEY : UNSEALED)
  }
}

/** What nobody can do anything about here becomes a failure; every other error stays one. */
export async function whereSealed<T>(work: () => Promise<T>): Promise<Result<T, Unsealed>> {
  try {
    return ok(await work())
  } catch (error) {
    if (error instanceof NotSealed) return fail(error.failure)
    throw error
  }
}
const UNSEALED = { code: 'unavailable', what: 'service' } as const satisfies Failure
const NO_KEY = { code: 'unavailable', what: 'partnerKey' } as const satisfies Failure
export type Unsealed = typeof UNSEALED | typeof NO_KEY

/** Once they are written: sends what waits, without anybody waiting for it. */
export function sendTold(ctx: Context, { partners, inHand = [] }: Pick<Told, 'partners' | 'inHand'>): void {
  if (partners.length === 0) return
  const courier = courierOf(ctx)
  const sent =
    inHand.length === 0 ? courier.send(partners) : courier.send(partners, { holder: HAND, messages: inHand })
  ctx.after(sent)
}

function courierOf({ courier }: Pick<Context, 'courier'>): Courier {
  if (courier === null)
    throw new Error('a case has a part in another region, and nothing leads to the exchange')
  return courier
}

type Given = {
  readonly about: About
  readonly handover: HandoverRow
  readonly events: readonly CaseEvent[]
  readonly fold: CaseFold
  readonly papers: Papers
  readonly now: number
}

/** The messages to one partner, and the hand-over as they leave it but for the digest of the last. */
function draftsFor(ctx: Context, { about, handover: before, events, fold, papers, now }: Given): Drafted {
  const table = TABLES[before.role]
  if (table === undefined) throw new Error(`a hand-over without a side: ${before.role}`)
  // The clock is reckoned where the case is handled; the other side shows what it was told.
  const deadline = before.role === 'handling' ? deadlineOf(about.policy, fold, now) : null
  let drafted: Drafted = {
    drafts: [],
    handover: deadline === null ? before : { ...before, deadline: canonicalJson(deadline) },
  }
  for (const event of events) {
    const { handover } = drafted
    const told = table[event.type]?.({ event, fold, handover, deadline, papers, about }) ?? []
    for (const each of told) drafted = withDraft(ctx, drafted, each, event.at)
  }
  const { drafts } = drafted
  if (deadline === null || isClosed(fold.state) || drafts.some(({ data }) => data.deadline !== undefined))
    return drafted
  // Something has moved the limit that no message of these tells, and both sides show the same day.
  return isSameLimit(deadlineKept(before), deadline)
    ? drafted
    : withDraft(ctx, drafted, deadlineTold(deadline, fold, now), now)
}

type Drafted = {
  readonly drafts: readonly MessageDraft[]
  readonly handover: HandoverRow
  /** It was closed, and is open again. */
  readonly isReopened?: boolean
}

/** One message more. */
function withDraft(
  { ids }: Pick<Context, 'ids'>,
  { drafts, handover: before, isReopened = false }: Drafted,
  { id, inreplyto, type, data, personal, makes }: ToldMessage,
  at: EpochMs,
): Drafted {
  const handover = { ...before, ...makes, outSeq: before.outSeq + 1 }
  const draft = {
    id: id ?? ids.uuid(),
    type,
    to: handover.partner,
    subject: handover.caseNumber,
    at,
    seq: handover.outSeq,
    // Of all but the first the courier knows the digest of the one before.
    previous: drafts.length === 0 ? before.outHead : NO_MESSAGE_BEFORE,
    agreement: `${handover.agreementId}@${handover.agreementVersion}`,
    route: handover.routeVersion,
    ...(inreplyto === undefined ? {} : { inreplyto }),
    data: { ...arrivalTold(before, type), ...data },
    personal,
    office: handover.office,
  }
  return { drafts: [...drafts, draft], handover, isReopened: isReopened || makes?.closedAt === null }
}

function headOf(sealed: readonly SealedMessage[], { partner, caseNumber, outSeq }: HandoverRow): string {
  const last = sealed.find(
    ({ message }) => message.to === partner && message.subject === caseNumber && message.seq === outSeq,
  )
  if (last === undefined) throw new Error('a message came back from sealing under another number')
  return last.digest
}
