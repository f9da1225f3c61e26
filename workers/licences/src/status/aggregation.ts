import { listStatusLists } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'

export const readStatusAggregation = endpoint(
  {
    method: 'get',
    path: '/status',
    summary: { zh: '全部状态列表的地址', en: 'Addresses of all status lists' },
    tag: TAGS.trust,
    rights: ['anyone'],
    answer: {
      status: 200,
      description: { zh: '地址', en: 'addresses' },
      schema: z.object({ status_lists: z.array(z.string()) }).meta({ id: 'StatusAggregation' }),
    },
    failures: ['licencesNotConfigured'],
  },
  async ({ context, setHeader }) => {
    setHeader('Cache-Control', 'public, max-age=60')
    return listStatusLists(context)
  },
)
