import { ITEMS, regionNameOf } from '@tongban/catalogue'
import { ORDER_STATES } from '@tongban/evaluations'
import { type Failure, ok, type Rate, type Result } from '@tongban/kernel'
import {
  allPartners,
  countByStep,
  countHandoversOpen,
  countMended,
  countOpenLimits,
  countOrdersOpen,
  countStanding,
  eventCursor,
  measuresIn,
  type OpenLimitsRow,
  type OrderCountRow,
  type OverviewFilters,
  type PartnerRow,
} from '@tongban/store'
import {
  BAR,
  type BarCode,
  FLOW_DEFINITION,
  type Flow,
  flowsOf,
  OVERVIEW_MEASURES,
  OVERVIEW_METRICS,
  type OverviewFilter,
  type OverviewMetric,
  type OverviewPeriod,
  type OverviewSpread,
  type PeriodCounts,
} from '@tongban/supervision'
import { DEMONSTRATION } from '../applications/answer.ts'
import { bulletinReader } from '../bulletins/readers.ts'
import type { Context } from '../context.ts'
import { FIGURES } from '../figures/roll-up.ts'
import { dueSpan } from '../lists/bounds.ts'
import { clockViews, worstClocks } from '../supervision/clocks/list.ts'
import type { ClockView } from '../supervision/clocks/view.ts'
import { type Coded, departmentOf, itemOf, stepOf } from '../supervision/notices/coded.ts'
import { askOverview, type OverviewQuery } from './ask.ts'

/**
 * The overview of supervision 督办台总览, in one read: what is open and due now, the rates of a period beside those of the period
 * before and of the whole region, the load by department and step, and what goes between regions. Every count says which list
 * shows what it counts.
 */
type Words = { readonly zh: string; readonly en: string }
/** Where a list shows exactly what was counted. */
export type ShownBy = {
  readonly list: 'clocks' | 'rectifications'
  readonly query: Readonly<Record<string, string>>
}

export type BarPart = Words & {
  readonly code: string
  /** Cases, or orders. */
  readonly n: number
  /** Rows the list has: a case may have several limits. */
  readonly rows: number
  readonly shownBy: ShownBy
}
export type BarItem = Words & {
  readonly code: BarCode
  readonly definition: Words
  readonly n: number
  readonly rows: number
  readonly parts: readonly BarPart[]
}
type MetricValue = Rate | OverviewSpread
export type MetricView = Coded & {
  readonly definition: Words
  readonly kind: OverviewMetric['kind']
  readonly follows: readonly OverviewFilter[]
  readonly now: MetricValue
  readonly previous: MetricValue
  /** All departments, items, channels and partners in the same period. */
  readonly region: MetricValue
}
export type StepLoad = {
  readonly department: Coded
  readonly step: Coded
  readonly open: number
  readonly near: number
  readonly overdue: number
  readonly shownBy: ShownBy
}
export type OverviewFlow = Omit<Flow, 'partner'> & { readonly partner: Coded }
export type Overview = {
  readonly region: Coded
  readonly asOf: number
  /** 截至: everything written before is in the roll-ups. Null: they are still being made. */
  readonly countedUntil: number | null
  readonly notice: string | null
  readonly filters: OverviewFilters
  readonly period: OverviewPeriod
  readonly previous: OverviewPeriod
  readonly bar: readonly BarItem[]
  readonly metrics: readonly MetricView[]
  /** The head of the list: what is longest overdue, then what is due first. */
  readonly worst: readonly ClockView[]
  readonly worstShownBy: ShownBy
  readonly load: readonly StepLoad[]
  readonly flows: readonly OverviewFlow[]
  /** 口径 of the flows. */
  readonly flowDefinition: Words
  /** What the filters can be; of departments those whoever asks may see. */
  readonly choices: {
    readonly departments: readonly Coded[]
    readonly items: readonly Coded[]
    readonly partners: readonly Coded[]
  }
}

const MOST_ROWS = 1000
/** Rows of the list that stand on the overview itself. */
const SHOWN = 20
const NO_FILTERS: OverviewFilters = { department: null, item: null, channel: null, partner: null }

export async function readOverview(ctx: Context, query: OverviewQuery): Promise<Result<Overview, Failure>> {
  const asked = askOverview(ctx, query)
  if (!asked.ok) return asked
  const { filters, period, previous } = asked.value
  const now = ctx.clock.now()
  const { dueAfter: tonight, dueUntil: soon } = dueSpan('dueSoon', ctx.calendar, now)
  const marks = { now, tonight, soon }
  const measured = (of: OverviewFilters, span: OverviewPeriod) =>
    measuresIn(OVERVIEW_MEASURES, of, span, MOST_ROWS)
  const read = await ctx.database.read([
    countOpenLimits(filters, marks),
    countStanding(filters),
    countByStep(filters, marks, MOST_ROWS),
    countOrdersOpen(filters, MOST_ROWS),
    measured(filters, period),
    countMended(filters, period),
    measured(filters, previous),
    countMended(filters, previous),
    measured(NO_FILTERS, period),
    countMended(NO_FILTERS, period),
    countHandoversOpen(filters, MOST_ROWS),
    eventCursor({ name: FIGURES }),
    allPartners({}),
    worstClocks(filters, SHOWN),
  ])
  const [[open], [standing], load, orders, here, mended, before, mendedBefore, all, mendedAll] = read
  const [there, [cursor], partners, worst] = [read[10], read[11], read[12], read[13]]
  const current = countsOf(here, mended)
  return ok({
    region: { code: ctx.region.code, ...ctx.region.name },
    asOf: now,
    countedUntil: cursor?.caughtUpAt ?? null,
    notice: ctx.environment === 'development' ? DEMONSTRATION : null,
    filters,
    period,
    previous,
    bar: barOf(filters, must(open), must(standing), orders),
    metrics: OVERVIEW_METRICS.map((metric) =>
      metricView(metric, filters.partner, {
        now: current,
        previous: countsOf(before, mendedBefore),
        region: countsOf(all, mendedAll),
      }),
    ),
    worst: await clockViews(ctx, worst),
    worstShownBy: clocksShown(filters, {}),
    load: load.map((row) => ({
      department: departmentOf(ctx, row.department),
      step: stepOf(row.step),
      open: row.open,
      near: row.near,
      overdue: row.overdue,
      shownBy: clocksShown({ ...filters, department: row.department }, { step: row.step }),
    })),
    flows: flowsOf(current, there, filters.partner).map((flow) => ({
      ...flow,
      partner: partnerNamed(partners, flow.partner),
    })),
    flowDefinition: FLOW_DEFINITION,
    choices: {
      departments: ctx.region.departments
        .filter(({ code }) => seesAll(ctx) || code === filters.department)
        .map(({ code, name }) => ({ code, ...name })),
      items: [...new Set(ITEMS.map(({ code }) => code))].sort().flatMap((code) => itemOf(code, now) ?? []),
      partners: partners.map(({ region }) => partnerNamed(partners, region)),
    },
  })
}

const seesAll = ({ actor }: Pick<Context, 'actor'>): boolean => {
  const reader = bulletinReader(actor)
  return reader.ok && reader.value.seesAll
}

/** A count without groups is one row. */
function must<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Error('a count answered no row')
  return row
}
const countsOf = (
  measured: PeriodCounts['measured'],
  [mended]: readonly PeriodCounts['mended'][],
): PeriodCounts => ({ measured, mended: must(mended) })

function barOf(
  filters: OverviewFilters,
  open: OpenLimitsRow,
  standing: { readonly cases: number; readonly limits: number },
  orders: readonly OrderCountRow[],
): readonly BarItem[] {
  const ofClocks = (code: Exclude<BarCode, 'rectifying'>, n: number, rows: number, query: Due = {}) => {
    const { zh, en, definition } = BAR[code]
    return {
      code,
      zh,
      en,
      definition,
      n,
      rows,
      parts: [{ code, zh, en, n, rows, shownBy: clocksShown(filters, query) }],
    }
  }
  const { department } = filters
  const parts = orders.map(({ state, n }) => ({
    ...orderState(state),
    n,
    rows: n,
    shownBy: {
      list: 'rectifications' as const,
      query: { state, ...(department === null ? {} : { department }) },
    },
  }))
  const waiting = orders.reduce((sum, { n }) => sum + n, 0)
  return [
    ofClocks('running', open.running, open.runningLimits),
    ofClocks('today', open.today, open.todayLimits, { due: 'today' }),
    ofClocks('soon', open.soon, open.soonLimits, { due: 'soon' }),
    ofClocks('overdue', open.overdue, open.overdueLimits, { due: 'overdue' }),
    ofClocks('stands', standing.cases, standing.limits, { status: 'stands' }),
    { code: 'rectifying', ...BAR.rectifying, n: waiting, rows: waiting, parts },
  ]
}
type Due = { readonly due?: string; readonly status?: string; readonly step?: string }

/** The list of watched clocks under the very filters of the count. */
const clocksShown = (filters: OverviewFilters, query: Due): ShownBy => ({
  list: 'clocks',
  query: {
    kind: 'case',
    ...query,
    ...Object.fromEntries(
      Object.entries(filters).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
    ),
  },
})

const orderState = (code: string): Coded => {
  const found = Object.entries(ORDER_STATES).find(([name]) => name === code)
  return { code, zh: found?.[1].zh ?? code, en: found?.[1].en ?? code }
}

const metricView = (
  { code, zh, en, definition, kind, follows, of }: OverviewMetric,
  partner: string | null,
  { now, previous, region }: Record<'now' | 'previous' | 'region', PeriodCounts>,
): MetricView => ({
  code,
  zh,
  en,
  definition,
  kind,
  follows,
  now: of(now, partner),
  previous: of(previous, partner),
  region: of(region, null),
})

/** As its agreement calls it, else as this build knows it, else by its code. */
function partnerNamed(partners: readonly PartnerRow[], code: string): Coded {
  const known = partners.find(({ region }) => region === code)
  const name = known === undefined ? regionNameOf(code) : { zh: known.nameZh, en: known.nameEn }
  return { code, zh: name?.zh ?? code, en: name?.en ?? code }
}
