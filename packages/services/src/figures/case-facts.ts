import { civilDateAt, workdaysBetween } from '@tongban/calendar'
import {
  type CaseEvent,
  type CaseFold,
  type Clock,
  type ClockStep,
  clocksOf,
  foldEvents,
} from '@tongban/cases'
import type { CivilDate } from '@tongban/kernel'
import type { CalendarChangeRow, CaseEventRow, CountedCaseRow, HandedOverRow } from '@tongban/store'
import type { CaseFacts, Ending, HandedOver, Turnaround } from '@tongban/supervision'
import { untoldIn } from '../calendars/untold.ts'
import { asEvent, kindOf } from '../cases/load.ts'
import { stepPolicyOf } from '../cases/step-policy.ts'
import type { Context } from '../context.ts'

/**
 * What of a case is counted, derived from its events and the plan of its item as every page of the case derives it. No
 * application is opened. Null where the item or the region's claim is not known in this version of the program.
 */
export type CaseSource = {
  readonly row: CountedCaseRow
  readonly events: readonly CaseEventRow[]
  readonly changes: readonly CalendarChangeRow[]
  readonly handovers: readonly HandedOverRow[]
}
type Ports = Pick<Context, 'calendar' | 'calendars' | 'clock' | 'database' | 'region'>

export async function caseFactsOf(
  ctx: Ports,
  { row, events: rows, changes, handovers }: CaseSource,
): Promise<CaseFacts | null> {
  const found = kindOf(ctx, row, rows[0])
  if (!found.ok) return null
  const { item, claim } = found.value
  const events = rows.map(asEvent)
  const fold = foldEvents(events)
  const { plan: plain } = stepPolicyOf(ctx, item, claim)
  const untold = await untoldIn(ctx, plain, fold, changes)
  const plan = untold.length === 0 ? plain : { ...plain, untold }
  const clocks = clocksOf(plan, fold, ctx.calendar, ctx.clock.now())
  const end = endOf(fold)
  const times = timesOf(clocks)
  return {
    department: row.departmentCode,
    itemCode: row.itemCode,
    channel: row.channel,
    receivedOn: fold.receivedOn,
    acceptedOn: fold.acceptedOn,
    end,
    instant: isInstant(events),
    ...presenceOf(row.channel, fold, events),
    ...times,
    exchanges: handovers.flatMap((each) => turnaroundOf(ctx, each, isKept(each.role, events, times))),
    handedOver: handovers.flatMap(handedOverOf),
    reopenedOn: events.filter(({ type }) => type === 'reopened').map(({ at }) => civilDateAt(at)),
  }
}

const ENDS: Readonly<Record<string, Ending>> = {
  granted: 'granted',
  refused: 'refused',
  notAccepted: 'notAccepted',
  returned: 'returned',
  withdrawn: 'withdrawn',
  abandoned: 'abandoned',
}

/** What another region decided ends here too, and its time is that region's. An open case has no end. */
function endOf({ state, decidedOn, closedOn, handover }: CaseFold): CaseFacts['end'] {
  const how = ENDS[state]
  const on = decidedOn ?? closedOn
  if (how === undefined || on === null || closedOn === null) return null
  return { on, how: handover !== null && handover.sentOn !== null ? 'elsewhere' : how }
}

/** The machine granted it in the batch of the receipt, and nobody has decided it anew. */
function isInstant(events: readonly CaseEvent[]): boolean {
  const [first] = events
  const decision = events.findLast(({ type }) => type === 'granted' || type === 'refused')
  return decision?.actorKind === 'machine' && decision.seq <= 3 && first?.type === 'received'
}

/** Channels by which somebody is there in person. */
const IN_PERSON: readonly string[] = ['window', 'selfService']
/** Methods of service in which somebody collects. */
const COLLECTED: readonly unknown[] = ['direct']

function presenceOf(channel: string, fold: CaseFold, events: readonly CaseEvent[]) {
  const atCounter = events.filter(
    ({ type, actorKind }) =>
      actorKind === 'official' && (type === 'supplemented' || type === 'supplementForwarded'),
  )
  const collected = events.filter(({ type, data }) => type === 'delivered' && COLLECTED.includes(data.method))
  const onPaper = events.filter(
    ({ type, data }) => type === 'delivered' && data.method !== undefined && data.method !== 'electronic',
  )
  const presentOn: readonly CivilDate[] = [
    ...(IN_PERSON.includes(channel) ? [fold.receivedOn] : []),
    ...[...atCounter, ...collected].map(({ at }) => civilDateAt(at)),
    ...(fold.hearingHeldOn === null ? [] : [fold.hearingHeldOn]),
  ]
  const collects = fold.delivery === 'window' && fold.deliveredOn === null
  const offline = presentOn.length > 0 || collects || onPaper.length > 0 || fold.delivery === 'post'
  return { presentOn, collects, offline }
}

const DECISION: readonly ClockStep[] = ['decision', 'jointDecision', 'answerToApplication']

function timesOf(
  clocks: readonly Clock[],
): Pick<CaseFacts, 'promiseKept' | 'lawKept' | 'usedWorkdays' | 'promisedWorkdays' | 'statutoryWorkdays'> {
  const ended = clocks.filter(({ step, status }) => DECISION.includes(step) && status === 'ended')
  const promises = ended.filter(({ basis }) => basis.kind === 'promise')
  const laws = ended.filter(({ basis }) => basis.kind !== 'promise')
  const inWorkdays = (each: Clock | undefined) =>
    each?.length.unit === 'workday' ? { limit: each.length.value, used: each.elapsed } : null
  const promise = inWorkdays(promises.find(({ length }) => length.unit === 'workday'))
  const law = inWorkdays(laws.find(({ length }) => length.unit === 'workday'))
  const kept = (all: readonly Clock[]) =>
    all.length === 0 ? null : all.every(({ breach }) => breach === null)
  return {
    promiseKept: kept(promises),
    lawKept: kept(laws),
    usedWorkdays: law?.used ?? promise?.used ?? null,
    promisedWorkdays: promise?.limit ?? null,
    statutoryWorkdays: law?.limit ?? null,
  }
}

/** Of a case decided there by the day last told before the decision; of one decided here by the limits that bind here. */
function isKept(
  role: string,
  events: readonly CaseEvent[],
  { promiseKept, lawKept }: Pick<CaseFacts, 'promiseKept' | 'lawKept'>,
): boolean | null {
  if (role === 'handling') {
    const bound = [promiseKept, lawKept].filter((each) => each !== null)
    return bound.length === 0 ? null : bound.every((each) => each)
  }
  const data = events.findLast(({ type }) => type === 'decidedElsewhere')?.data
  return typeof data?.dueOn === 'string' && typeof data.decidedOn === 'string'
    ? data.decidedOn <= data.dueOn
    : null
}

function turnaroundOf(
  { calendar }: Pick<Context, 'calendar'>,
  { role, partner, transferredAt, handlerReceivedAt, decidedAt }: HandedOverRow,
  kept: boolean | null,
): readonly Turnaround[] {
  if (decidedAt === null || !isSide(role)) return []
  const sentOn = civilDateAt(transferredAt)
  const since = (at: number) => workdaysBetween(calendar, sentOn, civilDateAt(at)).workdays
  return [
    {
      role,
      region: partner,
      decidedOn: civilDateAt(decidedAt),
      pushWorkdays: handlerReceivedAt === null ? null : since(handlerReceivedAt),
      totalWorkdays: since(decidedAt),
      kept,
    },
  ]
}

const handedOverOf = ({ role, partner, transferredAt }: HandedOverRow): readonly HandedOver[] =>
  isSide(role) ? [{ role, region: partner, on: civilDateAt(transferredAt) }] : []

const isSide = (role: string): role is Turnaround['role'] => role === 'receiving' || role === 'handling'
