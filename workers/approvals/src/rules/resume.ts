import { resumeRules } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { ruleIdParam, switchSchema, TAGS } from '../words.ts'
import { reasonSchema } from './reason.ts'

export const resumeItem = endpoint(
  {
    method: 'post',
    path: '/v1/rules/{id}/resume',
    summary: { zh: '恢复自动审批（须另一人）', en: 'Resume automatic decisions (another person)' },
    tag: TAGS.publication,
    rights: [{ role: 'publisher' }],
    params: ruleIdParam,
    body: reasonSchema,
    answer: { status: 200, description: { zh: '停用开关', en: 'the stop switch' }, schema: switchSchema },
    failures: ['notFound', 'stepNotPossible', 'secondPersonNeeded', 'stillRunning'],
  },
  async ({ context, params, body }) => resumeRules(context, params.id, body),
)
