import { ok } from '@tongban/kernel'
import { ORDER_READERS, printNotice } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { NOTICES_TAG, noticeParams } from './words.ts'

export const printOneNotice = endpoint(
  {
    method: 'get',
    path: '/v1/notices/{id}/document',
    summary: { zh: '打印督办文书', en: 'A notice as a page to print' },
    description: { zh: 'A4 版式，不含脚本。', en: 'A4, without scripts.' },
    tag: NOTICES_TAG,
    rights: ORDER_READERS,
    params: noticeParams,
    answer: {
      status: 200,
      description: { zh: '可打印的文书', en: 'the notice, ready to print' },
      schema: z.string(),
      type: 'text/html',
    },
    failures: ['notFound'],
  },
  async ({ context, params, setHeader }) => {
    const printed = await printNotice(context, params.id)
    if (!printed.ok) return printed
    setHeader('Content-Security-Policy', printed.value.contentSecurityPolicy)
    return ok(printed.value.html)
  },
)
