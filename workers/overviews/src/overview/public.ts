import { said as message } from '@tongban/kernel/parse'
import { epochMs, saidSchema as said } from '@tongban/kernel/words'
import { readPublicHandling } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { coded, OVERVIEW_TAG, rateSchema } from './words.ts'

export const monthQuery = z
  .string()
  .regex(/^20\d{2}-(0[1-9]|1[0-2])$/, {
    error: message('应为 YYYY-MM 的月份。', 'Must be a month, YYYY-MM.'),
  })
  .optional()

export const publicMonthQuery = z.strictObject({
  month: monthQuery.meta({
    description: '已经结束的月份，缺省为上月 a month that is over; the last one when absent',
  }),
})

const count = z.int().nullable().meta({ description: 'null：小于5，或者为隐去它而隐去 withheld' })
const line = z
  .object({
    items: z.array(coded).meta({ description: '几个事项合并的，逐一列出 several where they are merged' }),
    handled: z.int(),
    instant: count,
    withinLimit: count,
    late: count,
    onTime: rateSchema.nullable(),
    instantShare: rateSchema.nullable(),
  })
  .meta({ id: 'PublicHandlingLine' })

export const readThePublicHandling = endpoint(
  {
    method: 'get',
    prefix: '/supervision',
    path: '/v1/overview/public',
    summary: { zh: '办件公开统计', en: 'Public figures of handling' },
    description: {
      zh: '一个已经结束的月份，按事项列出办结、秒批、超期；少于5的数量不公布，并隐去可推算出它们的数量。统计完毕后公布一次，此后不变；此前 countedUntil 为 null，不列数量。任何人可以查看、缓存。',
      en: 'Of a month that is over, by item: handled, instant, late. Counts below 5 are withheld, with those that would give them away. Published once, when all is counted, and never anew; until then countedUntil is null and nothing is counted. For anybody, and cacheable.',
    },
    tag: OVERVIEW_TAG,
    rights: ['anyone'],
    query: publicMonthQuery,
    answer: {
      status: 200,
      description: { zh: '公开统计', en: 'the public cut' },
      schema: z
        .object({
          region: coded,
          month: z.string(),
          asOf: epochMs,
          countedUntil: epochMs.nullable(),
          notice: z.string().nullable(),
          all: line.nullable().meta({
            description: 'null：全部不足5件，或者尚未公布 fewer than five in all, or not published yet',
          }),
          items: z.array(line),
          definitions: z.array(z.object({ code: z.string(), name: said, definition: said })),
        })
        .meta({ id: 'PublicHandling' }),
    },
    failures: [],
  },
  async ({ context, query, setHeader }) => {
    const read = await readPublicHandling(context, query.month)
    // What is not made yet comes any moment.
    if (read.ok && read.value.countedUntil !== null) setHeader('Cache-Control', 'public, max-age=3600')
    return read
  },
)
