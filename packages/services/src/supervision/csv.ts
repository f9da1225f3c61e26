import type { Column } from '../lists/csv.ts'
import type { ListedCard } from './cards/view.ts'
import type { ListedNotice } from './notices/view.ts'

/** What lists of notices and of cards say alike: what it is about, whose it is, and by when. */
type Supervised = Pick<
  ListedCard | ListedNotice,
  'subject' | 'item' | 'step' | 'law' | 'department' | 'post' | 'dueOn' | 'overdueWorkdays'
>
export const SUPERVISED: readonly Column<Supervised>[] = [
  { zh: '对象', en: 'subject', of: (row) => row.subject },
  { zh: '事项', en: 'item', of: (row, language) => row.item?.[language] ?? null },
  { zh: '环节', en: 'step', of: (row, language) => row.step[language] },
  { zh: '依据', en: 'basis', of: (row) => row.law },
  { zh: '部门', en: 'department', of: (row, language) => row.department[language] },
  { zh: '责任岗位', en: 'post', of: (row) => row.post },
  { zh: '到期日', en: 'due on', of: (row) => row.dueOn },
  { zh: '逾期工作日', en: 'working days overdue', of: (row) => row.overdueWorkdays },
]
