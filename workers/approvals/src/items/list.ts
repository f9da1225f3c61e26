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
    answer: {
      status: 200,
      description: { zh: '今天实施的事项', en: 'items in force today' },
      schema: z.object({ items: z.array(itemSchema) }),
    },
    failures: [],
  },
  async ({ context }) => {
    const items = listCatalogue(context)
    return items.ok ? ok({ items: items.value }) : items
  },
)
