import { readRulesText } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { itemCodeParam, TAGS, versionQuery } from '../words.ts'

export const readItemRulesText = endpoint(
  {
    method: 'get',
    path: '/v1/items/{code}/rules/text',
    summary: { zh: '公布的规则（文字）', en: 'Published rules as text' },
    tag: TAGS.rulebook,
    rights: ['anyone'],
    params: itemCodeParam,
    query: versionQuery,
    answer: {
      status: 200,
      description: { zh: '逐行的条件、路径与依据', en: 'each row with condition, route and basis' },
      schema: z.string(),
      type: 'text/plain',
    },
    failures: ['notFound', 'itemNotInForce', 'noRulesInForce'],
  },
  async ({ context, params, query, language }) => readRulesText(context, params.code, query, language),
)
