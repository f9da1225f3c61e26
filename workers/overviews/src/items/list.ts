import { ok } from '@tongban/kernel'
import { listCatalogue } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { itemSchema } from './schema.ts'

export const listItems = endpoint(
  {
    method: 'get',
    path: '/v1/items',
    summary: { zh: '本地区的事项', en: 'Items of this region' },
    tag: TAGS.items,
    rights: ['anyone'],
    query: z.strictObject({
      q: z.string().max(60).optional().meta({
        description:
          '按名称、拼音或者拼音首字母查找，最接近的在前 looked for by name, pinyin or its initials, the nearest first',
      }),
    }),
    answer: {
      status: 200,
      description: { zh: '今天实施的事项', en: 'items in force today' },
      schema: z.object({ items: z.array(itemSchema) }),
    },
    failures: [],
  },
  async ({ context, query }) => {
    const items = listCatalogue(context, query.q)
    return items.ok ? ok({ items: items.value }) : items
  },
)
