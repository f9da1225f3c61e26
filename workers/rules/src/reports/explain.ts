import { reasonText } from '@tongban/kernel/words'
import { explainDifference } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { ruleIdParam, TAGS } from '../words.ts'
import { reportSchema } from './schema.ts'

const explanationSchema = z
  .strictObject({
    difference: z
      .string()
      .min(1)
      .max(500)
      .meta({ description: '报告 differences 中的 id an id of the report’s differences' }),
    reason: reasonText(1000),
  })
  .meta({ id: 'Explanation' })

export const explainVersionDifference = endpoint(
  {
    method: 'post',
    path: '/v1/rules/{id}/explanations',
    summary: { zh: '说明一处差异的理由', en: 'Give the reason for a difference' },
    tag: TAGS.publication,
    rights: [{ role: 'publisher' }],
    params: ruleIdParam,
    body: explanationSchema,
    answer: { status: 200, description: { zh: '报告', en: 'the report' }, schema: reportSchema },
    failures: ['notFound', 'stepNotPossible', 'stillRunning'],
  },
  async ({ context, params, body }) => explainDifference(context, params.id, body),
)
