import { verify, verifySchema } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { verdictSchema } from './schema.ts'

export const verifyLicence = endpoint(
  {
    method: 'post',
    path: '/v1/verify',
    summary: { zh: '核验证照', en: 'Verify a licence' },
    description: {
      zh: '证照、证照文件（tongban-licence/1，原样提交）、纸质二维码、亮证码任何人可核验，应用核验亮证码须有相应权限；按标识核验限有用证事由的工作人员，只显示依规定公开的项目和 claims 写明的项目。事由依角色；有事由的工作人员须写明，写入用证记录，持证人可查。读得出是证照而不成立的，答复 200、valid 为 false，并逐条说明原因。',
      en: 'Anyone may verify a credential, a licence file (tongban-licence/1, as it is), a paper code or a one-time code, the last of them an app only with that right; an identifier officials who have a reason alone, who are shown what is never hidden and what claims names. A reason goes with a role; officials who have one state it, and the holder can read it. What can be read as a licence and does not hold is answered with 200, valid false, and each reason.',
    },
    tag: TAGS.verify,
    rights: ['anyone', { app: 'verify' }],
    body: verifySchema,
    answer: { status: 200, description: { zh: '核验结果', en: 'the verdict' }, schema: verdictSchema },
    failures: ['tooManyRequests', 'licencesNotConfigured'],
  },
  ({ context, body }) => verify(context, body),
)
