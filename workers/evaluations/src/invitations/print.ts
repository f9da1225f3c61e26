import { ok } from '@tongban/kernel'
import { printInvitation } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { INVITATIONS_TAG, printBody } from './words.ts'

export const printAnInvitation = endpoint(
  {
    method: 'post',
    path: '/v1/invitations/print',
    summary: { zh: '打印评价回执', en: 'Print the receipt to rate by' },
    description: {
      zh: '由提供该次服务的部门的窗口在服务当天打印，交给办事人；窗口人员不能凭此评价，打印留有记录。',
      en: 'By a window of the department where the service was given, on that day, for whoever was served; the official cannot rate by it, and printing is logged.',
    },
    tag: INVITATIONS_TAG,
    rights: [{ role: 'window' }],
    body: printBody,
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
