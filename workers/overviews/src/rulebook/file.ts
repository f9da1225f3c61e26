import { readRulesFile } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { itemCodeParam, TAGS, versionQuery } from '../words.ts'

export const readItemRulesFile = endpoint(
  {
    method: 'get',
    path: '/v1/items/{code}/rules/dmn',
    summary: { zh: '公布的规则（DMN 文件）', en: 'Published rules as DMN file' },
    tag: TAGS.rulebook,
    rights: ['anyone'],
    params: itemCodeParam,
    query: versionQuery,
    answer: {
      status: 200,
      description: { zh: '公布时的 DMN 文件', en: 'the DMN file as published' },
      schema: z.string(),
      type: 'application/xml',
    },
    failures: ['notFound', 'itemNotInForce', 'noRulesInForce'],
  },
  async ({ context, params, query }) => readRulesFile(context, params.code, query),
)
