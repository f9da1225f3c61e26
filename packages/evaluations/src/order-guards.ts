/**
 * What stands against a step of a rectification order although its state would allow it, and how that is said. Nobody acts
 * for both sides; a call-back and a judgement are never the department's own; what has been answered is not answered twice.
 */
import { addDays, addWorkdays, type Calendar, civilDateAt } from '@tongban/calendar'
import type { EpochMs } from '@tongban/kernel'
import type { OrderStep } from './order.ts'
import type { OrderSide } from './order-table.ts'
import type { RectificationOrder } from './rectification.ts'

/** Who takes a step. The evaluator and the machine have no department. */
export type OrderActor = {
  readonly side: OrderSide
  /** Blind index. */
  readonly index: string
  readonly department: string | null
}
export type OrderCircumstances = {
  readonly now: EpochMs
  readonly calendar: Calendar
}

type Said = { readonly zh: string; readonly en: string }
export const ORDER_GUARDS = {
  ownDepartment: {
    zh: '这一步由被评价的部门办理。请由该部门的工作人员办理。',
    en: 'This step is the department’s that was rated. Let its officials take it.',
  },
  otherDepartment: {
    zh: '被评价的部门不能督促、回访、裁定自己的整改。请由其他部门的回访员或者监察员办理。',
    en: 'The department rated does not oversee, call back or judge its own mending. Another department must.',
  },
  anotherPerson: {
    zh: '同一人不能既代表被评价部门又代表整改督促机构。请由未参与过本整改单的另一人办理。',
    en: 'Nobody acts for both the department rated and the rectification body. Let somebody else take this step.',
  },
  bodyContacts: {
    zh: '评价人身份对部门保密，由整改督促机构联系。请等待其联系结果。',
    en: 'Who rated is sealed from the department; the rectification body contacts them. Wait for what it learns.',
  },
  departmentContacts: {
    zh: '实名评价由被评价部门联系评价人。请督促该部门联系。',
    en: 'Of a rating under a name the department contacts the evaluator. Urge it to.',
  },
  contactFirst: {
    zh: '尚未联系评价人核实情况。请先联系，再答复。',
    en: 'The evaluator has not been contacted. Contact them first, then reply.',
  },
  contactedOnce: {
    zh: '本轮已经联系过评价人。',
    en: 'The evaluator has been contacted in this round.',
  },
  classJudged: {
    zh: '申诉已被驳回，评价属实。请按“属实”答复。',
    en: 'The appeal was rejected and the rating is true. Reply with the class `true`.',
  },
  appealOnce: {
    zh: '每张整改单只能申诉一次，已经申诉过。',
    en: 'An order is appealed once, and it has been.',
  },
  appealLate: {
    zh: '申诉期限已过。请按整改单整改并答复。',
    en: 'The time for an appeal is over. Mend what was rated, and reply.',
  },
  noAppeal: { zh: '没有待裁定的申诉。', en: 'There is no appeal to judge.' },
  appealOpen: {
    zh: '申诉尚未裁定。请先裁定，再办结。',
    en: 'The appeal has not been judged. Judge it first, then close.',
  },
  notMended: {
    zh: '回访结果为未整改到位，不能办结。请退回整改。',
    en: 'The call-back found it not mended, so it cannot be closed. Return it.',
  },
  mended: {
    zh: '只有回访结果为未整改到位的，才退回整改。',
    en: 'Only what the call-back found not mended is returned.',
  },
  roundsUsedUp: {
    zh: '整改轮次已满，不能再退回；未整改到位的结果保留在统计中。请办结，并按监察程序处理。',
    en: 'All rounds are used up. Close it, with what was not mended left on record, and turn to supervision.',
  },
  gradedOnce: {
    zh: '本轮整改已经评价过。如有补充，可以提交补充说明。',
    en: 'The mending of this round has been rated. Whatever is to be added can be supplemented.',
  },
  gradeLate: {
    zh: '对整改结果的评价期限已过。',
    en: 'The time for rating the mending is over.',
  },
  attemptsToday: {
    zh: '今天已经多次回访未接通。请改日、改时段再回访。',
    en: 'Nobody answered several times today. Call again on another day.',
  },
  openedOften: {
    zh: '查看评价人身份的次数已满。请由监察员核查以往各次查看的理由。',
    en: 'The identity has been opened as often as it can be. Have a supervisor look at the reasons given.',
  },
  notSealed: {
    zh: '本评价未要求对部门保密身份，无须另行查看。',
    en: 'Who rated is not sealed; there is nothing to open.',
  },
  supplementsUsedUp: {
    zh: '补充次数已满。如需说明新的情况，请拨打服务热线。',
    en: 'No more can be supplemented. Call the hotline if something new is to be said.',
  },
} as const satisfies Record<string, Said>
export type OrderGuard = keyof typeof ORDER_GUARDS

/** Supplements an evaluator can add to an order. */
export const MOST_SUPPLEMENTS = 5
/** What can be repeated is bounded, so that no list of steps fills up before its order is closed. */
export const MOST_ATTEMPTS_A_DAY = 3
export const MOST_OPENINGS = 20
/** A call-back nobody answers counts as made after so many attempts, on so many different working days. */
export const CALL_BACK_ATTEMPTS = { attempts: 3, workdays: 2 } as const

/** The first thing that stands against a step of the state's table; undefined: nothing does. */
export function orderGuard(
  order: RectificationOrder,
  step: OrderStep,
  actor: OrderActor,
  circumstances: OrderCircumstances,
): OrderGuard | undefined {
  return personGuard(order, actor) ?? GUARD_OF[step]?.(order, actor, circumstances)
}

function personGuard(order: RectificationOrder, actor: OrderActor): OrderGuard | undefined {
  const { side, index, department } = actor
  if (side === 'department') {
    if (department !== order.department) return 'ownDepartment'
    return order.bodyActors.includes(index) ? 'anotherPerson' : undefined
  }
  if (side !== 'rectificationBody') return undefined
  if (department === null || department === order.department) return 'otherDepartment'
  return order.departmentActors.includes(index) ? 'anotherPerson' : undefined
}

type Guard = (
  order: RectificationOrder,
  actor: OrderActor,
  circumstances: OrderCircumstances,
) => OrderGuard | undefined
const GUARD_OF: { readonly [S in OrderStep]?: Guard } = {
  contacted: ({ sealed, contactedAt, state }, { side }) => {
    if (sealed && side === 'department') return 'bodyContacts'
    if (!sealed && side === 'rectificationBody') return 'departmentContacts'
    return state === 'replied' && contactedAt !== null ? 'contactedOnce' : undefined
  },
  // Of a sealed rating the contact is another's duty, for which the department's own does not wait.
  replied: ({ state, sealed }) => (state === 'open' && !sealed ? 'contactFirst' : undefined),
  returned: ({ callBack, round, terms }) => {
    if (callBack !== 'notMended') return 'mended'
    return round >= terms.mostRounds ? 'roundsUsedUp' : undefined
  },
  rated: ({ grade, closedAt, terms }, _, { now }) => {
    if (grade !== null) return 'gradedOnce'
    // As long as a service itself can be rated.
    const isLate =
      closedAt !== null && civilDateAt(now) > addDays(civilDateAt(closedAt), terms.rateWithinDays)
    return isLate ? 'gradeLate' : undefined
  },
  appealed: ({ appeal, openedAt, terms }, _, { now, calendar }) => {
    if (appeal !== 'none') return 'appealOnce'
    const last = addWorkdays(calendar, civilDateAt(openedAt), terms.appealWithinWorkdays).on
    return civilDateAt(now) > last ? 'appealLate' : undefined
  },
  judged: ({ appeal }) => (appeal === 'open' ? undefined : 'noAppeal'),
  closed: ({ appeal, callBack, round, terms }) => {
    if (appeal === 'open') return 'appealOpen'
    return callBack === 'notMended' && round < terms.mostRounds ? 'notMended' : undefined
  },
  unreached: ({ attempts }, _, { now }) => {
    const today = civilDateAt(now)
    const isOften = attempts.filter(({ on }) => on === today).length >= MOST_ATTEMPTS_A_DAY
    return isOften ? 'attemptsToday' : undefined
  },
  identityOpened: ({ sealed, openings }) => {
    if (!sealed) return 'notSealed'
    return openings >= MOST_OPENINGS ? 'openedOften' : undefined
  },
  supplemented: ({ supplements }) => (supplements >= MOST_SUPPLEMENTS ? 'supplementsUsedUp' : undefined),
}
