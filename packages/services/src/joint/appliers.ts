import type { Happening } from '@tongban/cases'
import { stageDepartment } from '@tongban/catalogue'
import type { Applied } from '@tongban/exchange'
import { type HandoverRow, type Statement, updateReceiving } from '@tongban/store'
import { prepareEvents, writeEvents } from '../cases/append-events.ts'
import { partnerServiceStatement, servedThere } from '../cases/service-events.ts'
import type { Context } from '../context.ts'
import { raiseAlarm } from '../exchange/alarms.ts'
import { appliedStatements } from '../exchange/applied.ts'
import type { Applier, Appliers, Incoming } from '../handovers/applier.ts'
import { dataOf, deadlineIn } from '../handovers/at-receiving/apply-told.ts'
import { keptContent } from '../handovers/contents.ts'

/**
 * What a region with a part in joint handling 多地联办 tells the lead 牵头地: that it has the part and until when, and its
 * decision, which is the opinion of its department in the case here. The case is decided here when all opinions are in.
 */
type Makes = Partial<
  Pick<HandoverRow, 'handlerReceivedAt' | 'acceptedAt' | 'decidedAt' | 'closedAt' | 'deadline'>
>

/** What a message makes of the hand-over where the case itself is not touched. */
async function noted(
  ctx: Context,
  incoming: Incoming,
  makes: Makes,
  also: readonly Statement[] = [],
): Promise<Applied> {
  const written = await ctx.database.write([...(await statementsOf(ctx, incoming, makes)), ...also])
  return written.ok ? APPLIED : { state: 'later', reason: `conflict in ${written.failure.table}` }
}
const APPLIED: Applied = { state: 'applied' }

async function statementsOf(ctx: Context, { opened, handover }: Incoming, makes: Makes) {
  const now = ctx.clock.now()
  return [
    ...(await keptContent(ctx, opened)),
    // The case stays here, whatever is told of a part.
    updateReceiving({ ...handover, ...makes, custody: 'here', at: now }),
    ...appliedStatements(opened, { state: 'applied' }, now),
  ]
}

const accepted: Applier = (ctx, incoming) => {
  const data = dataOf(incoming.opened, 'case.accepted')
  const { handlerReceivedAt, acceptedAt } = data
  return noted(ctx, incoming, { handlerReceivedAt, acceptedAt, ...deadlineIn(data) })
}

/** Its limit is paused, runs on or is extended: both sides show what that region reckons. */
const clock: Applier = (ctx, incoming) => noted(ctx, incoming, deadlineIn(incoming.opened.message.data))

const decided: Applier = async (ctx, incoming) => {
  const { opened, loaded, handover } = incoming
  const { message, digest } = opened
  const { outcome, changed, decidedAt, reasonCodes, ...data } = dataOf(opened, 'case.decided')
  const department = departmentOf(incoming)
  const isGiven = loaded.fold.opinions.some((each) => each.department === department)
  // An opinion is given once: what that region makes of it later is for people to take up.
  if (changed !== undefined || isGiven || department === null)
    return noted(ctx, incoming, {}, [opinionChanged(ctx, incoming, changed ?? 'repeated')])
  const happening: Happening = {
    type: 'opinionGiven',
    at: ctx.clock.now(),
    actorKind: 'partner',
    actorSubject: message.source,
    data: {
      department,
      opinion: outcome === 'granted' ? 'grant' : 'refuse',
      reasons: [...reasonCodes],
      happenedAt: decidedAt,
      message: digest,
      told: message.seq,
      ...servedThere(data),
    },
  }
  const prepared = await prepareEvents(ctx, loaded, [happening])
  if (!prepared.ok) {
    // It waits while the case stands, and comes too late for one that is over.
    return loaded.fold.closedOn === null ? { state: 'later', reason: prepared.failure.code } : TOO_LATE
  }
  if (prepared.value === null) throw new Error('an opinion was told')
  const makes = { decidedAt, ...deadlineIn(data) }
  const row = { ...handover, ...makes }
  const after = {
    ...loaded,
    handovers: loaded.handovers.map((each) => (each.partner === row.partner ? row : each)),
  }
  const written = await writeEvents(ctx, after, prepared.value, [
    ...(await statementsOf(ctx, incoming, makes)),
    ...partnerServiceStatement(after, 'decision', happening),
  ])
  return written.ok ? APPLIED : { state: 'later', reason: `conflict in ${written.failure.table}` }
}

/** The department whose stage it is: that of the region the message came from. */
function departmentOf({ loaded: { claim }, opened: { message } }: Incoming): string | null {
  const stage = claim.stages?.find(({ region }) => region === message.source)
  return stage === undefined ? null : stageDepartment(stage)
}

const opinionChanged = (ctx: Context, { handover }: Incoming, changed: string): Statement =>
  raiseAlarm(
    {
      kind: 'divergence',
      partner: handover.partner,
      subject: handover.caseNumber,
      facts: { reason: 'opinionChanged', changed },
    },
    ctx.clock.now(),
  )

/** The part was not taken, or was given back: without it nothing is decided, and people settle it with that region. */
const givenBack: Applier = (ctx, incoming) => {
  const { opened, handover } = incoming
  const { type, data } = opened.message
  const now = ctx.clock.now()
  const facts = { reason: 'jointPartGivenBack', type, code: typeof data.code === 'string' ? data.code : null }
  const alarm = { kind: 'refused', partner: handover.partner, subject: handover.caseNumber, facts } as const
  return noted(ctx, incoming, { closedAt: now }, [raiseAlarm(alarm, now)])
}

const ended: Applier = (ctx, incoming) => {
  const { at } = dataOf(incoming.opened, 'case.withdrawn')
  return noted(ctx, incoming, { closedAt: at, deadline: null })
}

/** What goes with a decision there has its place among what was told, and ends nothing here. */
const kept: Applier = (ctx, incoming) => noted(ctx, incoming, {})

const TOO_LATE: Applied = {
  state: 'refused',
  code: 'alreadyDecided',
  zh: '牵头地的办件已经办结，意见未能记入。',
  en: 'The case is closed in the leading region; the opinion came too late for it.',
}

export const AT_LEADING: Appliers = {
  'case.accepted': accepted,
  'case.clock-paused': clock,
  'case.clock-resumed': clock,
  'case.clock-extended': clock,
  'case.deadline-told': clock,
  'case.decided': decided,
  'case.result-delivered': kept,
  'case.withdrawn': ended,
  'case.refused': givenBack,
  'case.returned': givenBack,
}
