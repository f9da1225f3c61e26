import { ok } from '@tongban/kernel'
import { printInvitation } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { INVITATIONS_TAG, readBody } from './words.ts'

export const printAnInvitation = endpoint(
  {
    method: 'post',
    path: '/v1/invitations/print',
    summary: { zh: '打印评价回执', en: 'Print the receipt to rate by' },
    description: {
      zh: '由提供该次服务的窗口的评价终端在服务当天打印，交给办事人；工作人员不经手评价码，打印留有记录。',
      en: 'By the terminal of the window where the service was given, on that day, for whoever was served; no official is answered a token, and printing is logged.',
    },
    tag: INVITATIONS_TAG,
    rights: [{ app: 'evaluate' }],
    body: readBody,
    answer: {
      status: 200,
      description: { zh: '可打印的回执', en: 'the receipt, ready to print' },
      schema: z.string(),
      type: 'text/html',
    },
    failures: ['notFound', 'stepNotPossible'],
  },
  async ({ context, body, setHeader }) => {
    const printed = await printInvitation(context, body)
    if (!printed.ok) return printed
    setHeader('Content-Security-Policy', printed.value.contentSecurityPolicy)
    return ok(printed.value.html)
  },
)
