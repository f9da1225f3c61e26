import { ok } from '@tongban/kernel'
import { BULLETIN_READERS, printBulletin } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { BULLETINS_TAG, bulletinParams } from './words.ts'

export const printOneBulletin = endpoint(
  {
    method: 'get',
    path: '/v1/bulletins/{id}/print',
    summary: { zh: '打印通报', en: 'A bulletin as a page to print' },
    description: {
      zh: 'A4 横向，不含脚本，各图表均为表格。',
      en: 'A4 landscape, without scripts, every figure in a table.',
    },
    tag: BULLETINS_TAG,
    rights: BULLETIN_READERS,
    params: bulletinParams,
    answer: {
      status: 200,
      description: { zh: '可打印的页面', en: 'the page, ready to print' },
      schema: z.string(),
      type: 'text/html',
    },
    failures: ['notFound'],
  },
  async ({ context, params, language, setHeader }) => {
    const printed = await printBulletin(context, params.id, language)
    if (!printed.ok) return printed
    setHeader('Content-Security-Policy', printed.value.contentSecurityPolicy)
    return ok(printed.value.html)
  },
)
