import { giveUpUpload } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { FILE_ADDERS, fileParams } from './schema.ts'

export const giveUpCaseFile = endpoint(
  {
    method: 'delete',
    path: '/v1/cases/{caseNumber}/files/{fileId}',
    summary: { zh: '作废未完成的上传', en: 'Give up an upload that is not complete' },
    description: {
      zh: '登记错误（大小、摘要或者材料有误）的，作废后可立即重新登记；已经收入办件的文件不能作废。',
      en: 'What was announced with a wrong size, digest or material can be announced anew at once; a file that is part of the case cannot be given up.',
    },
    tag: TAGS.files,
    rights: FILE_ADDERS,
    params: fileParams,
    answer: {
      status: 200,
      description: { zh: '已作废，没有保留任何内容', en: 'given up; nothing of it is kept' },
      schema: z.object({ id: z.string(), state: z.literal('givenUp') }),
    },
    failures: ['notFound', 'invalidInput', 'filesNotConfigured'],
  },
  async ({ context, params }) => giveUpUpload(context, params.caseNumber, params.fileId),
)
