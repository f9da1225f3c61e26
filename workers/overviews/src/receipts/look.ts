import { lookByCode } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { codeBody, progressSchema } from './words.ts'

export const lookAtProgress = endpoint(
  {
    method: 'post',
    path: '/v1/progress',
    summary: { zh: '凭查询码查看进度', en: 'Look at the progress by the code of the receipt' },
    description: {
      zh: '凭回执上的查询码即可，不必登录。每个查询码只能使用一次，答复中有下一个；同一办件一小时内至多查询二十次。查询码放在正文里，不进入地址；只能查看，补正、撤回须登录。不显示任何人的信息。',
      en: 'The code on the receipt is enough. Each is good for one look, which answers the next; a case is looked at twenty times an hour at most. It goes in the body and into no address, and opens reading alone: to supplement or to withdraw one signs in. Nothing is told of any person.',
    },
    tag: TAGS.progress,
    rights: ['anyone'],
    body: codeBody,
    answer: {
      status: 200,
      description: { zh: '进度和下一个查询码', en: 'the progress, and the next code' },
      schema: progressSchema,
    },
    failures: ['notFound', 'receiptCodeOver', 'tooManyRequests'],
  },
  async ({ context, body }) => lookByCode(context, body.code),
)
