import type { Rate } from '@tongban/kernel'
import {
  type BulletinContent,
  type DepartmentFigures,
  type Figures,
  LINE_LISTS,
  type LineList,
  METRICS,
  type Metric,
  type Overdue,
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
  const name = namedIn(content, language)
  return [
    figuresTable(content, say),
    ...(content.ranking.length === 0 ? [] : [rankingTable(content, say, name)]),
    cardsTable(content, say, name),
    ...LINE_LISTS.flatMap((list) => listTable(content, list, say, name)),
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

/** One of the lists of lines; lists that bulletins of the first version do not know have no table there. */
function listTable(content: BulletinContent, list: LineList, say: Say, name: Named): readonly Table[] {
  const lines = content[list]
  if (lines === undefined || (lines.length === 0 && list !== 'lines')) return []
  const more = content.more?.[list] ?? 0
  return [linesTable(list, WORDS[list], lines, more === 0 ? null : sayMore(more, say), say, name)]
}
const sayMore = (more: number, say: Say): string => say(WORDS.more).replace('{}', String(more))

/** Lines as the cells of their table, for a list that is longer than a page. */
export const lineCells = (
  content: BulletinContent,
  lines: readonly Overdue[],
  language: Language,
): readonly (readonly Cell[])[] => cellsOf(lines, (words) => words[language], namedIn(content, language))

const namedIn =
  (content: BulletinContent, language: Language): Named =>
  (department) =>
    (content.departments.find((each) => each.department === department)?.name ?? plain(department))[language]

const plain = (text: string): Words => ({ zh: text, en: text })

const WORDS = {
  figures: { zh: '办件统计', en: 'Figures' },
  ranking: { zh: '按时办结率排名', en: 'Ranking by the rate on time' },
  cards: { zh: '红黄牌', en: 'Cards' },
  lines: { zh: '通报事项', en: 'Lines of the bulletin' },
  explained: {
    zh: '逾期已说明理由并经审核认可的事项（不予通报）',
    en: 'Late with a reason that was accepted: not held up to anybody',
  },
  carried: {
    zh: '补列：以前各期公布以后才记录的事项',
    en: 'Of earlier periods, written after their bulletins were out',
  },
  more: {
    zh: '另有 {} 项未列出，全部列在本期 CSV 中。',
    en: '{} more are not listed here; the CSV of this bulletin has them all.',
  },
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
  rows: cellsOf(lines, say, name),
  note,
})

const cellsOf = (lines: readonly Overdue[], say: Say, name: Named): readonly (readonly Cell[])[] =>
  lines.map((each) => [
    each.subject,
    each.itemCode,
    wordOf(STEP_WORDS.steps, each.step, say),
    wordOf(STEP_WORDS.bases, each.basis, say),
    name(each.department),
    each.post,
    each.dueOn,
    each.overdueWorkdays,
  ])

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
