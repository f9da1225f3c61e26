import { resumeRules } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { ruleIdParam, switchSchema, TAGS } from '../words.ts'
import { reasonSchema } from './reason.ts'

export const resumeItem = endpoint(
  {
    method: 'post',
    path: '/v1/rules/{id}/resume',
    summary: { zh: '恢复自动审批（须两人）', en: 'Resume automatic decisions (two publishers)' },
    description: {
      zh: '第一人提出并说明理由，第二人确认后恢复；提出的人、停用的人和起草现行规则的人不能确认。',
      en: 'The first call proposes with a reason, the second, by another publisher, resumes; who proposed, stopped, or drafted the rules in force cannot confirm.',
    },
    tag: TAGS.publication,
    rights: [{ role: 'publisher' }],
    params: ruleIdParam,
    body: reasonSchema,
    answer: { status: 200, description: { zh: '停用开关', en: 'the stop switch' }, schema: switchSchema },
    failures: ['notFound', 'stepNotPossible', 'secondPersonNeeded', 'stillRunning'],
  },
  async ({ context, params, body }) => resumeRules(context, params.id, body),
)
