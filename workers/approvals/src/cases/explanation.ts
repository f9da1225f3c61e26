import { CASE_READERS, explainCase } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { caseNumberParam, TAGS } from '../words.ts'
import { explanationSchema } from './explanation-schema.ts'

export const explainDecision = endpoint(
  {
    method: 'get',
    path: '/v1/cases/{caseNumber}/explanation',
    summary: { zh: '自动决定的说明', en: 'Why it was decided so' },
    tag: TAGS.cases,
    rights: CASE_READERS,
    params: caseNumberParam,
    answer: {
      status: 200,
      description: {
        zh: '所用事实、规则版本、未成立的条件、怎样改变会获批准',
        en: 'facts, rule version, conditions that failed, what would have been approved',
      },
      schema: explanationSchema,
    },
    failures: ['erased', 'notFound'],
  },
  async ({ context, params }) => explainCase(context, params.caseNumber),
)
