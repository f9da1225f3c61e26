import { readRules, ruleVersionSchema } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { ruleIdParam, TAGS } from '../words.ts'
import { RULE_READERS } from './readers.ts'

export const readVersion = endpoint(
  {
    method: 'get',
    path: '/v1/rules/{id}',
    summary: { zh: '一个规则版本', en: 'One rule version' },
    tag: TAGS.publication,
    rights: RULE_READERS,
    params: ruleIdParam,
    answer: { status: 200, description: { zh: '规则版本', en: 'the version' }, schema: ruleVersionSchema },
    failures: ['notFound'],
  },
  async ({ context, params }) => readRules(context, params.id),
)
