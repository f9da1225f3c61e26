import { completeUpload } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { FILE_ADDERS, fileParams, fileSchema } from './schema.ts'

export const completeCaseFile = endpoint(
  {
    method: 'post',
    path: '/v1/cases/{caseNumber}/files/{fileId}/complete',
    summary: { zh: '完成上传', en: 'Complete an upload' },
    description: {
      zh: '核对 SHA-256，并按内容（不按文件名）认定格式：PDF、JPEG、PNG、OFD。不符的全部清除。',
      en: 'Checks the SHA-256 and tells the format by content, not by name: PDF, JPEG, PNG, OFD. What does not pass is cleared away.',
    },
    tag: TAGS.files,
    rights: FILE_ADDERS,
    params: fileParams,
    answer: {
      status: 200,
      description: { zh: '已成为办件的文件', en: 'now a file of the case' },
      schema: fileSchema,
    },
    failures: ['notFound', 'invalidInput', 'uploadIncomplete', 'stepNotPossible', 'filesNotConfigured'],
  },
  async ({ context, params }) => completeUpload(context, params.caseNumber, params.fileId),
)
