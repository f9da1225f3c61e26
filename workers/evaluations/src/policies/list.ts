import { listEvaluationPolicies } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { evaluationPoliciesSchema, evaluationPolicyQuery, POLICIES_TAG, POLICY_READERS } from './words.ts'

export const listTheEvaluationPolicies = endpoint(
  {
    method: 'get',
    path: '/v1/policies',
    summary: { zh: '评价规则', en: 'Policies of evaluations' },
    description: {
      zh: '一项服务按其当日执行的规则评价和整改；没有公布规则的，按标准规则。',
      en: 'A service is rated and its bad rating mended by the policy of its day; where none is published, by the standard one.',
    },
    tag: POLICIES_TAG,
    rights: POLICY_READERS,
    query: evaluationPolicyQuery,
    answer: {
      status: 200,
      description: { zh: '一页规则，最后开始的在前', en: 'a page of policies, those that begin last first' },
      schema: evaluationPoliciesSchema,
    },
    failures: [],
  },
  async ({ context, query }) => listEvaluationPolicies(context, query),
)
