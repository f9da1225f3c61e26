import { reasonText } from '@tongban/kernel/words'
import { endFindingOf } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { FINDINGS_TAG, findingParams, findingSchema } from './words.ts'

export const endOneFinding = endpoint(
  {
    method: 'post',
    path: '/v1/findings/{id}/end',
    summary: { zh: '终结监察发现', en: 'End a finding' },
    description: {
      zh: '写明理由。已经拟发的牌另行处理。',
      en: 'With the reason. A card it drew goes its own way.',
    },
    tag: FINDINGS_TAG,
    rights: [{ role: 'supervisor' }],
    params: findingParams,
    body: z.strictObject({ reason: reasonText(2000) }),
    answer: { status: 200, description: { zh: '已终结', en: 'ended' }, schema: findingSchema },
    failures: ['notFound', 'stepNotPossible', 'secondPersonNeeded'],
  },
  async ({ context, params, body }) => endFindingOf(context, params.id, body.reason),
)
