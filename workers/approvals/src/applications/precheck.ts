import { systemClock } from '@tongban/http'
import { fail, ok } from '@tongban/kernel'
import { applicationSchema, precheck } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { answerSchema, itemCodeParam, TAGS } from '../words.ts'

export const precheckApplication = endpoint(
  {
    method: 'post',
    path: '/v1/items/{code}/precheck',
    summary: { zh: '预检：不保存任何内容', en: 'Pre-check; nothing is stored' },
    tag: TAGS.applications,
    rights: ['applicant', { role: 'window' }, { role: 'handler' }],
    params: itemCodeParam,
    body: applicationSchema,
    answer: {
      status: 200,
      description: { zh: '现在提交会得到的结果', en: 'what would happen if it were handed in now' },
      schema: answerSchema,
    },
    failures: ['notFound', 'itemNotInForce'],
  },
  async ({ context, params, body, receivedAt }) => {
    if (params.code !== body.itemCode) return fail(OTHER_ITEM)
    const answer = await precheck(context, body, receivedAt)
    return answer.ok ? ok({ ...answer.value, elapsedMs: systemClock.now() - receivedAt }) : answer
  },
)

const OTHER_ITEM = {
  code: 'invalidInput',
  errors: [
    {
      pointer: '/itemCode',
      zh: '与地址中的事项不一致。',
      en: 'Differs from the item in the address.',
    },
  ],
} as const
