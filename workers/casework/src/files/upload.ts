import { ok } from '@tongban/kernel'
import { readUpload } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { FILE_ADDERS, fileParams, uploadSchema } from './schema.ts'

export const readFileUpload = endpoint(
  {
    method: 'get',
    path: '/v1/cases/{caseNumber}/files/{fileId}/upload',
    summary: { zh: '上传的进度', en: 'Where an upload stands' },
    description: {
      zh: '响应头 Upload-Offset 与 offset 相同，HEAD 也可用。',
      en: 'The header Upload-Offset says the same as offset; HEAD answers it too.',
    },
    tag: TAGS.files,
    rights: FILE_ADDERS,
    params: fileParams,
    answer: {
      status: 200,
      description: { zh: '上传的进度', en: 'where the upload stands' },
      schema: uploadSchema,
    },
    failures: ['notFound', 'filesNotConfigured'],
  },
  async ({ context, params, setHeader }) => {
    const upload = await readUpload(context, params.caseNumber, params.fileId)
    if (!upload.ok) return upload
    setHeader('Upload-Offset', String(upload.value.offset))
    return ok(upload.value)
  },
)
