import { readInvitation } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { INVITATIONS_TAG, invitationSchema, readBody } from './words.ts'

export const readAnInvitation = endpoint(
  {
    method: 'post',
    path: '/v1/invitations/read',
    summary: { zh: '查看评价码对应的服务', en: 'What a token is about' },
    description: {
      zh: '凭评价码即可，不必登录。评价码放在正文里，不进入地址。工作人员不能查看，热线话务员除外。',
      en: 'The token alone is enough; it goes in the body and into no address. Officials are refused, but for the hotline.',
    },
    tag: INVITATIONS_TAG,
    rights: ['anyone', { app: 'evaluate' }],
    body: readBody,
    answer: {
      status: 200,
      description: { zh: '服务、期限和可选项', en: 'the service, until when, and the options' },
      schema: invitationSchema,
    },
    failures: ['notAllowed', 'notFound', 'tooManyRequests'],
  },
  async ({ context, body }) => readInvitation(context, body.token),
)
