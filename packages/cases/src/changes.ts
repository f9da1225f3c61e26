/**
 * What each event changes in the fold of a case beside its state. It only records what happened, and asks no law whether
 * it might.
 */
import type { CivilDate } from '@tongban/kernel'
import type { CaseEvent } from './event.ts'
import {
  APPLICANT_SPOKE,
  type CaseFold,
  hasTime,
  type Opinion,
  suspensionNamed,
  type ToldParty,
} from './fold.ts'
import { HANDOVER_CHANGES } from './handover.ts'
import type { EventType } from './state.ts'
import { countIn, dateIn, textIn, textsIn } from './step-data.ts'

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
export const CHANGES: Partial<Record<EventType, Change>> = {
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
  supplemented: (fold, event, on) => ({
    helpers:
      event.actorKind === 'official' ? [...new Set([...fold.helpers, event.actorSubject])] : fold.helpers,
    supplementedOn: handedInOn(fold, event, on),
    noticeFromOn: handedInOn(fold, event, on),
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
  inspected: ({ examiners, inspections }, { data }, on) => ({
    inspections: inspections + 1,
    inspectedOn: dateIn(data, 'inspectedOn') ?? on,
    examiners: [...new Set([...examiners, ...textsIn(data, 'officials')])],
  }),
  licenceChecked: (_fold, { data }, on) => ({
    licenceCheckedOn: on,
    renewalExpiresOn: data.finding === 'found' ? dateIn(data, 'validUntil') : null,
  }),
  thirdPartyNotified: (fold, { data }, on) => {
    const untilOn = dateIn(data, 'untilOn')
    const parties = textsIn(data, 'parties').reduce<readonly ToldParty[]>(
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
    const statements = [...fold.statements, speakerIn(data)]
    if (!fold.parties.some((party) => party.key === key)) return { statements }
    const parties = fold.parties.map((party) =>
      party.key === key && party.heardOn === null ? { ...party, heardOn: on } : party,
    )
    return {
      statements,
      parties,
      thirdPartyStatedOn: fold.thirdPartyStatedOn ?? (allHeard(parties, on) ? on : null),
    }
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
  // What is served after an annulment is the annulment: it ends no time for handing over what was granted.
  delivered: ({ deliveredOn, annulledOn }, { data }, on) =>
    annulledOn === null ? { deliveredOn: deliveredOn ?? dateIn(data, 'servedOn') ?? on } : {},
  withdrawn: ({ noticeEndedOn }, _event, on) => ({ noticeEndedOn: noticeEndedOn ?? on }),
  annulled: (_fold, { data }, on) => ({ annulledOn: on, annulledBy: textIn(data, 'document') }),
  // A person looks at what nearly came to nothing.
  abandonmentUndone: () => ({ withPerson: true }),
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
  ...HANDOVER_CHANGES,
}

/**
 * A supplement counts from the day it was handed in, wherever that was; the way from one region to another is not the
 * applicant's time (行政许可法 32(1)(五)). It was handed in after it was asked for, and not later than today.
 */
function handedInOn(
  { supplementRequestedOn, receivedOn }: CaseFold,
  { data }: CaseEvent,
  on: CivilDate,
): CivilDate {
  const told = dateIn(data, 'providedOn') ?? on
  const earliest = supplementRequestedOn ?? receivedOn
  return told > on ? on : told < earliest ? earliest : told
}

/** A case of which nothing but its receipt is known: new, or reopened. */
export const FRESH = {
  returnedOn: null,
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
  inspections: 0,
  statements: [],
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
  annulledBy: null,
  archivedOn: null,
  grantStandsOn: null,
} satisfies Partial<CaseFold>

/** A notice gives a new party its time; of one told before the later day stands, and a longer time is a new one. */
function withNotice(told: readonly ToldParty[], notice: ToldParty): readonly ToldParty[] {
  const before = told.find(({ key }) => key === notice.key)
  if (before === undefined) return [...told, notice]
  if (laterOf(before.untilOn, notice.untilOn) === before.untilOn) return told
  return told.map((each) => (each === before ? notice : each))
}

const laterOf = (a: CivilDate | null, b: CivilDate | null) => (a === null || (b !== null && b > a) ? b : a)

const allHeard = (parties: readonly ToldParty[], on: CivilDate) => !parties.some((each) => hasTime(each, on))

/** A signature without a readable opinion never counts as consent. */
const opinionIn = (data: CaseEvent['data']): Opinion => (data.opinion === 'grant' ? 'grant' : 'refuse')

/** Whose statement it is: the party it names, or the applicant. */
export const speakerIn = (data: CaseEvent['data']): string =>
  data.by === 'applicant' ? APPLICANT_SPOKE : (textIn(data, 'party') ?? APPLICANT_SPOKE)
