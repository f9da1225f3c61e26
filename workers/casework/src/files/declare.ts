import { ok } from '@tongban/kernel'
import { declarationSchema, declareFile } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { caseNumberParam, TAGS } from '../words.ts'
import { FILE_ADDERS, uploadSchema } from './schema.ts'

export const declareCaseFile = endpoint(
  {
    method: 'post',
    path: '/v1/cases/{caseNumber}/files',
    summary: { zh: '登记要上传的文件', en: 'Announce a file' },
    description: {
      zh: '同一办件、同一材料、同一内容再次登记，得到同一上传，可从断点继续；因此不需要 Idempotency-Key。每个文件不超过 20 MiB。',
      en: 'The same content for the same material of a case is the same upload, taken up where it broke off; so no Idempotency-Key is needed. A file has at most 20 MiB.',
    },
    tag: TAGS.files,
    rights: FILE_ADDERS,
    params: caseNumberParam,
    body: declarationSchema,
    answer: {
      status: 201,
      description: { zh: '上传的进度', en: 'where the upload stands' },
      schema: uploadSchema,
    },
    failures: ['notFound', 'stepNotPossible', 'filesNotConfigured'],
  },
  async ({ context, params, body, setHeader }) => {
    const upload = await declareFile(context, params.caseNumber, body)
    if (!upload.ok) return upload
    setHeader('Location', `/approvals/v1/cases/${params.caseNumber}/files/${upload.value.id}/upload`)
    return ok(upload.value)
  },
)
