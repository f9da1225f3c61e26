import { epochMs } from '@tongban/kernel/words'
import { openIdentity } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { OPENERS, ORDERS_TAG, orderParams, STEP_FAILURES, stepText } from './words.ts'

export const openEvaluatorIdentity = endpoint(
  {
    method: 'post',
    path: '/v1/rectifications/{number}/open-identity',
    summary: { zh: '查看匿名评价人身份', en: 'Open who gave a sealed rating' },
    description: {
      zh: '限整改督促机构和审计员，须写明理由。先记录后显示，评价人可以看到由此产生的记录和理由。',
      en: 'For the body that sees to the mending, and auditors, with a reason. It is recorded before anything is shown, and the evaluator reads that and why.',
    },
    tag: ORDERS_TAG,
    rights: OPENERS,
    params: orderParams,
    body: z.strictObject({ reason: stepText }).meta({ id: 'IdentityOpening' }),
    answer: {
      status: 200,
      description: { zh: '评价人姓名和电话', en: 'name and phone of whoever rated' },
      schema: z
        .object({
          number: z.string(),
          caseNumber: z.string().nullable(),
          serviceNumber: z.int().nullable(),
          name: z.string().nullable(),
          phone: z.string().nullable(),
          openedAt: epochMs,
        })
        .meta({ id: 'OpenedIdentity' }),
    },
    failures: STEP_FAILURES,
  },
  async ({ context, params, body }) => openIdentity(context, params.number, body.reason),
)
