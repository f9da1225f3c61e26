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
      zh: '证照、纸质二维码、亮证码任何人可核验，应用核验亮证码须有相应权限；按标识核验限工作人员。工作人员须写明用证事由。读得出是证照而不成立的，答复 200、valid 为 false，并逐条说明原因。',
      en: 'Anyone may verify a credential, a paper code or a one-time code, the last of them an app only with that right; an identifier officials alone. Officials state the use. What can be read as a licence and does not hold is answered with 200, valid false, and each reason.',
    },
    tag: TAGS.verify,
    rights: ['anyone', { app: 'verify' }],
    body: verifySchema,
    answer: { status: 200, description: { zh: '核验结果', en: 'the verdict' }, schema: verdictSchema },
    failures: ['tooManyRequests'],
  },
  async ({ context, body }) => verify(context, body),
)
