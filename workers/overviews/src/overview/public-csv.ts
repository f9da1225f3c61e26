import { ok } from '@tongban/kernel'
import { publicHandlingCsv, readPublicHandling } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { publicMonthQuery } from './public.ts'
import { OVERVIEW_TAG } from './words.ts'

export const readThePublicHandlingAsCsv = endpoint(
  {
    method: 'get',
    prefix: '/supervision',
    path: '/v1/overview/public.csv',
    summary: { zh: '办件公开统计，CSV', en: 'Public figures of handling as CSV' },
    description: {
      zh: '与办件公开统计相同的一张表，末行为合计；不公布的数量写明“不足 5，不公布”。任何人可以查看、缓存。',
      en: 'The table of the public figures, the total last; what is withheld is said so. For anybody, and cacheable.',
    },
    tag: OVERVIEW_TAG,
    rights: ['anyone'],
    query: publicMonthQuery,
    answer: {
      status: 200,
      description: { zh: 'UTF-8（带 BOM）', en: 'UTF-8 with a byte order mark' },
      schema: z.string(),
      type: 'text/csv',
    },
    failures: [],
  },
  async ({ context, query, language, setHeader }) => {
    const read = await readPublicHandling(context, query.month)
    if (!read.ok) return read
    if (read.value.countedUntil !== null) setHeader('Cache-Control', 'public, max-age=3600')
    setHeader('Content-Disposition', `attachment; filename="handling-${read.value.month}.csv"`)
    return ok(publicHandlingCsv(read.value, language))
  },
)
