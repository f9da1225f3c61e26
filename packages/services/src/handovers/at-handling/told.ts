import { civilDateAt } from '@tongban/calendar'
import type { CaseEvent, CaseFold } from '@tongban/cases'
import type { Deadline, MessageType } from '@tongban/exchange'
import type { Json } from '@tongban/kernel'
import { serviceNumberOf } from '../../cases/service-events.ts'
import { answering, present, type Teller, type Telling, type TellTable } from '../telling.ts'
import { contentTold, documentsOf } from './content-told.ts'

/**
 * What the handling region 办理地 tells the one that took the application in, event by event (国办发〔2020〕35号: the
 * decision and its result go back to where it was handed in). A decision that is changed later is told again, and says
 * what changed. What officials do among themselves is not told.
 */
/** 不受理, since no licence is needed, is told apart from 不予受理 by the first of its codes. */
const codesOf = ({ type, data }: CaseEvent) => [
  ...(type === 'notRequired' ? [type] : []),
  ...(Array.isArray(data.reasons) ? data.reasons.map(String) : []),
]
const textIn = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null)

const headOf = ({ event: { seq, hash } }: Telling) => ({ seq, hash })
/** Guarantee: a deadline is made of texts, numbers, booleans and null. */
const deadlineOf = ({ deadline }: Telling) => deadline as Deadline & { readonly [name: string]: Json }
/** Which service it was, so that it can be rated where it was handed in. */
const servedAs = ({ event, about }: Telling): number | undefined =>
  serviceNumberOf(event, about.events ?? []) ?? undefined
const digestsOf = (telling: Telling) => documentsOf(telling).map(({ digest }) => digest)

const one = (
  type: MessageType,
  telling: Telling,
  data: { readonly [name: string]: Json | undefined },
  rest: Partial<Pick<ReturnType<Teller>[number], 'personal' | 'makes' | 'inreplyto'>> = {},
): ReturnType<Teller> => [
  {
    type,
    data: present({ ...data, head: headOf(telling) }),
    personal: contentTold(telling),
    ...rest,
  },
]

const accepted: Teller = (telling) => {
  const { event, fold, handover, about } = telling
  const deemed = event.type === 'deemedAccepted'
  // Silence accepts from the day of receipt (行政许可法 32(1)(四)).
  const acceptedAt = deemed ? handover.receivedAt : event.at
  const data = {
    handlerReceivedAt: handover.handlerReceivedAt ?? event.at,
    acceptedAt,
    acceptedOn: deemed ? (fold.acceptedOn ?? civilDateAt(acceptedAt)) : civilDateAt(event.at),
    deemed,
    documents: digestsOf(telling),
    deadline: deadlineOf(telling),
  }
  const received = about.events?.find(({ type }) => type === 'received')
  return one('case.accepted', telling, data, {
    makes: { acceptedAt },
    ...answering(received?.data.message),
  })
}

const supplementRequested: Teller = (telling) => {
  const { event } = telling
  return one('case.supplement-requested', telling, {
    requestedAt: event.at,
    untilOn: textIn(event.data.untilOn),
    missing: codesOf(event),
    documents: digestsOf(telling),
    deadline: deadlineOf(telling),
  })
}

/** The special procedure that ends is named by the event that began it, or is the one that ended last. */
const groundEnded = ({ suspensions }: CaseFold, named: Json | undefined): string =>
  (suspensions.find(({ seq }) => seq === named) ?? suspensions.findLast(({ untilOn }) => untilOn !== null))
    ?.ground ?? ''

const paused: Teller = (telling) =>
  one('case.clock-paused', telling, {
    at: telling.event.at,
    ground: textIn(telling.event.data.ground) ?? '',
    deadline: deadlineOf(telling),
  })

const resumed: Teller = (telling) =>
  one('case.clock-resumed', telling, {
    at: telling.event.at,
    ground: groundEnded(telling.fold, telling.event.data.suspension),
    deadline: deadlineOf(telling),
  })

const extended: Teller = (telling) => {
  const { at, data } = telling.event
  return one('case.clock-extended', telling, {
    at,
    ground: 'extension',
    byWorkdays: typeof data.workdays === 'number' ? data.workdays : undefined,
    documents: digestsOf(telling),
    deadline: deadlineOf(telling),
  })
}

const decidedAs =
  (outcome: string, changed?: 'corrected' | 'annulled' | 'reopened'): Teller =>
  (telling) => {
    const { event, papers } = telling
    const data = {
      outcome,
      changed,
      decidedAt: event.at,
      decidedOn: civilDateAt(event.at),
      rules: event.actorKind === 'machine' ? (papers.decided?.rules ?? null) : null,
      automatic: event.actorKind === 'machine',
      reasonCodes: codesOf(event),
      serviceNumber: servedAs(telling),
      documents: digestsOf(telling),
      deadline: deadlineOf(telling),
    }
    // Reopened it is owed anew, on both sides.
    const makes = changed === 'reopened' ? { decidedAt: null, closedAt: null } : { decidedAt: event.at }
    return one('case.decided', telling, data, { makes })
  }

/** The result itself: the decision as a document, and the licences as their holder keeps them. */
const delivered: Teller = (telling) => {
  const { event } = telling
  const data = {
    deliveredAt: event.at,
    licences: typeof event.data.licence === 'string' ? [event.data.licence] : [],
    // With a grant the decision before it has told which service it is.
    serviceNumber: event.type === 'delivered' ? servedAs(telling) : undefined,
    documents: digestsOf(telling),
  }
  return one('case.result-delivered', telling, data, { personal: contentTold(telling, true) })
}

const granted: Teller = (telling) => [...decidedAs('granted')(telling), ...delivered(telling)]

/** The decision that is changed: the last that was made before. */
const DECISIONS: Readonly<Record<string, string>> = {
  granted: 'granted',
  deemedGranted: 'granted',
  refused: 'refused',
  notAccepted: 'notAccepted',
  notRequired: 'notAccepted',
  abandoned: 'abandoned',
}
const decidedBefore = ({ about, event }: Telling): string => {
  const last = (about.events ?? []).findLast(
    ({ seq, type }) => seq < event.seq && DECISIONS[type] !== undefined,
  )
  return DECISIONS[last?.type ?? ''] ?? 'granted'
}

const changedTo =
  (changed: 'corrected' | 'annulled' | 'reopened'): Teller =>
  (telling) => [
    ...decidedAs(decidedBefore(telling), changed)(telling),
    // A licence that says the same as the corrected decision goes with it.
    ...(telling.event.data.licence === undefined ? [] : delivered(telling)),
  ]

const withdrawn: Teller = (telling) => {
  const { at, data } = telling.event
  return one(
    'case.withdrawn',
    telling,
    { on: civilDateAt(at), at },
    { personal: null, makes: { closedAt: at }, ...answering(data.message) },
  )
}

/** What was handed in later is handled: the limit as it stands now, and the service that it was. */
const supplemented: Teller = (telling) =>
  one('case.deadline-told', telling, {
    at: telling.event.at,
    serviceNumber: servedAs(telling),
    deadline: deadlineOf(telling),
  })

export const TOLD_BY_HANDLING: TellTable = {
  supplemented,
  accepted,
  deemedAccepted: accepted,
  supplementRequested,
  suspended: paused,
  resumed,
  extended,
  returned: decidedAs('returned'),
  notRequired: decidedAs('notAccepted'),
  notAccepted: decidedAs('notAccepted'),
  granted,
  deemedGranted: decidedAs('granted'),
  refused: decidedAs('refused'),
  abandoned: decidedAs('abandoned'),
  licenceIssued: delivered,
  delivered,
  withdrawn,
  corrected: changedTo('corrected'),
  annulled: changedTo('annulled'),
  reopened: changedTo('reopened'),
  abandonmentUndone: changedTo('reopened'),
}
