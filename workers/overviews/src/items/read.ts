import { readItem } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { itemCodeParam, TAGS } from '../words.ts'
import { itemSchema } from './schema.ts'

export const readOneItem = endpoint(
  {
    method: 'get',
    path: '/v1/items/{code}',
    summary: { zh: '办事指南', en: 'One item' },
    tag: TAGS.items,
    rights: ['anyone'],
    params: itemCodeParam,
    answer: { status: 200, description: { zh: '事项要素', en: 'the item' }, schema: itemSchema },
    failures: ['notFound', 'itemNotInForce'],
  },
  async ({ context, params }) => readItem(context, params.code),
)
