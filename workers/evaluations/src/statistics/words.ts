import { COUNT_NAMES, type CountName, LEVEL_NUMBERS, type Level, RATING_CHANNELS } from '@tongban/evaluations'
import { said } from '@tongban/kernel/parse'
import { civilDate, epochMs, PAGE_ROWS, rowLimit, saidSchema } from '@tongban/kernel/words'
import { GROUPINGS, LIST_READERS } from '@tongban/services'
import * as z from 'zod'

/** What goes in and out of the statistics of evaluations. */
export const STATISTICS_TAG = { zh: '评价统计', en: 'Statistics' } as const
export const STATISTICS_READERS = LIST_READERS

const month = z
  .string()
  .regex(/^20\d{2}-(0[1-9]|1[0-2])$/, { error: said('应为 YYYY-MM 的月份。', 'Must be a month, YYYY-MM.') })
  .meta({ example: '2026-11' })
const code = (zh: string, en: string) =>
  z
    .string()
    .regex(/^[a-z][a-z-]{1,62}$/, { error: said(`应为${zh}。`, `Must be the ${en}.`) })
    .optional()
    .meta({ description: `${zh} ${en}` })
/** Guarantee: a table written in code has its own keys and no other. */
const channels = Object.keys(RATING_CHANNELS) as (keyof typeof RATING_CHANNELS)[]

const filters = {
  groupBy: z
    .enum(GROUPINGS, {
      error: said(`应为：${GROUPINGS.join('、')}。`, `Must be one of ${GROUPINGS.join(', ')}.`),
    })
    .default('region')
    .meta({ description: '分组，缺省为全部合计 what makes a row' }),
  from: month.optional().meta({ description: '起始月份（服务发生之月） first month, that of the service' }),
  until: month.optional().meta({ description: '截止月份，含 last month, included' }),
  department: code('部门编码', 'code of a department'),
  window: z
    .string()
    .min(1)
    .max(60)
    .optional()
    .meta({ description: '窗口，与部门同用 window, with its department' }),
  item: code('事项代码', 'code of an item'),
  channel: z
    .enum(channels, {
      error: said(`应为：${channels.join('、')}。`, `Must be one of ${channels.join(', ')}.`),
    })
    .optional()
    .meta({ description: '评价渠道 channel of the rating' }),
  cursor: z.string().max(400).optional(),
}
/** One row more is read, which tells of the next page. */
export const CSV_ROWS = 999
export const statisticsQuery = z.strictObject({
  ...filters,
  limit: rowLimit(PAGE_ROWS.most, PAGE_ROWS.standard),
})
export const statisticsCsvQuery = z.strictObject({ ...filters, limit: rowLimit(CSV_ROWS, CSV_ROWS) })
export const publicQuery = z.strictObject({
  month: month.optional().meta({
    description: '已经结束的月份，缺省为最近公布的 a month that is over; the last one published when absent',
  }),
})

const coded = saidSchema.extend({ code: z.string() })
const rate = z
  .object({
    hits: z.int(),
    of: z.int(),
    rate: z.number().nullable(),
    lower: z.number().nullable().meta({ description: 'Wilson 95 %' }),
    upper: z.number().nullable(),
  })
  .meta({ id: 'EvaluationRate' })
/** Guarantee: one field for each name. */
const counts = Object.fromEntries(COUNT_NAMES.map((name) => [name, z.int()])) as {
  readonly [N in CountName]: z.ZodInt
}
/** Guarantee: one field for each level. */
const levels = <S extends z.ZodType>(schema: S) =>
  z.object(Object.fromEntries(LEVEL_NUMBERS.map((level) => [level, schema])) as { readonly [L in Level]: S })
const average = z.number().nullable().meta({ description: '1–5' })
const options = z.array(coded.extend({ n: z.int() }))
const asOf = epochMs.nullable().meta({
  description:
    '截至：此前的评价均已计入；null 为正在首次统计 everything written before is counted; null: not yet',
})
const definitions = z
  .array(z.object({ code: z.string(), name: saidSchema, definition: saidSchema }))
  .meta({ description: '口径 what each figure means' })

const group = z
  .object({
    department: coded.nullable(),
    window: z.string().nullable(),
    item: coded.nullable(),
    channel: coded.nullable(),
    month: z.string().nullable(),
    counts: z.object(counts),
    figures: z.object({
      valid: z.int(),
      levels: levels(z.int()),
      satisfaction: rate,
      bad: rate,
      average,
      response: rate.nullable(),
      onTime: rate,
      callBack: rate,
    }),
    options: options.nullable().meta({ description: '选得最多的评价选项 options ticked most' }),
  })
  .meta({ id: 'EvaluationStatisticsGroup' })

export const statisticsSchema = z
  .object({
    region: z.string(),
    groupBy: z.string(),
    from: z.string(),
    until: z.string(),
    asOf,
    total: group,
    groups: z.array(group),
    definitions,
    next: z.string().nullable().meta({ description: '下一页的地址 address of the next page' }),
  })
  .meta({ id: 'EvaluationStatistics' })

const line = z
  .object({
    departments: z.array(coded).meta({ description: '多个时为合并 more than one: merged' }),
    invited: z.int(),
    rated: z.int(),
    valid: z.int(),
    levels: levels(z.int().nullable()).meta({ description: 'null 为不公布 null: withheld' }),
    satisfaction: rate.nullable(),
    bad: rate.nullable(),
    average,
    response: rate,
  })
  .meta({ id: 'PublicEvaluationLine' })
export const publicSchema = z
  .object({
    region: z.string(),
    month: z.string().nullable().meta({
      description: '所显示的月份；null 为尚未公布任何月份 the month shown; null: none is published yet',
    }),
    asOf: epochMs.nullable().meta({
      description: '生成的时间，此后不再变动 when it was made, for good: nothing changes it',
    }),
    awaiting: z.object({ month: z.string(), fromOn: civilDate }).nullable().meta({
      description:
        '尚未公布的所查月份或者下一个月份，及其公布之日：评价和修改期限届满之后 the month asked for, or the next, that is not published yet, and from when: once its ratings can be given and amended no more',
    }),
    notice: z.string().nullable(),
    all: line.nullable().meta({ description: 'null：有效评价少于5 null: fewer than five valid ratings' }),
    departments: z.array(line),
    channels: z.array(z.object({ channel: coded.nullable(), rated: z.int() })),
    options,
    orders: z
      .object({ opened: z.int(), onTime: rate, callBack: rate, upheld: z.int() })
      .nullable()
      .meta({ description: '差评整改 the mending of bad ratings' }),
    excluded: z.int(),
    defaults: z.int(),
    passedOn: z.int(),
    findings: z.int(),
    definitions,
  })
  .meta({ id: 'PublicEvaluationStatistics' })
