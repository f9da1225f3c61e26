import { ok } from '@tongban/kernel'
import { CASE_READERS, printDocument } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { documentParams } from './document-param.ts'

export const printCaseDocument = endpoint(
  {
    method: 'get',
    path: '/v1/cases/{caseNumber}/documents/{documentNumber}/print',
    summary: { zh: '打印文书', en: 'A document as a page to print' },
    description: {
      zh: 'A4 版式，不含脚本。正文与内容摘要对应的文字逐行一致，印章状态在正文之下。',
      en: 'A4, without scripts. The body is line by line the text of the digest; what is said of the seal stands below it.',
    },
    tag: TAGS.cases,
    rights: CASE_READERS,
    params: documentParams,
    answer: {
      status: 200,
      description: { zh: '可打印的文书', en: 'the document, ready to print' },
      schema: z.string(),
      type: 'text/html',
    },
    failures: ['erased', 'notFound'],
  },
  async ({ context, params, setHeader }) => {
    const printed = await printDocument(context, params.caseNumber, params.documentNumber)
    if (!printed.ok) return printed
    setHeader('Content-Security-Policy', printed.value.contentSecurityPolicy)
    return ok(printed.value.html)
  },
)
