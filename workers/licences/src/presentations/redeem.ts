import { redeem, useOf } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { verdictSchema } from '../verify/schema.ts'
import { TAGS } from '../words.ts'
import { redeemInput } from './schema.ts'

export const redeemCode = endpoint(
  {
    method: 'post',
    path: '/v1/presentations/redeem',
    summary: { zh: '核销亮证码', en: 'Redeem a one-time code' },
    description: {
      zh: '一码一用：同时扫码的只有一人成功，其余得到“已于…使用过”。有用证事由的工作人员须写明事由；试码次数过多的暂停受理。',
      en: 'A code opens once: of several at the same time one gets the licence, the others when it was used. Officials whose role has a reason state it; guesses are counted and limited.',
    },
    tag: TAGS.presentations,
    rights: ['anyone', { app: 'redeem' }],
    body: redeemInput,
    answer: { status: 200, description: { zh: '核验结果', en: 'the verdict' }, schema: verdictSchema },
    failures: ['tooManyRequests', 'licencesNotConfigured'],
  },
  async ({ context, body }) => {
    const use = await useOf(context, body.use)
    return use.ok ? redeem(context, body.code, use.value, body.asker) : use
  },
)
