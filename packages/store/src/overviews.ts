import { numberOrNull } from './cells.ts'
import { handwritten, type SqlValue, type Statement } from './statement.ts'

/**
 * What an overview of supervision 督办台 reads: roll-ups, and projections by an index that holds all a count asks for. Every
 * answer is a handful of sums; no statement here names a case, and a filter that is not asked for is not in the text.
 */
export type OverviewFilters = {
  readonly department: string | null
  readonly item: string | null
  readonly channel: string | null
  readonly partner: string | null
}

type Condition = { readonly sql: string; readonly params: readonly SqlValue[] }
const join = (conditions: readonly Condition[]): Condition => ({
  sql: conditions.map(({ sql }) => sql).join(' AND '),
  params: conditions.flatMap(({ params }) => params),
})
const given = (sql: string, value: string | null): readonly Condition[] =>
  value === null ? [] : [{ sql, params: [value] }]

/** Channel and partner are those of the case a clock is of, found by its number. */
const clocksLeft = ({ department, item, channel, partner }: OverviewFilters): readonly Condition[] => [
  ...given('department = ?', department),
  ...given('item_code = ?', item),
  ...given('EXISTS (SELECT 1 FROM cases c WHERE c.case_number = subject AND c.channel = ?)', channel),
  ...given('EXISTS (SELECT 1 FROM handovers h WHERE h.case_number = subject AND h.partner = ?)', partner),
]

/** Instants a limit is told apart by: it is over, its last day is today, or soon. */
export type DueMarks = { readonly now: number; readonly tonight: number; readonly soon: number }

const OVER = 'due_at <= ?1'
const TODAY = 'due_at > ?1 AND due_at <= ?2'
const SOON = 'due_at > ?2 AND due_at <= ?3'
const cases = (where: string) => `count(DISTINCT CASE WHEN ${where} THEN subject END)`
const limits = (where: string) => `count(CASE WHEN ${where} THEN 1 END)`
const RUNNING = "status = 'running' AND kind = 'case'"

const clocksWhere = (state: string, filters: OverviewFilters, marks: DueMarks) => {
  const left = join(clocksLeft(filters))
  let place = 3
  const numbered = left.sql.replaceAll('?', () => `?${++place}`)
  return {
    sql: numbered === '' ? state : `${state} AND ${numbered}`,
    params: [marks.now, marks.tonight, marks.soon, ...left.params],
  }
}

export type OpenLimitsRow = {
  /** Cases, each once, and their limits. */
  readonly running: number
  readonly runningLimits: number
  readonly today: number
  readonly todayLimits: number
  readonly soon: number
  readonly soonLimits: number
  readonly overdue: number
  readonly overdueLimits: number
}
/** Cases with a limit that runs, and of these what is due; by one index that holds all of it. */
export function countOpenLimits(filters: OverviewFilters, marks: DueMarks): Statement<OpenLimitsRow> {
  const where = clocksWhere(RUNNING, filters, marks)
  return {
    sql: `SELECT count(DISTINCT subject) AS running, count(*) AS running_limits,
     ${cases(TODAY)} AS today, ${limits(TODAY)} AS today_limits, ${cases(SOON)} AS soon, ${limits(SOON)} AS soon_limits,
     ${cases(OVER)} AS overdue, ${limits(OVER)} AS overdue_limits
   FROM watched_clocks INDEXED BY watched_clocks_steps WHERE ${where.sql}`,
    params: where.params,
    decode: (rows) =>
      rows.map((row) => ({
        running: Number(row.running),
        runningLimits: Number(row.running_limits),
        today: Number(row.today),
        todayLimits: Number(row.today_limits),
        soon: Number(row.soon),
        soonLimits: Number(row.soon_limits),
        overdue: Number(row.overdue),
        overdueLimits: Number(row.overdue_limits),
      })),
  }
}

/** Cases of which a limit lawfully stands. */
export function countStanding(
  filters: OverviewFilters,
): Statement<{ readonly cases: number; readonly limits: number }> {
  const left = join([{ sql: "status = 'stands' AND kind = 'case'", params: [] }, ...clocksLeft(filters)])
  return {
    sql: `SELECT count(DISTINCT subject) AS cases, count(*) AS limits FROM watched_clocks WHERE ${left.sql}`,
    params: left.params,
    decode: (rows) => rows.map((row) => ({ cases: Number(row.cases), limits: Number(row.limits) })),
  }
}

export type StepLoadRow = {
  readonly department: string
  readonly step: string
  readonly open: number
  readonly near: number
  readonly overdue: number
}
/** The same by department and step: how many cases wait there, and of how many a limit is near or over. */
export function countByStep(
  filters: OverviewFilters,
  marks: DueMarks,
  limit: number,
): Statement<StepLoadRow> {
  const where = clocksWhere(RUNNING, filters, marks)
  return {
    sql: `SELECT department, step, count(DISTINCT subject) AS open,
     count(DISTINCT CASE WHEN due_at > ?1 AND due_at <= ?3 THEN subject END) AS near, ${cases(OVER)} AS overdue
   FROM watched_clocks INDEXED BY watched_clocks_steps WHERE ${where.sql} AND ?2 = ?2
   GROUP BY department, step ORDER BY department, step LIMIT ?`,
    params: [...where.params, limit],
    decode: (rows) =>
      rows.map((row) => ({
        department: String(row.department),
        step: String(row.step),
        open: Number(row.open),
        near: Number(row.near),
        overdue: Number(row.overdue),
      })),
  }
}

export type OrderCountRow = { readonly state: string; readonly n: number }
/** Orders whose mending is still owed, by state: of bad ratings, of what could not be got done, of findings. */
export function countOrdersOpen(
  { department }: Pick<OverviewFilters, 'department'>,
  limit: number,
): Statement<OrderCountRow> {
  const left = join([
    { sql: "closed_at IS NULL AND state IN ('open', 'contacted')", params: [] },
    ...given('department = ?', department),
  ])
  return {
    sql: `SELECT state, count(*) AS n FROM rectifications WHERE ${left.sql} GROUP BY state ORDER BY state LIMIT ?`,
    params: [...left.params, limit],
    decode: (rows) => rows.map((row) => ({ state: String(row.state), n: Number(row.n) })),
  }
}

/** Days, both included. */
export type DaySpan = { readonly from: string; readonly until: string }
export type MendedRow = { readonly opened: number; readonly mended: number }
/** Orders of bad ratings opened in a span, without those an upheld appeal has set aside, and how many are answered. */
export function countMended(
  { department, item }: Pick<OverviewFilters, 'department' | 'item'>,
  { from, until }: DaySpan,
): Statement<MendedRow> {
  const left = join([
    ...given('department = ?', department),
    { sql: 'opened_on >= ?', params: [from] },
    { sql: 'opened_on <= ?', params: [until] },
    { sql: "source = 'rating' AND appeal <> 'upheld'", params: [] },
    ...given('item_code = ?', item),
  ])
  return {
    sql: `SELECT count(*) AS opened, count(replied_at) AS mended FROM rectifications WHERE ${left.sql}`,
    params: left.params,
    decode: (rows) => rows.map((row) => ({ opened: Number(row.opened), mended: Number(row.mended) })),
  }
}

export type MeasureRow = {
  readonly measure: string
  /** Partner region of what goes between two; empty for everything else, `*` for all partners together. */
  readonly region: string
  readonly n: number
  /** By nearest rank, of the values. */
  readonly median: number | null
  readonly p90: number | null
}

/** Every department anything is counted of, by one look into the index each; or the one that is asked for. */
const departmentsOf = (department: string | null): Condition =>
  department === null
    ? {
        sql: `each(department) AS (
     SELECT min(department) FROM figure_counts UNION ALL
     SELECT (SELECT min(department) FROM figure_counts WHERE department > each.department) FROM each
     WHERE each.department IS NOT NULL)`,
        params: [],
      }
    : { sql: 'each(department) AS (SELECT ?)', params: [department] }

/**
 * What the roll-ups hold of a span: of each measure that is named how many, the median and the 90th percentile. Of what goes between two
 * regions the channel is the other region, so that a filter of channels leaves it as it is.
 */
export function measuresIn(
  measures: readonly string[],
  { department, item, channel }: Omit<OverviewFilters, 'partner'>,
  { from, until }: DaySpan,
  limit: number,
): Statement<MeasureRow> {
  const departments = departmentsOf(department)
  const left = join([
    { sql: 'f.counted_on >= ? AND f.counted_on <= ?', params: [from, until] },
    { sql: 'f.measure IN (SELECT value FROM json_each(?))', params: [JSON.stringify(measures)] },
    ...given('f.item_code = ?', item),
    ...given("(f.channel = ? OR f.channel LIKE 'region/%')", channel),
  ])
  return {
    sql: `WITH RECURSIVE ${departments.sql},
   h AS MATERIALIZED (SELECT f.measure, CASE WHEN f.channel LIKE 'region/%' THEN substr(f.channel, 8) ELSE '' END AS region,
       f.value, sum(f.n) AS n
     FROM each CROSS JOIN figure_counts f ON f.department = each.department WHERE ${left.sql} GROUP BY 1, 2, 3),
   a AS (SELECT * FROM h UNION ALL SELECT measure, '*', value, sum(n) FROM h WHERE region <> '' GROUP BY 1, 3),
   r AS (SELECT measure, region, value, sum(n) OVER (PARTITION BY measure, region ORDER BY value) AS upto,
       sum(n) OVER (PARTITION BY measure, region) AS total FROM a)
   SELECT measure, region, max(total) AS n, min(CASE WHEN upto * 2 >= total THEN value END) AS median,
     min(CASE WHEN upto * 10 >= total * 9 THEN value END) AS p90
   FROM r GROUP BY 1, 2 ORDER BY 1, 2 LIMIT ?`,
    params: [...departments.params, ...left.params, limit],
    decode: (rows) =>
      rows.map((row) => ({
        measure: String(row.measure),
        region: String(row.region),
        n: Number(row.n),
        median: numberOrNull(row.median),
        p90: numberOrNull(row.p90),
      })),
  }
}

export type OpenThereRow = { readonly partner: string; readonly role: string; readonly n: number }
/** Cases that are with the other region, or here for it, and not over. */
export function countHandoversOpen(
  { department, item, partner }: Omit<OverviewFilters, 'channel'>,
  limit: number,
): Statement<OpenThereRow> {
  const left = join([
    { sql: "closed_at IS NULL AND role IN ('receiving', 'handling')", params: [] },
    ...given('partner = ?', partner),
    ...given('item_code = ?', item),
    ...given(
      'EXISTS (SELECT 1 FROM cases c WHERE c.case_number = handovers.case_number AND c.department_code = ?)',
      department,
    ),
  ])
  return {
    sql: `SELECT partner, role, count(*) AS n FROM handovers WHERE ${left.sql}
   GROUP BY partner, role ORDER BY partner, role LIMIT ?`,
    params: [...left.params, limit],
    decode: (rows) =>
      rows.map((row) => ({ partner: String(row.partner), role: String(row.role), n: Number(row.n) })),
  }
}

/** Of one month, by item: how many were decided, of how many a limit was kept or broken, and how many at once. */
export type ItemMonthRow = {
  readonly itemCode: string
  readonly decided: number
  readonly bound: number
  readonly onTime: number
  readonly instant: number
}
export const countItems = /* @__PURE__ */ handwritten<ItemMonthRow, DaySpan & { readonly limit: number }>(
  () => `WITH RECURSIVE ${departmentsOf(null).sql}
   SELECT f.item_code, sum(f.n) FILTER (WHERE measure = 'decided') AS decided,
     sum(f.n) FILTER (WHERE measure = 'bound') AS bound, sum(f.n) FILTER (WHERE measure = 'onTime') AS on_time,
     sum(f.n) FILTER (WHERE measure = 'instant') AS instant
   FROM each CROSS JOIN figure_counts f ON f.department = each.department
   WHERE f.counted_on >= ? AND f.counted_on <= ? AND f.measure IN ('decided', 'bound', 'onTime', 'instant')
   GROUP BY f.item_code ORDER BY f.item_code LIMIT ?`,
  ['from', 'until', 'limit'],
  (rows) =>
    rows.map((row) => ({
      itemCode: String(row.item_code),
      decided: Number(row.decided ?? 0),
      bound: Number(row.bound ?? 0),
      onTime: Number(row.on_time ?? 0),
      instant: Number(row.instant ?? 0),
    })),
)
