/**
 * What an overview of supervision 督办台 says beside its lists: the bar of today, the rates with those of the period before and of
 * the region, the load by department and step, and what goes between regions. Pure: it names each figure, defines it, and puts
 * it together from what was counted. Nothing personal comes in. 行政许可法 42, 82; 国办发〔2019〕51号 (mending of bad ratings).
 */
import { addDays, daysBetween } from '@tongban/calendar'
import { type CivilDate, type Rate, rateOf } from '@tongban/kernel'
import type { Measure, Spread } from './figures.ts'
import { METRICS } from './metrics.ts'

type Words = { readonly zh: string; readonly en: string }

/** Days, both included. */
export type OverviewPeriod = { readonly from: CivilDate; readonly until: CivilDate }
export const daysIn = ({ from, until }: OverviewPeriod): number => daysBetween(from, until) + 1
/** As many days, and the day before this one begins is its last. */
export function sameLengthBefore(period: OverviewPeriod): OverviewPeriod {
  const until = addDays(period.from, -1)
  return { from: addDays(until, 1 - daysIn(period)), until }
}

/** Of all measures those an overview shows. */
export const OVERVIEW_MEASURES = [
  'decided',
  'bound',
  'onTime',
  'instant',
  'reopened',
  'used',
  'againstPromise',
  'receivingSent',
  'receivingTotal',
  'receivingBound',
  'receivingKept',
  'handlingSent',
  'handlingTotal',
  'handlingBound',
  'handlingKept',
] as const satisfies readonly Measure[]

/** Of one measure and one partner region (`''`: none, `*`: all of them): how many, median and 90th percentile. */
export type Measured = {
  readonly measure: string
  readonly region: string
  readonly n: number
  readonly median: number | null
  readonly p90: number | null
}
/** Orders of bad ratings that were opened, and how many of these are answered. */
export type Mended = { readonly opened: number; readonly mended: number }
export type PeriodCounts = { readonly measured: readonly Measured[]; readonly mended: Mended }

const FILTERS = ['department', 'item', 'channel', 'partner'] as const
export type OverviewFilter = (typeof FILTERS)[number]

export type OverviewSpread = Pick<Spread, 'n' | 'median' | 'p90'>
type Value =
  | { readonly kind: 'rate'; readonly of: (counts: PeriodCounts, partner: string | null) => Rate }
  | { readonly kind: 'spread'; readonly of: (counts: PeriodCounts, partner: string | null) => OverviewSpread }
export type OverviewMetric = Words & {
  readonly code: string
  /** 口径. */
  readonly definition: Words
  /** The filters it follows; others leave it as it is. */
  readonly follows: readonly OverviewFilter[]
} & Value

const ALL_PARTNERS = '*'
const found = ({ measured }: PeriodCounts, measure: Measure, region = '') =>
  measured.find((each) => each.measure === measure && each.region === region)
const countOf = (counts: PeriodCounts, measure: Measure, region = '') =>
  found(counts, measure, region)?.n ?? 0
const spreadIn = (counts: PeriodCounts, measure: Measure, region = ''): OverviewSpread => {
  const { n = 0, median = null, p90 = null } = found(counts, measure, region) ?? {}
  return { n, median, p90 }
}

/** Defined where bulletins define it, so that both print the same words. */
function known(code: string): Words & { readonly code: string; readonly definition: Words } {
  const metric = METRICS.find((each) => each.code === code)
  if (metric === undefined) throw new Error(`no figure has the code ${code}`)
  const { zh, en, definition } = metric
  return { code, zh, en, definition }
}

const OF_CASES: readonly OverviewFilter[] = ['department', 'item', 'channel']
const BETWEEN_REGIONS: readonly OverviewFilter[] = ['department', 'item', 'partner']

export const OVERVIEW_METRICS: readonly OverviewMetric[] = [
  {
    ...known('onTime'),
    follows: OF_CASES,
    kind: 'rate',
    of: (counts) => rateOf(countOf(counts, 'onTime'), countOf(counts, 'bound')),
  },
  { ...known('used'), follows: OF_CASES, kind: 'spread', of: (counts) => spreadIn(counts, 'used') },
  {
    ...known('againstPromise'),
    follows: OF_CASES,
    kind: 'spread',
    of: (counts) => spreadIn(counts, 'againstPromise'),
  },
  {
    ...known('instant'),
    zh: '秒批率（即办率）',
    follows: OF_CASES,
    kind: 'rate',
    of: (counts) => rateOf(countOf(counts, 'instant'), countOf(counts, 'decided')),
  },
  {
    code: 'turnaroundOut',
    zh: '跨域办理用时：移出（工作日）',
    en: 'turnaround of cases handed over (working days)',
    definition: {
      zh: '本地收件、由其他地区在本期内决定的办件，自移送之日次日起至决定之日止的工作日。中位数、第90百分位按最近秩法取值。',
      en: 'Cases received here and decided by another region in the period: working days from the day after the hand-over to the day of the decision. Median and 90th percentile by nearest rank.',
    },
    follows: BETWEEN_REGIONS,
    kind: 'spread',
    of: (counts, partner) => spreadIn(counts, 'receivingTotal', partner ?? ALL_PARTNERS),
  },
  {
    code: 'turnaroundIn',
    zh: '跨域办理用时：移入（工作日）',
    en: 'turnaround of cases taken over (working days)',
    definition: {
      zh: '其他地区收件、由本地区在本期内决定的办件，自移送之日次日起至决定之日止的工作日。',
      en: 'Cases received in another region and decided here in the period: working days from the day after the hand-over to the day of the decision.',
    },
    follows: BETWEEN_REGIONS,
    kind: 'spread',
    of: (counts, partner) => spreadIn(counts, 'handlingTotal', partner ?? ALL_PARTNERS),
  },
  {
    code: 'mended',
    zh: '差评整改率',
    en: 'bad ratings mended',
    definition: {
      zh: '本期生成的差评整改单中，至今已整改答复的（再次整改的按最近一轮）÷本期生成的差评整改单；申诉成立的不计。',
      en: 'Of the orders of bad ratings opened in the period, those answered by now (by their last round); those an upheld appeal has set aside are left out.',
    },
    follows: ['department', 'item'],
    kind: 'rate',
    of: ({ mended: { opened, mended } }) => rateOf(mended, opened),
  },
  {
    code: 'reopened',
    zh: '重办率',
    en: 'reopened',
    definition: {
      zh: '本期内重新办理的次数÷本期办结数。重新办理的件此前可能在上期办结，故为两项计数之比。',
      en: 'How often a case that was over was opened again in the period, against the cases decided in it; what was opened again may have been decided before the period began.',
    },
    follows: OF_CASES,
    kind: 'rate',
    of: (counts) => ratioOf(countOf(counts, 'reopened'), countOf(counts, 'decided')),
  },
]

/** Two counts of which the first is no part of the second: a ratio has no bounds of a share. */
function ratioOf(hits: number, of: number): Rate {
  const rate = of === 0 ? null : Math.round((hits / of) * 10_000) / 10_000
  return { hits, of, rate, lower: null, upper: null }
}

/** The bar of today, in its order: what a case has to be in it, said once. */
export const BAR = {
  running: {
    zh: '在办',
    en: 'open',
    definition: {
      zh: '约束本机关的期限正在计算的办件；一件有几个期限的计一件。',
      en: 'Cases of which a limit that binds the organ runs; each once, however many limits it has.',
    },
  },
  today: {
    zh: '今日到期',
    en: 'due today',
    definition: { zh: '有期限在今日24时届满。', en: 'A limit ends at 24:00 today.' },
  },
  soon: {
    zh: '临期（黄）',
    en: 'due soon (yellow)',
    definition: {
      zh: '有期限在今日之后三个工作日内届满。',
      en: 'A limit ends within three working days after today.',
    },
  },
  overdue: {
    zh: '超期（红）',
    en: 'overdue (red)',
    definition: {
      zh: '有期限已经届满而未办结。',
      en: 'A limit is over and what it is of is not done.',
    },
  },
  stands: {
    zh: '依法停止计算',
    en: 'lawfully stopped',
    definition: {
      zh: '有期限因特别程序、等待申请人补正等依法停止计算。',
      en: 'A limit stands by law: a special procedure, or papers the applicant still owes.',
    },
  },
  rectifying: {
    zh: '待整改',
    en: 'to be mended',
    definition: {
      zh: '待联系、整改中的整改单：差评、办不成事反映和查评发现的问题；按部门筛选，其他筛选不适用。',
      en: 'Orders that wait for contact or for mending: bad ratings, what could not be got done, what reviews found. Of the filters only that of the department applies.',
    },
  },
} as const satisfies Record<string, Words & { readonly definition: Words }>
export type BarCode = keyof typeof BAR

export type Direction = 'out' | 'in'
export const DIRECTIONS = {
  out: { zh: '移出', en: 'handed over' },
  in: { zh: '移入', en: 'taken over' },
} as const satisfies Record<Direction, Words>

export type Flow = {
  readonly partner: string
  readonly direction: Direction
  /** Handed over in the period, decided in it, and of these within the day that was told or binds. */
  readonly sent: number
  readonly done: number
  readonly onTime: Rate
  readonly median: number | null
  readonly p90: number | null
  /** Not over now, whenever they were handed over. */
  readonly openNow: number
}
const SIDES = { out: 'receiving', in: 'handling' } as const

export const FLOW_DEFINITION: Words = {
  zh: '移送数计入移送之日，办结数计入决定之日。按时：移出的，不迟于决定前办理地最后告知的到期日；移入的，约束本机关的期限均未超过。没有期限的不计入按时率。尚未结案含已经决定、结果还没有送达的。',
  en: 'Hand-overs count on their day, decisions on theirs. On time: of cases handed over, not after the last day the other region had told before it decided; of cases taken over, no limit that binds this organ was broken. What had no limit is not in the rate. Not closed now holds also what is decided and whose result is not delivered yet.',
}

/** Each partner of whom anything is counted or open, in order of code; one where only that one is asked for. */
export function flowsOf(
  counts: PeriodCounts,
  open: readonly { readonly partner: string; readonly role: string; readonly n: number }[],
  partner: string | null,
): readonly Flow[] {
  const partners = new Set([
    ...counts.measured.map(({ region }) => region).filter((region) => region !== ALL_PARTNERS),
    ...open.map((each) => each.partner),
  ])
  return [...partners]
    .filter((region) => region !== '' && (partner === null || region === partner))
    .sort()
    .flatMap((region) =>
      (['out', 'in'] as const).flatMap((direction) => {
        const flow = flowOf(counts, open, region, direction)
        return flow.sent + flow.done + flow.openNow === 0 ? [] : [flow]
      }),
    )
}

function flowOf(
  counts: PeriodCounts,
  open: Parameters<typeof flowsOf>[1],
  partner: string,
  direction: Direction,
): Flow {
  const side = SIDES[direction]
  const { n: done, median, p90 } = spreadIn(counts, `${side}Total`, partner)
  return {
    partner,
    direction,
    sent: countOf(counts, `${side}Sent`, partner),
    done,
    onTime: rateOf(countOf(counts, `${side}Kept`, partner), countOf(counts, `${side}Bound`, partner)),
    median,
    p90,
    openNow: open.find((each) => each.partner === partner && each.role === side)?.n ?? 0,
  }
}
