import { readPublishedRules, ruleSummarySchema, ruleVersionSchema } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { itemCodeParam, TAGS, versionQuery } from '../words.ts'

export const readItemRules = endpoint(
  {
    method: 'get',
    path: '/v1/items/{code}/rules',
    summary: { zh: '公布的规则（表）', en: 'Published rules as tables' },
    tag: TAGS.rulebook,
    rights: ['anyone'],
    params: itemCodeParam,
    query: versionQuery,
    answer: {
      status: 200,
      description: { zh: '某日生效的规则', en: 'the version in force on that day' },
      schema: ruleVersionSchema.extend({ versions: z.array(ruleSummarySchema) }),
    },
    failures: ['notFound', 'itemNotInForce', 'noRulesInForce'],
  },
  async ({ context, params, query }) => readPublishedRules(context, params.code, query),
)
