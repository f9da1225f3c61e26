/**
 * What the list of events of a case adds up to. Everything a guard or a clock asks is here, so that neither reads the
 * list again. A step only records; whether it may be taken is for `state.ts` and `guards.ts`.
 */
import { civilDateAt } from '@tongban/calendar'
import type { CivilDate, EpochMs } from '@tongban/kernel'
import type { CaseEvent } from './event.ts'
import type { Extension } from './reckon.ts'
import { EVENT_NAMES, type EventType, isClosed, STATE_NAMES, type State } from './state.ts'
import { countIn, dateIn, textIn, textsIn } from './step-data.ts'

export type Opinion = 'grant' | 'refuse'

export type Signature = {
  readonly subject: string
  /** Whose role it was, where the signer stood in for somebody 委托代签. */
  readonly onBehalfOf: string | null
  readonly role: string
  readonly opinion: Opinion
  readonly on: CivilDate
}

/** A special procedure 特别程序: the days of [fromOn, untilOn) are not counted; `untilOn` is null while it is open. */
export type Suspension = {
  /** The event that began it; `resumed` names it. */
  readonly seq: number
  readonly ground: string
  readonly fromOn: CivilDate
  readonly untilOn: CivilDate | null
  /** The time needed, as told to the applicant in writing. */
  readonly neededWorkdays: number | null
  /** The day it was recorded; a pause recorded after a limit was over does not move that limit. */
  readonly recordedOn: CivilDate
}

/** An interested party who was told (行政许可法 36, 47), with the time of its own. */
export type ToldParty = {
  /** The index of an identity, or of a name within this case. */
  readonly key: string
  /** The notice that gave the term that stands. */
  readonly toldOn: CivilDate
  readonly untilOn: CivilDate | null
  readonly heardOn: CivilDate | null
}

export type DepartmentOpinion = {
  readonly department: string
  readonly opinion: Opinion
  readonly on: CivilDate
}

export type CaseFold = {
  readonly state: State
  readonly seq: number
  readonly headHash: string
  readonly receivedAt: EpochMs
  readonly receivedOn: CivilDate
  /** Where it was deemed accepted: the day of receipt (行政许可法 32(1)(四)). */
  readonly acceptedOn: CivilDate | null
  readonly decidedOn: CivilDate | null
  readonly closedOn: CivilDate | null
  /** A person has the case: the machine will not decide it again. */
  readonly withPerson: boolean
  /** The event that closed it. Tells 不受理 from 不予受理. */
  readonly endedBy: EventType | null
  /** What stands now, a grant or a request for a supplement, was made by the machine alone. */
  readonly automatic: boolean
  /** Official the case was last assigned to. */
  readonly assignedTo: string | null
  /** Officials who handed the application or a supplement in for the applicant. */
  readonly helpers: readonly string[]
  /** How the applicant asked to be given the result: `electronic`, `window`, `post`. */
  readonly delivery: string | null
  /** It asks for a licence to go on (行政许可法 50); no longer where it was reopened after that licence had ended. */
  readonly isRenewal: boolean
  /** That licence ends on this day: as an official has found, and until then as the applicant states it. */
  readonly renewalExpiresOn: CivilDate | null
  /** The day an official looked for that licence; until then nothing rests on the applicant's word alone. */
  readonly licenceCheckedOn: CivilDate | null
  /** The notice runs from here: receipt, the completed supplement, or the reopening. */
  readonly noticeFromOn: CivilDate
  readonly noticeEndedOn: CivilDate | null
  /** The decision runs from here: acceptance or reopening. */
  readonly decisionFromOn: CivilDate | null
  readonly supplementRequestedOn: CivilDate | null
  readonly supplementUntilOn: CivilDate | null
  readonly supplementedOn: CivilDate | null
  readonly declinedOn: CivilDate | null
  /** The automatic grant that stands was declined: a person owes a decision in its place. */
  readonly grantDeclinedOn: CivilDate | null
  readonly signatures: readonly Signature[]
  readonly suspensions: readonly Suspension[]
  readonly extensions: readonly Extension[]
  readonly opinions: readonly DepartmentOpinion[]
  readonly inspectedOn: CivilDate | null
  readonly forwardedOn: CivilDate | null
  readonly forwardedTo: string | null
  /** Officials who examined the application, in a check or by a signature, whatever became of it. */
  readonly examiners: readonly string[]
  readonly parties: readonly ToldParty[]
  /** The last notice, and the last day of the longest term. */
  readonly thirdPartyNotifiedOn: CivilDate | null
  readonly thirdPartyUntilOn: CivilDate | null
  /** The statement after which every party has been heard or has let its term pass. */
  readonly thirdPartyStatedOn: CivilDate | null
  readonly hearingRequestedOn: CivilDate | null
  readonly hearingHeldOn: CivilDate | null
  /** Who led the hearing that was held. */
  readonly hearingChair: string | null
  readonly deliveredOn: CivilDate | null
  readonly annulledOn: CivilDate | null
  readonly reopenedOn: CivilDate | null
  readonly archivedOn: CivilDate | null
  /** Held back from erasure since that day; a reopening does not lift it. */
  readonly heldOn: CivilDate | null
  readonly erasedOn: CivilDate | null
  /** A grant made before the case was reopened, which stands until it is replaced. */
  readonly grantStandsOn: CivilDate | null
}

type Change = (fold: CaseFold, event: CaseEvent, on: CivilDate) => Partial<CaseFold>

const decides: Change = (_fold, { type, actorKind }, on) => ({
  decidedOn: on,
  grantStandsOn: null,
  grantDeclinedOn: null,
  automatic: type === 'granted' && actorKind === 'machine',
})
const endsNotice: Change = (_fold, _event, on) => ({ noticeEndedOn: on })
const declines: Change = (_fold, _event, on) => ({ decidedOn: on, noticeEndedOn: on })

/** What each event changes beside the state. An event that is missing changes nothing else. */
const CHANGES: Partial<Record<EventType, Change>> = {
  accepted: (_fold, _event, on) => ({ acceptedOn: on, decisionFromOn: on, noticeEndedOn: on }),
  deemedAccepted: ({ noticeFromOn }, _event, on) => ({
    acceptedOn: noticeFromOn,
    decisionFromOn: noticeFromOn,
    noticeEndedOn: on,
  }),
  supplementRequested: (_fold, { data, actorKind }, on) => ({
    automatic: actorKind === 'machine',
    supplementRequestedOn: on,
    supplementUntilOn: dateIn(data, 'untilOn'),
    noticeEndedOn: on,
  }),
  supplemented: ({ helpers }, { actorKind, actorSubject }, on) => ({
    helpers: actorKind === 'official' ? [...new Set([...helpers, actorSubject])] : helpers,
    supplementedOn: on,
    noticeFromOn: on,
    noticeEndedOn: null,
    automatic: false,
  }),
  returned: endsNotice,
  notRequired: declines,
  notAccepted: declines,
  referred: () => ({ withPerson: true }),
  assigned: (_fold, { data }) => ({ assignedTo: textIn(data, 'to') }),
  automaticDecisionDeclined: (fold, _event, on) => ({
    withPerson: true,
    declinedOn: on,
    grantDeclinedOn: fold.state === 'granted' ? on : null,
    // The machine's request no longer stands: a person looks anew, and has the one notice of the law.
    ...(fold.state === 'awaitingSupplement'
      ? { noticeFromOn: on, noticeEndedOn: null, supplementRequestedOn: null, supplementUntilOn: null }
      : {}),
  }),
  inspected: ({ examiners }, { data }, on) => ({
    inspectedOn: dateIn(data, 'inspectedOn') ?? on,
    examiners: [...new Set([...examiners, ...textsIn(data, 'officials')])],
  }),
  licenceChecked: (_fold, { data }, on) => ({
    licenceCheckedOn: on,
    renewalExpiresOn: data.finding === 'found' ? dateIn(data, 'validUntil') : null,
  }),
  thirdPartyNotified: (fold, { data }, on) => {
    const untilOn = dateIn(data, 'untilOn')
    const parties = textsIn(data, 'parties').reduce(
      (told, key) => withNotice(told, { key, toldOn: on, untilOn, heardOn: null }),
      fold.parties,
    )
    return {
      parties,
      thirdPartyNotifiedOn: on,
      thirdPartyUntilOn: laterOf(fold.thirdPartyUntilOn, untilOn),
      thirdPartyStatedOn: allHeard(parties, on) ? fold.thirdPartyStatedOn : null,
    }
  },
  // What the applicant says in answer ends nobody else's time, nor does the word of somebody who was not told.
  thirdPartyStated: (fold, { data }, on) => {
    const key = data.by === 'applicant' ? null : textIn(data, 'party')
    if (!fold.parties.some((party) => party.key === key)) return {}
    const parties = fold.parties.map((party) =>
      party.key === key && party.heardOn === null ? { ...party, heardOn: on } : party,
    )
    return { parties, thirdPartyStatedOn: fold.thirdPartyStatedOn ?? (allHeard(parties, on) ? on : null) }
  },
  hearingRequested: (_fold, _event, on) => ({ hearingRequestedOn: on }),
  hearingHeld: (_fold, { data }, on) => ({
    hearingHeldOn: dateIn(data, 'heldOn') ?? on,
    hearingChair: textIn(data, 'chair'),
  }),
  opinionGiven: ({ opinions }, { data }, on) => ({
    opinions: [...opinions, { department: textIn(data, 'department') ?? '', opinion: opinionIn(data), on }],
  }),
  suspended: ({ suspensions }, { seq, data }, on) => ({
    suspensions: [
      ...suspensions,
      {
        seq,
        ground: textIn(data, 'ground') ?? '',
        fromOn: dateIn(data, 'fromOn') ?? on,
        untilOn: null,
        neededWorkdays: countIn(data, 'neededWorkdays'),
        recordedOn: on,
      },
    ],
  }),
  resumed: ({ suspensions }, { data }, on) => {
    const ended = suspensionNamed(suspensions, countIn(data, 'suspension'))
    const untilOn = dateIn(data, 'untilOn') ?? on
    return { suspensions: suspensions.map((each) => (each === ended ? { ...each, untilOn } : each)) }
  },
  extended: ({ extensions }, { data }, on) => ({
    extensions: [...extensions, { workdays: countIn(data, 'workdays') ?? 0, recordedOn: on }],
  }),
  // The lower organ's signatures belong to its preliminary opinion; the superior organ signs its own decision.
  forwarded: (_fold, { data }, on) => ({
    forwardedOn: on,
    forwardedTo: textIn(data, 'to'),
    assignedTo: null,
    signatures: [],
  }),
  signed: ({ signatures, examiners }, { actorSubject, data }, on) => ({
    withPerson: true,
    examiners: [...new Set([...examiners, actorSubject])],
    signatures: [
      ...signatures,
      {
        subject: actorSubject,
        onBehalfOf: textIn(data, 'onBehalfOf'),
        role: textIn(data, 'role') ?? '',
        opinion: opinionIn(data),
        on,
      },
    ],
  }),
  // Whoever signs above the handler does not agree: the handler looks again, and all sign anew.
  sentBack: () => ({ signatures: [] }),
  granted: decides,
  refused: decides,
  deemedGranted: ({ renewalExpiresOn }, _event, on) => ({
    decidedOn: renewalExpiresOn ?? on,
    noticeEndedOn: on,
  }),
  delivered: ({ deliveredOn }, { data }, on) => ({
    deliveredOn: deliveredOn ?? dateIn(data, 'servedOn') ?? on,
  }),
  withdrawn: ({ noticeEndedOn }, _event, on) => ({ noticeEndedOn: noticeEndedOn ?? on }),
  annulled: (_fold, _event, on) => ({ annulledOn: on }),
  reopened: (fold, _event, on) => ({
    ...FRESH,
    withPerson: true,
    reopenedOn: on,
    acceptedOn: fold.acceptedOn,
    // From 不予受理 or 视为放弃 the case goes back before acceptance, otherwise to a new decision.
    ...(fold.acceptedOn === null
      ? { noticeFromOn: on, noticeEndedOn: null }
      : { decisionFromOn: fold.grantDeclinedOn ?? on }),
    forwardedOn: fold.forwardedOn === null ? null : on,
    forwardedTo: fold.forwardedTo,
    assignedTo: fold.assignedTo,
    declinedOn: fold.declinedOn,
    grantStandsOn: fold.state === 'granted' && fold.annulledOn === null ? fold.decidedOn : null,
    // What was decided or deemed before is looked at again; silence has had its day.
    ...(fold.renewalExpiresOn !== null && fold.renewalExpiresOn < on
      ? { isRenewal: false, renewalExpiresOn: null }
      : {}),
  }),
  archived: (_fold, _event, on) => ({ archivedOn: on }),
  legalHoldSet: (_fold, _event, on) => ({ heldOn: on }),
  legalHoldLifted: () => ({ heldOn: null }),
  erased: (_fold, _event, on) => ({ erasedOn: on }),
}

const FRESH = {
  automatic: false,
  assignedTo: null,
  acceptedOn: null,
  decidedOn: null,
  decisionFromOn: null,
  supplementRequestedOn: null,
  supplementUntilOn: null,
  supplementedOn: null,
  declinedOn: null,
  grantDeclinedOn: null,
  signatures: [],
  suspensions: [],
  extensions: [],
  opinions: [],
  inspectedOn: null,
  forwardedOn: null,
  forwardedTo: null,
  parties: [],
  thirdPartyNotifiedOn: null,
  thirdPartyUntilOn: null,
  thirdPartyStatedOn: null,
  hearingRequestedOn: null,
  hearingHeldOn: null,
  hearingChair: null,
  deliveredOn: null,
  annulledOn: null,
  archivedOn: null,
  grantStandsOn: null,
} satisfies Partial<CaseFold>

/** The fold after `event`, whose place in the table was checked; `state` is where the table leads. */
export function step(current: CaseFold | null, event: CaseEvent, state: State): CaseFold {
  const on = civilDateAt(event.at)
  const before = current ?? begun(event, on)
  const change = CHANGES[event.type]?.(before, event, on)
  const stays = event.type === 'resumed' && openSuspensions({ ...before, ...change }).length > 0
  const now = stays ? 'suspended' : state
  const closed = isClosed(now)
  const closes = closed && !isClosed(before.state)
  return {
    ...before,
    ...change,
    state: now,
    seq: event.seq,
    headHash: event.hash,
    closedOn: closed ? (closes ? on : before.closedOn) : null,
    endedBy: closed ? (closes ? event.type : before.endedBy) : null,
  }
}

function begun({ actorKind, actorSubject, data, at }: CaseEvent, on: CivilDate): CaseFold {
  const renewalExpiresOn = dateIn(data, 'renewalExpiresOn')
  return {
    ...FRESH,
    state: 'received',
    seq: 0,
    headHash: '',
    receivedAt: at,
    receivedOn: on,
    closedOn: null,
    withPerson: false,
    endedBy: null,
    helpers: actorKind === 'official' ? [actorSubject] : [],
    examiners: [],
    delivery: textIn(data, 'delivery'),
    isRenewal: data.renewal === true || renewalExpiresOn !== null,
    renewalExpiresOn,
    licenceCheckedOn: null,
    noticeFromOn: on,
    noticeEndedOn: null,
    reopenedOn: null,
    heldOn: null,
    erasedOn: null,
  }
}

/** A notice gives a new party its time; of one told before the later day stands, and a longer time is a new one. */
function withNotice(told: readonly ToldParty[], notice: ToldParty): readonly ToldParty[] {
  const before = told.find(({ key }) => key === notice.key)
  if (before === undefined) return [...told, notice]
  if (laterOf(before.untilOn, notice.untilOn) === before.untilOn) return told
  return told.map((each) => (each === before ? notice : each))
}

const laterOf = (a: CivilDate | null, b: CivilDate | null) => (a === null || (b !== null && b > a) ? b : a)

/** Whether this party may still speak on a day before anything is decided. */
export const hasTime = ({ heardOn, untilOn }: ToldParty, on: CivilDate): boolean =>
  heardOn === null && untilOn !== null && on <= untilOn

const allHeard = (parties: readonly ToldParty[], on: CivilDate) => !parties.some((each) => hasTime(each, on))

export const openSuspensions = ({ suspensions }: CaseFold): readonly Suspension[] =>
  suspensions.filter((each) => each.untilOn === null)

/** The open suspension a step names; without a name, the only one that is open. */
export function suspensionNamed(all: readonly Suspension[], seq: number | null): Suspension | undefined {
  const open = all.filter((each) => each.untilOn === null)
  return seq === null ? (open.length === 1 ? open[0] : undefined) : open.find((each) => each.seq === seq)
}

/** A signature without a readable opinion never counts as consent. */
const opinionIn = (data: CaseEvent['data']): Opinion => (data.opinion === 'grant' ? 'grant' : 'refuse')

/** The state in words; 不受理 and an annulled decision are told apart from what the state alone says. */
export const stateWords = ({ state, endedBy, annulledOn }: CaseFold) =>
  endWords(state, endedBy, annulledOn !== null)

/** The same from a state, the event that closed the case, and whether the decision was annulled. */
export function endWords(
  state: State,
  endedBy: EventType | null,
  isAnnulled: boolean,
): { zh: string; en: string } {
  const { zh, en } =
    endedBy === 'notRequired' || endedBy === 'deemedGranted' ? EVENT_NAMES[endedBy] : STATE_NAMES[state]
  return !isAnnulled ? { zh, en } : { zh: `${zh}（已撤销）`, en: `${en} (annulled)` }
}
