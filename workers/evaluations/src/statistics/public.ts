import { readPublicStatistics } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { publicQuery, publicSchema, STATISTICS_TAG } from './words.ts'

export const readThePublicStatistics = endpoint(
  {
    method: 'get',
    path: '/v1/statistics/public',
    summary: { zh: '好差评公开统计', en: 'Public statistics of evaluations' },
    description: {
      zh: '一个评价和修改期限都已届满的月份，一经公布不再变动；期限未满的，显示最近公布的一个月份。按部门和等次；少于5的数量不公布，并隐去可推算出它们的数量。任何人可以查看、缓存。',
      en: 'Of a month whose ratings can be given and amended no more, made once and never changed; until then of the last one that was. By department and level. Counts below 5 are withheld, with those that would give them away. For anybody, and cacheable.',
    },
    tag: STATISTICS_TAG,
    rights: ['anyone'],
    query: publicQuery,
    answer: { status: 200, description: { zh: '公开统计', en: 'the public cut' }, schema: publicSchema },
    failures: [],
  },
  async ({ context, query, setHeader }) => {
    const read = await readPublicStatistics(context, query.month)
    if (read.ok) setHeader('Cache-Control', 'public, max-age=3600')
    return read
  },
)
