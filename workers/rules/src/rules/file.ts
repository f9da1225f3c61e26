import { readDraftFile } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { ruleIdParam, TAGS } from '../words.ts'
import { RULE_READERS } from './readers.ts'

export const readVersionFile = endpoint(
  {
    method: 'get',
    path: '/v1/rules/{id}/dmn',
    summary: { zh: '一个规则版本的 DMN 文件', en: 'The DMN file of a version' },
    tag: TAGS.publication,
    rights: RULE_READERS,
    params: ruleIdParam,
    answer: {
      status: 200,
      description: { zh: '起草时的 DMN 文件', en: 'the DMN file as drafted' },
      schema: z.string(),
      type: 'application/xml',
    },
    failures: ['notFound'],
  },
  async ({ context, params }) => readDraftFile(context, params.id),
)
