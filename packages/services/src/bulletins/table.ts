import {
  type BulletinContent,
  type DepartmentFigures,
  type Figures,
  METRICS,
  type Metric,
  type Overdue,
  type Rate,
  type Spread,
  STAGES,
} from '@tongban/supervision'
import { STEP_WORDS } from './words.ts'

/**
 * A bulletin as tables of cells, for CSV and for the page that is printed: both show the same. Rates as per cent with their
 * bounds, lengths of time in working days, beside each the period before.
 */
export type Language = 'zh' | 'en'
export type Cell = string | number | null
export type Table = {
  readonly code: string
  readonly title: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
  /** What has to be said under it. */
  readonly note: string | null
}
type Words = { readonly zh: string; readonly en: string }

export function tablesOf(content: BulletinContent, language: Language): readonly Table[] {
  const say = (words: Words) => words[language]
  const name = (department: string) =>
    say(content.departments.find((each) => each.department === department)?.name ?? plain(department))
  return [
    figuresTable(content, say),
    ...(content.ranking.length === 0 ? [] : [rankingTable(content, say, name)]),
    cardsTable(content, say, name),
    linesTable('lines', WORDS.lines, content.lines, null, say, name),
    linesTable(
      'overdue',
      WORDS.overdue,
      content.overdue.lines,
      content.overdue.more ? say(WORDS.cut) : null,
      say,
      name,
    ),
    ...(content.exchange.length === 0 ? [] : [exchangeTable(content, say)]),
  ]
}

const plain = (text: string): Words => ({ zh: text, en: text })

const WORDS = {
  figures: { zh: '办件统计', en: 'Figures' },
  ranking: { zh: '按时办结率排名', en: 'Ranking by the rate on time' },
  cards: { zh: '红黄牌', en: 'Cards' },
  lines: { zh: '通报事项', en: 'Lines of the bulletin' },
  overdue: { zh: '截至时逾期未结', en: 'Over at this instant' },
  exchange: { zh: '跨域办理用时（工作日）', en: 'Turnaround between regions, in working days' },
  department: { zh: '部门', en: 'department' },
  code: { zh: '部门编码', en: 'department code' },
  metric: { zh: '指标', en: 'figure' },
  value: { zh: '数值', en: 'value' },
  hits: { zh: '分子', en: 'numerator' },
  of: { zh: '分母（样本数）', en: 'denominator (sample)' },
  lower: { zh: '下限', en: 'lower bound' },
  upper: { zh: '上限', en: 'upper bound' },
  p90: { zh: '第90百分位', en: '90th percentile' },
  total: { zh: '合计', en: 'total' },
  previous: { zh: '上期', en: 'period before' },
  place: { zh: '名次', en: 'place' },
  small: { zh: '样本少，不排名', en: 'small sample, no place' },
  step: { zh: '环节', en: 'step' },
  colour: { zh: '颜色', en: 'colour' },
  state: { zh: '状态', en: 'state' },
  n: { zh: '数量', en: 'number' },
  subject: { zh: '编号', en: 'number' },
  item: { zh: '事项', en: 'item' },
  basis: { zh: '期限依据', en: 'basis' },
  post: { zh: '责任岗位', en: 'post' },
  dueOn: { zh: '到期日', en: 'due on' },
  overdueWorkdays: { zh: '逾期工作日', en: 'working days overdue' },
  role: { zh: '本地区为', en: 'this region' },
  region: { zh: '对方地区', en: 'other region' },
  sample: { zh: '件数', en: 'cases' },
  push: { zh: '移送到达中位数', en: 'median until it arrived' },
  median: { zh: '移送至决定中位数', en: 'median until the decision' },
  receiving: { zh: '收件地', en: 'receiving' },
  handling: { zh: '办理地', en: 'handling' },
  all: { zh: '全区合计', en: 'the whole region' },
  overdueNow: { zh: '截至时逾期未结', en: 'over at this instant' },
  cut: {
    zh: '清单过长，只列逾期最久的部分；数量以统计为准。',
    en: 'The list is cut to the longest overdue; the figures are whole.',
  },
} as const satisfies Record<string, Words>

type Say = (words: Words) => string
type Named = (department: string) => string

function figuresTable({ all, departments }: BulletinContent, say: Say): Table {
  const of = (name: string, code: string, part: Omit<DepartmentFigures, 'department' | 'name'>) => [
    ...METRICS.map((metric) => [name, code, ...metricCells(metric, part.figures, part.previous, say)]),
    [name, code, say(WORDS.cards), part.cards, null, null, null, null, null, null, null],
    [name, code, say(WORDS.overdueNow), part.overdueNow, null, null, null, null, null, null, null],
  ]
  const { department, code, metric, value, hits, lower, upper, p90, total, previous } = WORDS
  return {
    code: 'figures',
    title: say(WORDS.figures),
    head: [department, code, metric, value, hits, WORDS.of, lower, upper, p90, total, previous].map(say),
    rows: [
      ...of(say(WORDS.all), '*', all),
      ...departments.flatMap((each) => of(say(each.name), each.department, each)),
    ],
    note: null,
  }
}

/** Name, value, numerator, denominator, bounds, 90th percentile, total, the period before. */
function metricCells(metric: Metric, now: Figures, before: Figures, say: Say): readonly Cell[] {
  const name = say(metric)
  switch (metric.kind) {
    case 'count':
      return [name, metric.of(now), null, null, null, null, null, null, metric.of(before)]
    case 'rate': {
      const rate = metric.of(now)
      const bounds = [percent(rate.lower), percent(rate.upper)]
      return [name, rated(rate), rate.hits, rate.of, ...bounds, null, null, rated(metric.of(before))]
    }
    case 'spread': {
      const { n, median, p90, total } = metric.of(now)
      return [name, median, null, n, null, null, p90, total, middle(metric.of(before))]
    }
  }
}

const percent = (share: number | null): Cell => (share === null ? null : `${(share * 100).toFixed(2)}%`)
const rated = ({ rate }: Rate): Cell => percent(rate)
const middle = ({ median }: Spread): Cell => median

const rankingTable = ({ ranking }: BulletinContent, say: Say, name: Named): Table => ({
  code: 'ranking',
  title: say(WORDS.ranking),
  head: [
    WORDS.place,
    WORDS.department,
    WORDS.code,
    WORDS.value,
    WORDS.hits,
    WORDS.of,
    WORDS.lower,
    WORDS.upper,
  ].map(say),
  rows: ranking.map(({ department, place, onTime }) => [
    place ?? say(WORDS.small),
    name(department),
    department,
    rated(onTime),
    onTime.hits,
    onTime.of,
    percent(onTime.lower),
    percent(onTime.upper),
  ]),
  note: null,
})

const cardsTable = ({ cards }: BulletinContent, say: Say, name: Named): Table => ({
  code: 'cards',
  title: say(WORDS.cards),
  head: [WORDS.department, WORDS.code, WORDS.step, WORDS.colour, WORDS.state, WORDS.n].map(say),
  rows: cards.map(({ department, step, colour, state, n }) => [
    name(department),
    department,
    wordOf(STEP_WORDS.steps, step, say),
    isStage(colour) ? say(STAGES[colour]) : colour,
    wordOf(STEP_WORDS.cardStates, state, say),
    n,
  ]),
  note: null,
})

const isStage = (code: string): code is keyof typeof STAGES => Object.hasOwn(STAGES, code)

/** The word for a code; the code itself where there is none. */
const wordOf = (words: Readonly<Record<string, Words>>, code: string, say: Say): string =>
  say(words[code] ?? plain(code))

const linesTable = (
  code: string,
  title: Words,
  lines: readonly Overdue[],
  note: string | null,
  say: Say,
  name: Named,
): Table => ({
  code,
  title: say(title),
  head: [
    WORDS.subject,
    WORDS.item,
    WORDS.step,
    WORDS.basis,
    WORDS.department,
    WORDS.post,
    WORDS.dueOn,
    WORDS.overdueWorkdays,
  ].map(say),
  rows: lines.map((each) => [
    each.subject,
    each.itemCode,
    wordOf(STEP_WORDS.steps, each.step, say),
    wordOf(STEP_WORDS.bases, each.basis, say),
    name(each.department),
    each.post,
    each.dueOn,
    each.overdueWorkdays,
  ]),
  note,
})

const exchangeTable = ({ exchange }: BulletinContent, say: Say): Table => ({
  code: 'exchange',
  title: say(WORDS.exchange),
  head: [WORDS.region, WORDS.role, WORDS.sample, WORDS.push, WORDS.median, WORDS.p90].map(say),
  rows: exchange.map(({ region, role, push, total }) => [
    region,
    say(WORDS[role]),
    total.n,
    push.median,
    total.median,
    total.p90,
  ]),
  note: null,
})
