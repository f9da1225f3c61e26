import type { Said } from '@tongban/http'
import type { TagColour } from '../parts/shown.tsx'

/** Words and addresses of the mending desk. */
export const DESK_WORDS = {
  title: { zh: '差评整改', en: 'Mending of bad ratings' },
  order: { zh: '整改单', en: 'Rectification order' },
  state: { zh: '状态', en: 'State' },
  source: { zh: '来源', en: 'Source' },
  department: { zh: '部门', en: 'Department' },
  item: { zh: '事项', en: 'Item' },
  level: { zh: '等次', en: 'Level' },
  opened: { zh: '生成', en: 'Opened' },
  contactBy: { zh: '联系期限', en: 'Contact by' },
  replyBy: { zh: '答复期限', en: 'Reply by' },
  overdue: { zh: '逾期', en: 'Overdue' },
  text: { zh: '说明', en: 'What was done and said' },
  files: { zh: '附件', en: 'Files' },
  said: { zh: '评价或者反映的内容', en: 'What was said' },
  history: { zh: '办理经过', en: 'What has happened' },
  whom: { zh: '联系谁', en: 'Whom to contact' },
  todo: { zh: '可以办理', en: 'What you can do' },
} as const satisfies Record<string, Said>

export const ORDERS_AT = '/desk/rectifications'
export const orderAt = (number: string, below = '') =>
  `${ORDERS_AT}/${encodeURIComponent(number)}${below === '' ? '' : `/${below}`}`
export const apiAt = (number: string, below = '') =>
  `/evaluations/v1/rectifications/${encodeURIComponent(number)}${below === '' ? '' : `/${below}`}`

const COLOURS: Readonly<Record<string, TagColour>> = {
  open: 'orange',
  contacted: 'blue',
  replied: 'blue',
  calledBack: 'blue',
  closed: 'green',
  setAside: 'grey',
}
export const stateColour = (state: string): TagColour => COLOURS[state] ?? 'grey'

export const LEVELS: Readonly<Record<number, Said>> = {
  1: { zh: '非常不满意', en: 'Very dissatisfied' },
  2: { zh: '不满意', en: 'Dissatisfied' },
  3: { zh: '基本满意', en: 'Basically satisfied' },
  4: { zh: '满意', en: 'Satisfied' },
  5: { zh: '非常满意', en: 'Very satisfied' },
}
export const levelWords = (level: number | null): Said =>
  (level === null ? undefined : LEVELS[level]) ?? { zh: '—', en: '—' }

/** What each limit asks of whoever owes it. */
export const CLOCK_STEPS: Readonly<Record<string, Said>> = {
  contact: { zh: '联系评价人、核实情况', en: 'contact the evaluator' },
  rectify: { zh: '整改并答复', en: 'mend it and reply' },
  callBack: { zh: '回访', en: 'call the evaluator back' },
  judge: { zh: '裁定申诉', en: 'judge the appeal' },
}

/** What the codes of a step say. */
export const FACTS: Readonly<Record<string, Readonly<Record<string, Said>>>> = {
  class: {
    true: { zh: '属实', en: 'the complaint is right' },
    misjudged: { zh: '误评', en: 'rated by mistake' },
    malicious: { zh: '恶意差评', en: 'malicious' },
    beyondRemit: { zh: '超出职责范围', en: 'not for this department to settle' },
  },
  result: {
    mended: { zh: '已整改到位', en: 'mended' },
    notMended: { zh: '未整改到位', en: 'not mended' },
    unreached: { zh: '未接通', en: 'not reached' },
  },
  grade: {
    satisfied: { zh: '满意', en: 'satisfied' },
    basically: { zh: '基本满意', en: 'basically satisfied' },
    dissatisfied: { zh: '不满意', en: 'dissatisfied' },
  },
  reached: {
    true: { zh: '已联系上', en: 'reached' },
    false: { zh: '未联系上', en: 'not reached' },
  },
  upheld: {
    true: { zh: '申诉成立', en: 'upheld' },
    false: { zh: '申诉不成立', en: 'rejected' },
  },
}
