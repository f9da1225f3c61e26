/**
 * What may happen to a case, as one table. A state says where the case stands; everything else is an event.
 * The table is the truth: code asks it, the tests take a snapshot of it, the docs print it. Who may take a step and
 * what it must carry is in `event-rules.ts`; what more than the state decides is in `guards.ts`.
 * Clauses: 行政许可法 32 (receipt, acceptance, supplement, want of competence), 34–36, 42–48 (examination, third
 * parties, decision, hearing), 50 (renewal), 69 (annulment); 市场主体登记管理条例 19 and 实施细则 18 (an incomplete
 * registration is returned); 个人信息保护法 24 (a person may refuse a decision made by a machine alone); 国办发〔2020〕35号
 * (handed in here, decided by another region).
 */
export const STATES = [
  'received',
  'awaitingSupplement',
  'accepted',
  'inReview',
  'suspended',
  'transferred',
  'granted',
  'refused',
  'notAccepted',
  'withdrawn',
  'abandoned',
  'returned',
] as const
export type State = (typeof STATES)[number]

export const EVENT_TYPES = [
  'received',
  'accepted',
  'deemedAccepted',
  'supplementRequested',
  'supplemented',
  'returned',
  'notRequired',
  'notAccepted',
  'referred',
  'assigned',
  'inspected',
  'licenceChecked',
  'thirdPartyNotified',
  'thirdPartyStated',
  'hearingRequested',
  'hearingHeld',
  'opinionGiven',
  'suspended',
  'resumed',
  'extended',
  'forwarded',
  'signed',
  'sentBack',
  'granted',
  'refused',
  'deemedGranted',
  'licenceIssued',
  'delivered',
  'automaticDecisionDeclined',
  'withdrawn',
  'abandoned',
  'corrected',
  'annulled',
  'reopened',
  'archived',
  'fileAdded',
  'identityRead',
  'legalHoldSet',
  'legalHoldLifted',
  'erased',
  // Where another region is competent 跨域通办: what is done here, and what that region tells of its doing.
  'transferred',
  'takenOverElsewhere',
  'acceptedElsewhere',
  'supplementRequestedElsewhere',
  'supplementForwarded',
  'clockTold',
  'withdrawalForwarded',
  'urged',
  'decidedElsewhere',
  'resultReceived',
  'grantedElsewhere',
  'refusedElsewhere',
  'notAcceptedElsewhere',
  'withdrawnElsewhere',
  'abandonedElsewhere',
  'returnedElsewhere',
  'returnedByPartner',
  'changedElsewhere',
  'reopenedElsewhere',
  // Where this region decides what another took in.
  'urgedByPartner',
  'abandonmentUndone',
  // A file that a message of the other region has named is here, whole.
  'fileReceived',
] as const
export type EventType = (typeof EVENT_TYPES)[number]

type Steps = Partial<Record<EventType, State>>

/**
 * While the case is open a file of the application or of an examination is added, and the region that took the application in
 * urges it on; neither changes anything.
 */
const adding = <S extends State>(state: S) =>
  ({ fileAdded: state, urgedByPartner: state, ...arriving(state), ...reading(state) }) as const
/** What another region has sent comes when it comes, be the case open or closed. */
const arriving = <S extends State>(state: S) => ({ fileReceived: state }) as const
/**
 * The full identity of the applicant is read by an official 个人信息保护法 51; the case is held back from erasure, or no
 * longer. Possible always, and changes nothing.
 */
const reading = <S extends State>(state: S) =>
  ({ identityRead: state, legalHoldSet: state, legalHoldLifted: state }) as const
/** What becomes of a closed case: it is put into the archive, and erased when its time is over. */
const keeping = <S extends State>(state: S) =>
  ({ archived: state, erased: state, ...arriving(state), ...reading(state) }) as const

/** What the region that decided tells after the case is closed here: a paper, or that its decision stands no longer as it was. */
const fromElsewhere = <S extends State>(state: S) =>
  ({ resultReceived: state, changedElsewhere: state, reopenedElsewhere: 'transferred' }) as const

/** Acts of an official who examines: they change nothing but that the case is in a person's hands. */
const examination = (state: 'inReview' | 'suspended') =>
  ({
    assigned: state,
    inspected: state,
    licenceChecked: state,
    thirdPartyNotified: state,
    thirdPartyStated: state,
    hearingRequested: state,
    hearingHeld: state,
    opinionGiven: state,
  }) as const

/**
 * State × event → next state. `none` is the case before its first event. A pair that is missing is not possible.
 * One entry depends on more than the state: while a second suspension is open, `resumed` leaves the case suspended.
 */
export const TRANSITIONS = {
  none: { received: 'received' },
  received: {
    accepted: 'accepted',
    deemedAccepted: 'accepted',
    supplementRequested: 'awaitingSupplement',
    returned: 'returned',
    // Two acts of 许可法 32(1) with one end: (一) no licence is needed 不受理; (二) another organ's matter 不予受理.
    notRequired: 'notAccepted',
    notAccepted: 'notAccepted',
    referred: 'received',
    assigned: 'received',
    licenceChecked: 'received',
    deemedGranted: 'granted',
    withdrawn: 'withdrawn',
    transferred: 'transferred',
    ...adding('received'),
  },
  awaitingSupplement: {
    supplemented: 'received',
    assigned: 'awaitingSupplement',
    licenceChecked: 'awaitingSupplement',
    automaticDecisionDeclined: 'received',
    withdrawn: 'withdrawn',
    abandoned: 'abandoned',
    ...adding('awaitingSupplement'),
  },
  accepted: {
    ...examination('inReview'),
    assigned: 'accepted',
    referred: 'inReview',
    suspended: 'suspended',
    extended: 'inReview',
    forwarded: 'inReview',
    signed: 'inReview',
    granted: 'granted',
    deemedGranted: 'granted',
    withdrawn: 'withdrawn',
    ...adding('accepted'),
  },
  inReview: {
    ...examination('inReview'),
    suspended: 'suspended',
    extended: 'inReview',
    forwarded: 'inReview',
    signed: 'inReview',
    sentBack: 'inReview',
    granted: 'granted',
    refused: 'refused',
    deemedGranted: 'granted',
    withdrawn: 'withdrawn',
    ...adding('inReview'),
  },
  suspended: {
    ...examination('suspended'),
    suspended: 'suspended',
    resumed: 'inReview',
    deemedGranted: 'granted',
    withdrawn: 'withdrawn',
    ...adding('suspended'),
  },
  // The handling region 办理地 has its own case; here stands what it tells, until it tells the end or gives it back.
  transferred: {
    takenOverElsewhere: 'transferred',
    acceptedElsewhere: 'transferred',
    supplementRequestedElsewhere: 'transferred',
    supplementForwarded: 'transferred',
    clockTold: 'transferred',
    withdrawalForwarded: 'transferred',
    urged: 'transferred',
    decidedElsewhere: 'transferred',
    resultReceived: 'transferred',
    grantedElsewhere: 'granted',
    refusedElsewhere: 'refused',
    notAcceptedElsewhere: 'notAccepted',
    withdrawnElsewhere: 'withdrawn',
    abandonedElsewhere: 'abandoned',
    returnedElsewhere: 'returned',
    returnedByPartner: 'received',
    changedElsewhere: 'transferred',
    reopenedElsewhere: 'transferred',
    ...adding('transferred'),
  },
  // A grant stands until a person replaces it.
  granted: {
    // The licence of a grant by silence follows; every other is issued by the grant itself.
    licenceIssued: 'granted',
    delivered: 'granted',
    ...fromElsewhere('granted'),
    automaticDecisionDeclined: 'granted',
    corrected: 'granted',
    annulled: 'granted',
    reopened: 'inReview',
    ...keeping('granted'),
  },
  refused: {
    delivered: 'refused',
    ...fromElsewhere('refused'),
    corrected: 'refused',
    annulled: 'refused',
    reopened: 'inReview',
    ...keeping('refused'),
  },
  notAccepted: {
    delivered: 'notAccepted',
    ...fromElsewhere('notAccepted'),
    corrected: 'notAccepted',
    annulled: 'notAccepted',
    reopened: 'received',
    ...keeping('notAccepted'),
  },
  // A region that has forgotten what it confirmed takes the application up once more, and confirms it once more.
  withdrawn: { reopenedElsewhere: 'transferred', ...keeping('withdrawn') },
  // The supplement was handed in in time elsewhere and carried late: nothing was abandoned.
  abandoned: {
    reopened: 'received',
    abandonmentUndone: 'awaitingSupplement',
    ...fromElsewhere('abandoned'),
    ...keeping('abandoned'),
  },
  returned: {
    delivered: 'returned',
    resultReceived: 'returned',
    reopenedElsewhere: 'transferred',
    ...keeping('returned'),
  },
} as const satisfies Record<State | 'none', Steps>

/** The state after `event`, or `undefined` when the table has no such step. */
export function nextState(state: State | 'none', event: EventType): State | undefined {
  const steps: Steps = TRANSITIONS[state]
  return steps[event]
}

/** Events that are possible in a state, in table order. */
export function possibleEvents(state: State | 'none'): readonly EventType[] {
  const steps: Steps = TRANSITIONS[state]
  return EVENT_TYPES.filter((event) => steps[event] !== undefined)
}

/** States in which no step of the competent organ is outstanding. */
const CLOSED: readonly State[] = ['granted', 'refused', 'notAccepted', 'withdrawn', 'abandoned', 'returned']

export const isClosed = (state: State): boolean => CLOSED.includes(state)
