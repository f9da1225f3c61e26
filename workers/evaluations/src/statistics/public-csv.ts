import { ok } from '@tongban/kernel'
import { publicStatisticsCsv, readPublicStatistics } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { publicQuery, STATISTICS_TAG } from './words.ts'

export const readThePublicStatisticsAsCsv = endpoint(
  {
    method: 'get',
    path: '/v1/statistics/public.csv',
    summary: { zh: '好差评公开统计，CSV', en: 'Public statistics of evaluations as CSV' },
    description: {
      zh: '与好差评公开统计相同的按部门和等次的一张表，末行为合计；不公布的数量写明“不足 5，不公布”。任何人可以查看、缓存。',
      en: 'The table of the public statistics by department and level, the total last; what is withheld is said so. For anybody, and cacheable.',
    },
    tag: STATISTICS_TAG,
    rights: ['anyone'],
    query: publicQuery,
    answer: {
      status: 200,
      description: { zh: 'UTF-8（带 BOM）', en: 'UTF-8 with a byte order mark' },
      schema: z.string(),
      type: 'text/csv',
    },
    failures: [],
  },
  async ({ context, query, language, setHeader }) => {
    const read = await readPublicStatistics(context, query.month)
    if (!read.ok) return read
    setHeader('Cache-Control', 'public, max-age=3600')
    setHeader('Content-Disposition', `attachment; filename="ratings-${read.value.month ?? 'none'}.csv"`)
    return ok(publicStatisticsCsv(read.value, language))
  },
)
