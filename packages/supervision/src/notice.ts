/**
 * The life of a notice 催办、督办通知书: receipt, reply, review, return, closing. A table, not code: what may be done from each
 * state, and whose it is. Reminders and lines of the bulletin are told and have no steps.
 */
import type { Role } from '@tongban/kernel'
import type { Receiver } from './policy.ts'
import { STAGES, type Stage } from './stage.ts'

export const NOTICE_STATES = {
  open: { zh: '待签收', en: 'waiting for the receipt' },
  signed: { zh: '已签收，待回复', en: 'received, waiting for the reply' },
  replied: { zh: '已回复，待审核', en: 'replied, waiting for the review' },
  returned: { zh: '已退回，待重新回复', en: 'returned, waiting for another reply' },
  closed: { zh: '已办结', en: 'closed' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
} as const satisfies Record<string, Words>
export type NoticeState = keyof typeof NOTICE_STATES
type Words = { readonly zh: string; readonly en: string }

/** `sender`: who sent it by hand, for a reason that goes with it. `receiver`: whom the notice is addressed to; `reviewer`: who looks at the reply; `machine`: what was true is so no more. */
export const NOTICE_STEPS = {
  send: { zh: '人工发出', en: 'sent by hand', by: 'sender', needsReason: true },
  sign: { zh: '签收', en: 'receipt', by: 'receiver', needsReason: false },
  reply: { zh: '回复', en: 'reply', by: 'receiver', needsReason: true },
  accept: { zh: '审核通过', en: 'reply accepted', by: 'reviewer', needsReason: false },
  return: { zh: '退回', en: 'reply returned', by: 'reviewer', needsReason: true },
  close: { zh: '事由消失，终结', en: 'closed, its cause being gone', by: 'reviewer', needsReason: true },
  withdraw: { zh: '撤回', en: 'withdrawn', by: 'machine', needsReason: false },
} as const satisfies Record<
  string,
  Words & { readonly by: 'sender' | 'receiver' | 'reviewer' | 'machine'; readonly needsReason: boolean }
>
export type NoticeStep = keyof typeof NOTICE_STEPS

export const NOTICE_TABLE = {
  open: { sign: 'signed', close: 'closed', withdraw: 'withdrawn' },
  signed: { reply: 'replied', close: 'closed', withdraw: 'withdrawn' },
  replied: { accept: 'closed', return: 'returned', close: 'closed', withdraw: 'withdrawn' },
  returned: { reply: 'replied', close: 'closed', withdraw: 'withdrawn' },
  closed: {},
  withdrawn: {},
} as const satisfies Record<NoticeState, { readonly [S in NoticeStep]?: NoticeState }>

/** Where a step leads; null where it is not possible. */
export function noticeAfter(state: NoticeState, step: NoticeStep): NoticeState | null {
  const row: { readonly [S in NoticeStep]?: NoticeState } = NOTICE_TABLE[state]
  return row[step] ?? null
}

/** What people may still do with it. */
export const noticeStepsFrom = (state: NoticeState): readonly NoticeStep[] =>
  NOTICE_STEP_NAMES.filter((step) => noticeAfter(state, step) !== null && NOTICE_STEPS[step].by !== 'machine')

export const isNoticeState = (name: string): name is NoticeState => Object.hasOwn(NOTICE_STATES, name)
export const isNoticeStep = (name: string): name is NoticeStep => Object.hasOwn(NOTICE_STEPS, name)
const NOTICE_STEP_NAMES: readonly NoticeStep[] = Object.keys(NOTICE_STEPS).filter(isNoticeStep)

/** Whether the stage is a document with receipt and reply. */
export const takesSteps = (stage: Stage): boolean => STAGES[stage].form === 'notice'

/** Whoever takes a step: the roles they hold today, in which department, and the index by which they are known. */
export type Taker = {
  readonly index: string
  readonly department: string
  readonly roles: readonly Role[]
}

export type Addressed = {
  readonly receiver: Receiver
  readonly department: string
  /** Index of the official the matter is assigned to; null: nobody's yet. */
  readonly person: string | null
  readonly step: string
}

/** Steps of a case that the window takes as well. */
const AT_THE_WINDOW: readonly string[] = ['notice', 'delivery', 'answerToApplication']

/** Steps of a rectification order, and who of the department holds each. */
const OF_RECTIFICATION: Readonly<Record<string, readonly Role[]>> = {
  contact: ['rectifier', 'handler', 'chief'],
  rectify: ['rectifier', 'handler', 'chief'],
  sealedContact: ['callback', 'supervisor'],
  callBack: ['callback', 'supervisor'],
  judge: ['callback', 'supervisor'],
}

/** Who answers a notice in its department: roles, by the level it is addressed to. */
export function receivingRoles({ receiver, step }: Pick<Addressed, 'receiver' | 'step'>): readonly Role[] {
  if (receiver === 'departmentHead') return ['head']
  if (receiver === 'supervisingBody') return ['supervisor']
  const rectifying = OF_RECTIFICATION[step]
  if (rectifying !== undefined) return rectifying
  return AT_THE_WINDOW.includes(step) ? ['handler', 'chief', 'window'] : ['handler', 'chief']
}

/**
 * Whether it is theirs to sign and to answer: the official the matter is assigned to, or whoever of that department holds the
 * step; the head of the department; a supervisor of the region. Nobody answers for another department.
 */
export function isReceiver(addressed: Addressed, taker: Taker): boolean {
  const { receiver, department, person } = addressed
  const holds = receivingRoles(addressed).some((role) => taker.roles.includes(role))
  if (receiver === 'supervisingBody') return holds
  if (taker.department !== department) return false
  return holds || (receiver === 'person' && person === taker.index)
}

/** The supervisor, and of the first level the head of the department as well. */
export function reviewingRoles({ receiver }: Pick<Addressed, 'receiver'>): readonly Role[] {
  return receiver === 'person' ? ['supervisor', 'head'] : ['supervisor']
}

/** Whose matter it is: they answer for it, and leave it to others to be content with the answer. */
export const isInCharge = ({ person }: Pick<Addressed, 'person'>, { index }: Taker): boolean =>
  person !== null && person === index

export function isReviewer(addressed: Addressed, taker: Taker): boolean {
  const roles = reviewingRoles(addressed)
  return roles.some(
    (role) =>
      taker.roles.includes(role) && (role === 'supervisor' || taker.department === addressed.department),
  )
}
