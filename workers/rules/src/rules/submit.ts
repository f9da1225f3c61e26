import { ruleSummarySchema, submitRules } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { ruleIdParam, TAGS } from '../words.ts'

export const submitVersion = endpoint(
  {
    method: 'post',
    path: '/v1/rules/{id}/submit',
    summary: { zh: '提交审批', en: 'Submit for approval' },
    tag: TAGS.publication,
    rights: [{ role: 'publisher' }],
    params: ruleIdParam,
    answer: { status: 200, description: { zh: '规则版本', en: 'the version' }, schema: ruleSummarySchema },
    failures: ['notFound', 'stepNotPossible', 'rulesRefused', 'stillRunning'],
  },
  async ({ context, params }) => submitRules(context, params.id),
)
