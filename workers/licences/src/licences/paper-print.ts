import { ok } from '@tongban/kernel'
import { printPaper } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { PAPER_READERS, paperUse, statedIn } from './paper.ts'
import { licenceParam } from './schema.ts'

export const printPaperCode = endpoint(
  {
    method: 'get',
    path: '/v1/licences/{identifier}/paper/print',
    summary: { zh: '打印证照', en: 'A licence as a page to print' },
    description: {
      zh: 'A4 版式，不含脚本；二维码可离线核验，页内写明打印件的效力。',
      en: 'A4, without scripts; its code verifies without a network, and the page says what a print is worth.',
    },
    tag: TAGS.licences,
    rights: PAPER_READERS,
    params: licenceParam,
    query: paperUse,
    answer: {
      status: 200,
      description: { zh: '可打印的页面', en: 'the page' },
      schema: z.string(),
      type: 'text/html',
    },
    failures: ['erased', 'notFound', 'stepNotPossible'],
  },
  async ({ context, params, query, setHeader }) => {
    const printed = await printPaper(context, params.identifier, statedIn(query))
    if (!printed.ok) return printed
    setHeader('Content-Security-Policy', printed.value.contentSecurityPolicy)
    return ok(printed.value.html)
  },
)
