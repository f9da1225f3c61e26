import type { Said } from '@tongban/http'
import { DEPARTMENT_OFFICIALS, LIST_READERS, ORDER_READERS, OVERVIEW_READERS } from '@tongban/services'
import type { TagColour } from '../parts/shown.tsx'

/** Words and addresses of the supervision desk 督办台. */
export const STYLES = ['desk.css']

export const DESK = {
  overview: { zh: '督办台', en: 'Supervision desk' },
  limits: { zh: '监察时限', en: 'Watched limits' },
  cases: { zh: '办件列表', en: 'Lists of cases' },
  notices: { zh: '督办文书', en: 'Notices' },
  cards: { zh: '亮牌', en: 'Cards' },
  csv: { zh: '下载 CSV（与本页筛选相同）', en: 'Download as CSV (the same filters)' },
  print: { zh: '打印', en: 'Print' },
  filters: { zh: '筛选', en: 'Filters' },
  show: { zh: '筛选', en: 'Filter' },
  all: { zh: '全部', en: 'All' },
  case: { zh: '办件', en: 'Case' },
  subject: { zh: '对象', en: 'About' },
  item: { zh: '事项', en: 'Matter' },
  department: { zh: '部门', en: 'Department' },
  step: { zh: '环节', en: 'Step' },
  due: { zh: '到期日', en: 'Due' },
  overdue: { zh: '逾期工作日', en: 'Working days overdue' },
  card: { zh: '牌', en: 'Card' },
  lastNotice: { zh: '最近文书', en: 'Last notice' },
  act: { zh: '办理', en: 'Act' },
  urge: { zh: '催办、督办', en: 'Urge or supervise' },
  number: { zh: '文号', en: 'Number' },
  kind: { zh: '种类', en: 'Kind' },
  state: { zh: '状态', en: 'State' },
  basis: { zh: '依据', en: 'Basis' },
  post: { zh: '责任岗位', en: 'Post in charge' },
  written: { zh: '发出', en: 'Sent' },
  signBy: { zh: '签收期限', en: 'Receipt due' },
  replyBy: { zh: '回复期限', en: 'Reply due' },
  signed: { zh: '签收', en: 'Received' },
  replied: { zh: '回复', en: 'Replied' },
  late: { zh: '已逾期未答', en: 'overdue' },
  provisional: { zh: '暂定', en: 'provisional' },
  channel: { zh: '渠道', en: 'Channel' },
  partner: { zh: '协同地区', en: 'Other region' },
  reason: { zh: '理由', en: 'Reason' },
  reasonNeeded: { zh: '请写明理由，至少 2 个字符。', en: 'State the reason in at least 2 characters.' },
  steps: { zh: '办理记录', en: 'What was done' },
  none: { zh: '没有符合条件的记录。', en: 'Nothing fits these filters.' },
  rate: { zh: '比率', en: 'Rate' },
} as const satisfies Record<string, Said>

export const CHANNEL_NAMES: Readonly<Record<string, Said>> = {
  web: { zh: '网上', en: 'Web' },
  app: { zh: '移动端', en: 'App' },
  window: { zh: '窗口', en: 'Window' },
  selfService: { zh: '自助机', en: 'Self-service' },
  hotline: { zh: '热线', en: 'Hotline' },
  post: { zh: '邮寄', en: 'Post' },
}

/** Who looks at lists of limits and cards; of notices also who mends and who calls back. */
export const LOOKERS = LIST_READERS
/** Who belongs to a department that has cases. */
export const CASE_LOOKERS = DEPARTMENT_OFFICIALS
export const NOTICE_LOOKERS = ORDER_READERS
export const OVERVIEW_LOOKERS = OVERVIEW_READERS

const CARD_COLOURS: Readonly<Record<string, TagColour>> = {
  blue: 'blue',
  yellow: 'yellow',
  orange: 'orange',
  red: 'red',
}
/** The colour says again what the words say. */
export const cardColour = (code: string): TagColour => CARD_COLOURS[code] ?? 'grey'
const NOTICE_COLOURS: Readonly<Record<string, TagColour>> = {
  open: 'orange',
  signed: 'blue',
  replied: 'blue',
  returned: 'orange',
  closed: 'green',
}
export const noticeColour = (state: string): TagColour => NOTICE_COLOURS[state] ?? 'grey'
const CARD_STATE_COLOURS: Readonly<Record<string, TagColour>> = {
  proposed: 'orange',
  standing: 'red',
  appealed: 'blue',
  upheld: 'red',
}
export const cardStateColour = (state: string): TagColour => CARD_STATE_COLOURS[state] ?? 'grey'

/** An address with those parts of a query that say something. */
export function addressOf(path: string, query: Readonly<Record<string, string | null | undefined>>): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === null || value === undefined || value === '' ? [] : [[name, value]],
  )
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}

/** The part of an API address after its question mark. */
export const queryOf = (href: string): string => {
  const at = href.indexOf('?')
  return at === -1 ? '' : href.slice(at)
}
