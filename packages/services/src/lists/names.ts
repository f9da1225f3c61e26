export { STATES as CASE_STATES } from '@tongban/cases'

/** The lists of officials and what each is called. */
export const LISTS = {
  mine: { zh: '我的办件', en: 'my cases' },
  department: { zh: '本部门在办', en: 'cases of the department' },
  unassigned: { zh: '待分派', en: 'not assigned yet' },
  dueToday: { zh: '今日到期', en: 'due today' },
  dueSoon: { zh: '即将到期', en: 'due soon' },
  overdue: { zh: '已逾期', en: 'overdue' },
  opinions: { zh: '待出具意见', en: 'waiting for our opinion' },
  suspended: { zh: '特别程序中', en: 'suspended' },
  closed: { zh: '已办结', en: 'closed' },
  handedIn: { zh: '本人代收', en: 'handed in by me' },
} as const satisfies Record<string, { zh: string; en: string }>
export type ListName = keyof typeof LISTS

export const LIST_NAMES: readonly ListName[] = Object.keys(LISTS).filter((name): name is ListName =>
  Object.hasOwn(LISTS, name),
)
