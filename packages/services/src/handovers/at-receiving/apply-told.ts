import type { EventType, Happening } from '@tongban/cases'
import type { Applied, MessageType, VerdictCode } from '@tongban/exchange'
import type { MessageData } from '@tongban/exchange/wire'
import { canonicalJson, type Json } from '@tongban/kernel'
import { type HandoverRow, type Statement, updateReceiving } from '@tongban/store'
import { type Prepared, prepareEvents, writeEvents } from '../../cases/append-events.ts'
import { afterwards } from '../../cases/load.ts'
import { stepNotice } from '../../cases/step-notice.ts'
import type { Context } from '../../context.ts'
import { appliedStatements } from '../../exchange/applied.ts'
import { drainLeased } from '../../outbox/drain.ts'
import type { Incoming } from '../applier.ts'
import { keptContent } from '../contents.ts'

/**
 * Writes what the handling region has told of a case that was handed in here: the events, what it makes of the hand-over,
 * what is personal in it under this region's own keys, the message to the applicant, and the message as applied. One
 * batch: all of it or nothing, and the events' primary key keeps two appliers of one message apart.
 */
type Made = {
  /** Events as this region records them, the first being what the message says. */
  readonly happenings: readonly Happening[]
  readonly makes?: Partial<
    Pick<
      HandoverRow,
      'custody' | 'handlerReceivedAt' | 'acceptedAt' | 'decidedAt' | 'closedAt' | 'deadline' | 'passed'
    >
  >
  /**
   * It tells of a case that is open there. Where it has ended here, that region has forgotten its end and goes on: the
   * case is open here as well, and what is told now stands; what was told before stays in the timeline.
   */
  readonly isOpenThere?: true
  /** The event the applicant is told of. */
  readonly notice?: EventType
  readonly also?: readonly Statement[]
}

export async function applyTold(ctx: Context, incoming: Incoming, made: Made): Promise<Applied> {
  const { opened, loaded } = incoming
  const isAnew = made.isOpenThere === true && hasEnded(loaded)
  const happenings = isAnew ? [openAnew(ctx, opened), ...made.happenings] : made.happenings
  const prepared = await prepareEvents(ctx, loaded, withTakeOver(incoming, happenings))
  if (!prepared.ok) return refusedBy(prepared.failure)
  if (prepared.value === null) throw new Error('a message of the handling region makes no event')
  const now = ctx.clock.now()
  const row = {
    ...incoming.handover,
    custody: 'there',
    ...arrival(incoming),
    ...(isAnew ? { decidedAt: null, closedAt: null } : {}),
    ...made.makes,
    updatedAt: now,
  }
  const after = {
    ...loaded,
    handovers: loaded.handovers.map((each) => (each.partner === row.partner ? row : each)),
  }
  const notice = await noticeOf(ctx, after, prepared.value, made.notice)
  const written = await writeEvents(ctx, after, prepared.value, [
    ...(await keptContent(ctx, opened)),
    updateReceiving({ ...row, at: now }),
    ...(made.also ?? []),
    ...(notice === null ? [] : [notice.statement]),
    ...appliedStatements(opened, { state: 'applied' }, now),
  ])
  // Nothing was written: whoever was first has applied it, or has changed the case; it is looked at once more.
  if (!written.ok) return { state: 'later', reason: `conflict in ${written.failure.table}` }
  const { notifier } = ctx
  if (notice !== null && notifier !== null) ctx.after(drainLeased(ctx, notifier, ctx.requestId, [notice.row]))
  return { state: 'applied' }
}

/** What changes nothing of the case: its words are kept, and it counts as applied. */
export async function keepTold(ctx: Context, { opened }: Pick<Incoming, 'opened'>): Promise<Applied> {
  const written = await ctx.database.write([
    ...(await keptContent(ctx, opened)),
    ...appliedStatements(opened, { state: 'applied' }, ctx.clock.now()),
  ])
  return written.ok
    ? { state: 'applied' }
    : { state: 'later', reason: `conflict in ${written.failure.table}` }
}

/** By a decision that region has told, or a withdrawal it has confirmed. */
const hasEnded = ({ fold: { state, handover } }: Incoming['loaded']): boolean =>
  handover !== null && (state !== 'transferred' || handover.decidedOn !== null)

const openAnew = (ctx: Pick<Context, 'clock'>, opened: Incoming['opened']): Happening =>
  toldBy(ctx, opened, 'reopenedElsewhere', {}, Date.parse(opened.message.time))

/** The first word of the handling region tells that it has the case, whatever else it tells. */
function withTakeOver({ loaded, opened, handover }: Incoming, happenings: readonly Happening[]) {
  if (loaded.fold.handover === null || loaded.fold.handover.takenOverOn !== null) return happenings
  const [first] = happenings
  if (first === undefined || first.type === 'returnedByPartner') return happenings
  const { handlerReceivedAt } = arrival({ opened, handover })
  const taken: Happening = { ...first, type: 'takenOverElsewhere', data: { happenedAt: handlerReceivedAt } }
  return [taken, ...happenings]
}

/** When it came there: as it was told, and as long as nothing is told the instant of its first word. */
const arrival = ({ opened, handover }: Pick<Incoming, 'opened' | 'handover'>) => {
  const told = opened.message.data.handlerReceivedAt
  const first = handover.handlerReceivedAt ?? Date.parse(opened.message.time)
  return { handlerReceivedAt: typeof told === 'number' ? told : first }
}

/** An event that a partner's message makes; its own instant there stands in its data. */
export const toldBy = (
  { clock }: Pick<Context, 'clock'>,
  { message, digest }: Incoming['opened'],
  type: EventType,
  data: { readonly [name: string]: Json },
  happenedAt: number,
): Happening => ({
  type,
  at: clock.now(),
  actorKind: 'partner',
  actorSubject: message.source,
  data: { ...data, happenedAt, message: digest, messageId: message.id, told: message.seq },
})

async function noticeOf(
  ctx: Context,
  loaded: Incoming['loaded'],
  { fold, events }: Prepared,
  event: EventType | undefined,
) {
  if (event === undefined) return null
  return stepNotice(ctx, afterwards(loaded, fold, events), event, null, ctx.requestId)
}

type HappeningFailure = Extract<Awaited<ReturnType<typeof prepareEvents>>, { readonly ok: false }>['failure']

/** A message that does not fit the case is refused for good, and its sender is told why. */
function refusedBy(failure: HappeningFailure): Applied {
  if (failure.code !== 'stepNotPossible') {
    return {
      state: 'refused',
      code: 'contentRefused',
      zh: '消息内容与其类型不符。',
      en: 'What the message says does not fit its type.',
    }
  }
  const { because } = failure
  if (because !== null)
    return { state: 'refused', code: codeOf(because.guard), zh: because.zh, en: because.en }
  return {
    state: 'refused',
    code: 'stepNotPossible',
    zh: `收件地的办件现为${failure.state}，不能这样办理。`,
    en: `The case stands at ${failure.state} in the receiving region, where this is not possible.`,
  }
}

/** As the protocol names it; which of this region's rules it was, its words say. */
const codeOf = (guard: string): VerdictCode =>
  guard === 'decidedElsewhere' ? 'alreadyDecided' : 'stepNotPossible'

/** Guarantee: the exchange has checked the open part by the schema of its type before anything is applied. */
export const dataOf = <T extends MessageType>({ message }: Incoming['opened'], _type: T) =>
  message.data as MessageData<T>

/** The limit as it was told, as it is kept. */
export const deadlineIn = (data: { readonly deadline?: unknown }): { readonly deadline?: string } =>
  data.deadline === undefined ? {} : { deadline: canonicalJson(asJson(data.deadline)) }
/** Guarantee: it came as JSON. */
const asJson = (value: unknown) => value as Json
