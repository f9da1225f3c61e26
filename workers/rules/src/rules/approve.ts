import { approveRules, ruleSummarySchema } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { ruleIdParam, TAGS } from '../words.ts'

export const approveVersion = endpoint(
  {
    method: 'post',
    path: '/v1/rules/{id}/approve',
    summary: { zh: '审批并公布（须另一人）', en: 'Approve and publish (another person)' },
    tag: TAGS.publication,
    rights: [{ role: 'publisher' }],
    params: ruleIdParam,
    answer: { status: 200, description: { zh: '规则版本', en: 'the version' }, schema: ruleSummarySchema },
    failures: ['notFound', 'stepNotPossible', 'stillRunning', 'secondPersonNeeded', 'reportsIncomplete'],
  },
  async ({ context, params }) => approveRules(context, params.id),
)
