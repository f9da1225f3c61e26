import { stopRules } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { ruleIdParam, switchSchema, TAGS } from '../words.ts'
import { reasonSchema } from './reason.ts'

export const stopItem = endpoint(
  {
    method: 'post',
    path: '/v1/rules/{id}/stop',
    summary: { zh: '停用自动审批', en: 'Stop automatic decisions of the item' },
    tag: TAGS.publication,
    rights: [{ role: 'publisher' }, { role: 'supervisor' }],
    params: ruleIdParam,
    body: reasonSchema,
    answer: { status: 200, description: { zh: '停用开关', en: 'the stop switch' }, schema: switchSchema },
    failures: ['notFound', 'stepNotPossible', 'secondPersonNeeded', 'stillRunning'],
  },
  async ({ context, params, body }) => stopRules(context, params.id, body),
)
