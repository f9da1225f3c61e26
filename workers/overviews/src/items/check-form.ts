import { checkFilledIn, formCheckSchema } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { itemCodeParam, TAGS } from '../words.ts'

export const checkItemForm = endpoint(
  {
    method: 'post',
    path: '/v1/items/{code}/form-check',
    summary: { zh: '检查填写的格式', en: 'Is what was filled in well formed' },
    description: {
      zh: '只检查格式：不向任何来源核对，不作判断，不保存。逐步填写的页面用它在字段旁提示。',
      en: 'Form alone: no source is asked, nothing is judged, nothing is kept. For pages that ask one thing at a time.',
    },
    tag: TAGS.items,
    rights: ['anyone'],
    params: itemCodeParam,
    body: formCheckSchema,
    answer: {
      status: 200,
      description: { zh: '格式正确', en: 'it is well formed' },
      schema: z.object({ wellFormed: z.literal(true) }),
    },
    failures: ['notFound', 'itemNotInForce', 'invalidInput'],
  },
  async ({ context, params, body }) => checkFilledIn(context, params.code, body),
)
