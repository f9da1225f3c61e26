/**
 * What may happen to a case, as one table. A state says where the case stands; everything else is an event.
 * The table is the truth: code asks it, the tests take a snapshot of it, the docs print it.
 * Clauses: 行政许可法 32 (receipt, acceptance, supplement, want of competence), 42 (decision);
 * 市场主体登记管理条例 19 and 实施细则 18 (an incomplete registration is returned); 个人信息保护法 24
 * (a person may refuse a decision made by a machine alone).
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
  'supplementRequested',
  'returned',
  'notAccepted',
  'referred',
  'granted',
  'automaticDecisionDeclined',
  'withdrawn',
] as const
export type EventType = (typeof EVENT_TYPES)[number]

type Steps = Partial<Record<EventType, State>>

/** State × event → next state. `none` is the case before its first event. A pair that is missing is not possible. */
export const TRANSITIONS = {
  none: { received: 'received' },
  received: {
    accepted: 'accepted',
    supplementRequested: 'awaitingSupplement',
    returned: 'returned',
    notAccepted: 'notAccepted',
    referred: 'received',
    withdrawn: 'withdrawn',
  },
  awaitingSupplement: { automaticDecisionDeclined: 'received', withdrawn: 'withdrawn' },
  accepted: { referred: 'inReview', granted: 'granted', withdrawn: 'withdrawn' },
  inReview: { granted: 'granted', withdrawn: 'withdrawn' },
  suspended: { withdrawn: 'withdrawn' },
  transferred: {},
  // A grant stands until a person replaces it.
  granted: { automaticDecisionDeclined: 'granted' },
  refused: {},
  notAccepted: {},
  withdrawn: {},
  abandoned: {},
  returned: {},
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
  supplementRequested: { zh: '一次性告知补正', en: 'supplement requested' },
  returned: { zh: '退回材料', en: 'papers returned' },
  notAccepted: { zh: '不予受理', en: 'not accepted' },
  referred: { zh: '转人工办理', en: 'referred to a person' },
  granted: { zh: '准予', en: 'granted' },
  automaticDecisionDeclined: { zh: '申请人拒绝自动决定', en: 'automatic decision declined' },
  withdrawn: { zh: '撤回申请', en: 'withdrawn' },
} as const satisfies Record<EventType, { zh: string; en: string }>
