import { civilTimeAt } from '@tongban/calendar'
import { type Column, csvOf } from '../../lists/csv.ts'
import type { ClockView } from './view.ts'

/** A list of watched clocks as CSV. */
const COLUMNS: readonly Column<ClockView>[] = [
  { zh: '类别', en: 'kind', of: ({ kind }, language) => kind[language] },
  { zh: '编号', en: 'number', of: ({ subject }) => subject },
  { zh: '步骤', en: 'step', of: ({ step }, language) => step[language] },
  { zh: '事项', en: 'item', of: ({ item }, language) => item?.[language] ?? null },
  { zh: '部门编码', en: 'code of the department', of: ({ department }) => department },
  { zh: '部门', en: 'department', of: ({ departmentName }, language) => departmentName[language] },
  { zh: '责任岗位', en: 'post', of: ({ post }) => post },
  { zh: '经办人', en: 'assigned to', of: ({ assigned }) => assigned?.name ?? null },
  { zh: '期限性质', en: 'basis', of: ({ basis }, language) => basis[language] },
  { zh: '依据', en: 'law or promise', of: ({ law }) => law },
  { zh: '起算日', en: 'from', of: ({ fromOn }) => fromOn },
  { zh: '到期日', en: 'due on', of: ({ dueOn }) => dueOn },
  {
    zh: '暂定（年度日历未公布）',
    en: 'provisional',
    of: ({ provisional }, language) =>
      (provisional ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' })[language],
  },
  { zh: '剩余工作日', en: 'working days left', of: ({ leftWorkdays }) => leftWorkdays },
  { zh: '逾期工作日', en: 'working days overdue', of: ({ overdueWorkdays }) => overdueWorkdays },
  {
    zh: '牌',
    en: 'card',
    of: ({ card }, language) => (card === null ? null : `${card[language]} ${card.state[language]}`),
  },
  { zh: '最近文书', en: 'last notice', of: ({ lastNotice }, language) => lastNotice?.[language] ?? null },
  { zh: '文号', en: 'number of the notice', of: ({ lastNotice }) => lastNotice?.number ?? null },
  {
    zh: '发出时间',
    en: 'written',
    of: ({ lastNotice }) => (lastNotice === null ? null : civilTimeAt(lastNotice.writtenAt)),
  },
  {
    zh: '文书状态',
    en: 'state of the notice',
    of: ({ lastNotice }, language) => lastNotice?.state[language] ?? null,
  },
  { zh: '下一环节', en: 'next stage', of: ({ next }, language) => next?.[language] ?? null },
]

export const clocksCsv = (clocks: readonly ClockView[], language: 'zh' | 'en'): string =>
  csvOf(COLUMNS, clocks, language)
