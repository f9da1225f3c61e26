import { listLeaves } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS, wholeNumber } from '../words.ts'
import { dayParam } from './schema.ts'

export const listDayLeaves = endpoint(
  {
    method: 'get',
    path: '/v1/evidence/days/{on}/leaves',
    summary: { zh: '一日封存的记录清单', en: 'The records sealed on a day' },
    tag: TAGS.evidence,
    rights: [{ role: 'auditor' }],
    params: dayParam,
    query: z.strictObject({ page: wholeNumber.default(0) }),
    answer: {
      status: 200,
      description: {
        zh: '每项为类别序号、编号、叶子哈希，按树的次序',
        en: 'each by the number of its kind, its key and the hash of its leaf, in the order of the tree',
      },
      schema: z.object({
        leaves: z.array(z.tuple([z.int(), z.string(), z.string()])),
        next: z.int().nullable(),
      }),
    },
    failures: [],
  },
  async ({ context, params, query }) => listLeaves(context, params.on, query.page),
)
