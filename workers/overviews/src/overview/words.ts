import { said as message } from '@tongban/kernel/parse'
import { civilDate, civilDateInput, epochMs, saidSchema as said } from '@tongban/kernel/words'
import { APPLICATION_CHANNELS, clockRowSchema, MOST_OVERVIEW_DAYS, OVERVIEW_TABLES } from '@tongban/services'
import * as z from 'zod'

/** What goes in and out of the overview of supervision. */
export const OVERVIEW_TAG = { zh: '督办台总览', en: 'Overview of supervision' } as const

export const code = (zh: string, en: string) =>
  z
    .string()
    .regex(/^[a-z][a-z-]{1,62}$/, { error: message(`应为${zh}。`, `Must be the ${en}.`) })
    .meta({ description: `${zh} ${en}` })

const filters = {
  from: civilDateInput
    .optional()
    .meta({ description: '起日，缺省为止日前三十日 first day; thirty days to the last one when absent' }),
  to: civilDateInput
    .optional()
    .meta({ description: `止日，缺省为今日，至多 ${MOST_OVERVIEW_DAYS} 日 last day; today when absent` }),
  department: code('部门编码', 'code of a department')
    .optional()
    .meta({ description: '部门编码；部门负责人只看本部门 department; its head sees their own alone' }),
  item: code('事项代码', 'code of an item').optional(),
  channel: z
    .enum(APPLICATION_CHANNELS, {
      error: message(
        `应为：${APPLICATION_CHANNELS.join('、')}。`,
        `Must be one of ${APPLICATION_CHANNELS.join(', ')}.`,
      ),
    })
    .optional(),
  partner: z
    .string()
    .regex(/^\d{6}$/, { error: message('应为六位行政区划代码。', 'Must be a division code of six digits.') })
    .optional()
    .meta({ description: '另一地区 the other region' }),
}
export const overviewQuery = z.strictObject(filters)
export const overviewCsvQuery = z.strictObject({
  ...filters,
  table: z
    .enum(OVERVIEW_TABLES, {
      error: message(
        `应为：${OVERVIEW_TABLES.join('、')}。`,
        `Must be one of ${OVERVIEW_TABLES.join(', ')}.`,
      ),
    })
    .default('metrics'),
})

export const coded = said.extend({ code: z.string() })
export const rateSchema = z
  .object({
    hits: z.int().meta({ description: '分子 numerator' }),
    of: z.int().meta({ description: '分母 denominator' }),
    rate: z.number().nullable(),
    lower: z.number().nullable().meta({ description: 'Wilson 95 %' }),
    upper: z.number().nullable(),
  })
  .meta({ id: 'OverviewRate' })
const days = z.int().nullable()
const spread = z.object({ n: z.int(), median: days, p90: days }).meta({ id: 'OverviewSpread' })
const value = z.union([rateSchema, spread])
const href = z.string().meta({ description: '恰好列出所计各项的列表 the list of exactly what was counted' })
const span = z.object({ from: civilDate, until: civilDate })
const filter = z.string().nullable()

export const overviewSchema = z
  .object({
    region: coded,
    asOf: epochMs,
    countedUntil: epochMs.nullable().meta({
      description: '统计截至：此前写入的均已计入；null 为正在统计 everything written before is counted',
    }),
    notice: z.string().nullable(),
    filters: z.object({ department: filter, item: filter, channel: filter, partner: filter }),
    period: span,
    previous: span,
    bar: z.array(
      coded.extend({
        definition: said,
        n: z.int(),
        rows: z.int().meta({ description: '列表行数：一件可有几个期限 a case may have several limits' }),
        parts: z.array(coded.extend({ n: z.int(), rows: z.int(), href })),
      }),
    ),
    metrics: z.array(
      coded.extend({
        definition: said,
        kind: z.string().meta({ description: 'rate, spread' }),
        follows: z.array(z.string()).meta({ description: '适用的筛选 the filters it follows' }),
        now: value,
        previous: value,
        region: value.meta({ description: '同期全地区，不加筛选 the whole region, same period' }),
      }),
    ),
    worst: z.array(clockRowSchema).meta({ description: '逾期最久的在前，至多二十行 the head of the list' }),
    worstHref: href,
    load: z.array(
      z.object({
        department: coded,
        step: coded,
        open: z.int(),
        near: z.int(),
        overdue: z.int(),
        href,
      }),
    ),
    flows: z.array(
      z.object({
        partner: coded,
        direction: z.enum(['out', 'in']).meta({ description: 'out 移出, in 移入' }),
        sent: z.int(),
        done: z.int(),
        onTime: rateSchema,
        median: days,
        p90: days,
        openNow: z.int(),
      }),
    ),
    flowDefinition: said,
    choices: z
      .object({ departments: z.array(coded), items: z.array(coded), partners: z.array(coded) })
      .meta({ description: '可选的筛选 what the filters can be' }),
  })
  .meta({ id: 'Overview' })
