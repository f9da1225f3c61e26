/**
 * What may happen to a case, as one table. A state says where the case stands; everything else is an event.
 * The table is the truth: code asks it, the tests take a snapshot of it, the docs print it. Who may take a step and
 * what it must carry is in `event-rules.ts`; what more than the state decides is in `guards.ts`.
 * Clauses: 行政许可法 32 (receipt, acceptance, supplement, want of competence), 34–36, 42–48 (examination, third
 * parties, decision, hearing), 50 (renewal), 69 (annulment); 市场主体登记管理条例 19 and 实施细则 18 (an incomplete
 * registration is returned); 个人信息保护法 24 (a person may refuse a decision made by a machine alone).
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
] as const
export type EventType = (typeof EVENT_TYPES)[number]

type Steps = Partial<Record<EventType, State>>

/** A file of the application or of an examination is added while the case is open; it changes nothing. */
const adding = <S extends State>(state: S) => ({ fileAdded: state, ...reading(state) }) as const
/**
 * The full identity of the applicant is read by an official 个人信息保护法 51; the case is held back from erasure, or no
 * longer. Possible always, and changes nothing.
 */
const reading = <S extends State>(state: S) =>
  ({ identityRead: state, legalHoldSet: state, legalHoldLifted: state }) as const
/** What becomes of a closed case: it is put into the archive, and erased when its time is over. */
const keeping = <S extends State>(state: S) =>
  ({ archived: state, erased: state, ...reading(state) }) as const

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
  transferred: reading('transferred'),
  // A grant stands until a person replaces it.
  granted: {
    // The licence of a grant by silence follows; every other is issued by the grant itself.
    licenceIssued: 'granted',
    delivered: 'granted',
    automaticDecisionDeclined: 'granted',
    corrected: 'granted',
    annulled: 'granted',
    reopened: 'inReview',
    ...keeping('granted'),
  },
  refused: {
    delivered: 'refused',
    corrected: 'refused',
    annulled: 'refused',
    reopened: 'inReview',
    ...keeping('refused'),
  },
  notAccepted: {
    delivered: 'notAccepted',
    corrected: 'notAccepted',
    annulled: 'notAccepted',
    reopened: 'received',
    ...keeping('notAccepted'),
  },
  withdrawn: { ...keeping('withdrawn') },
  abandoned: { reopened: 'received', ...keeping('abandoned') },
  returned: { delivered: 'returned', ...keeping('returned') },
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

/** Words for people. */
export const STATE_NAMES = {
  received: { zh: '已收件', en: 'received' },
  awaitingSupplement: { zh: '待补正', en: 'awaiting supplement' },
  accepted: { zh: '已受理', en: 'accepted' },
  inReview: { zh: '审查中', en: 'in review' },
  suspended: { zh: '特别程序中', en: 'suspended' },
  transferred: { zh: '已移送', en: 'transferred' },
  granted: { zh: '准予', en: 'granted' },
  refused: { zh: '不予', en: 'refused' },
  notAccepted: { zh: '不予受理', en: 'not accepted' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  abandoned: { zh: '视为放弃', en: 'abandoned' },
  returned: { zh: '已退回', en: 'returned' },
} as const satisfies Record<State, { zh: string; en: string }>

export const EVENT_NAMES = {
  received: { zh: '收件', en: 'received' },
  accepted: { zh: '受理', en: 'accepted' },
  deemedAccepted: { zh: '逾期视为受理', en: 'deemed accepted' },
  supplementRequested: { zh: '一次性告知补正', en: 'supplement requested' },
  supplemented: { zh: '补正材料', en: 'supplemented' },
  returned: { zh: '退回材料', en: 'papers returned' },
  notRequired: { zh: '不受理（无需许可）', en: 'no licence needed' },
  notAccepted: { zh: '不予受理', en: 'not accepted' },
  referred: { zh: '转人工办理', en: 'referred to a person' },
  assigned: { zh: '分派经办人', en: 'assigned' },
  inspected: { zh: '实地核查', en: 'facts checked by two officials' },
  licenceChecked: { zh: '核实原许可', en: 'licence held now checked' },
  thirdPartyNotified: { zh: '告知利害关系人', en: 'interested party notified' },
  thirdPartyStated: { zh: '利害关系人陈述、申辩', en: 'interested party heard' },
  hearingRequested: { zh: '要求听证', en: 'hearing requested' },
  hearingHeld: { zh: '举行听证', en: 'hearing held' },
  opinionGiven: { zh: '联办部门出具意见', en: 'department gave its opinion' },
  suspended: { zh: '进入特别程序', en: 'suspended' },
  resumed: { zh: '特别程序结束', en: 'resumed' },
  extended: { zh: '延长期限', en: 'extended' },
  forwarded: { zh: '报送上级机关', en: 'forwarded to the superior organ' },
  signed: { zh: '签批', en: 'signed' },
  sentBack: { zh: '退回经办人', en: 'sent back to the handler' },
  granted: { zh: '准予', en: 'granted' },
  refused: { zh: '不予', en: 'refused' },
  deemedGranted: { zh: '逾期视为准予延续', en: 'renewal deemed granted' },
  licenceIssued: { zh: '制发证照', en: 'licence issued' },
  delivered: { zh: '送达', en: 'delivered' },
  automaticDecisionDeclined: { zh: '申请人拒绝自动决定', en: 'automatic decision declined' },
  withdrawn: { zh: '撤回申请', en: 'withdrawn' },
  abandoned: { zh: '视为放弃申请', en: 'taken as abandoned' },
  corrected: { zh: '更正决定', en: 'decision corrected' },
  annulled: { zh: '撤销决定', en: 'decision annulled' },
  reopened: { zh: '重新办理', en: 'reopened' },
  archived: { zh: '归档', en: 'archived' },
  fileAdded: { zh: '收到文件', en: 'file added' },
  identityRead: { zh: '查看完整身份信息', en: 'full identity read' },
  legalHoldSet: { zh: '暂缓销毁', en: 'legal hold set' },
  legalHoldLifted: { zh: '解除暂缓销毁', en: 'legal hold lifted' },
  erased: { zh: '到期销毁', en: 'erased' },
} as const satisfies Record<EventType, { zh: string; en: string }>
