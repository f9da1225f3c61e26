import { BODY_LIMIT_BYTES } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { putPart } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS, wholeNumber } from '../words.ts'
import { FILE_ADDERS, fileParams, uploadSchema } from './schema.ts'

export const putFilePart = endpoint(
  {
    method: 'put',
    path: '/v1/cases/{caseNumber}/files/{fileId}/content',
    summary: { zh: '上传文件的一段', en: 'Upload one part of a file' },
    description: {
      zh: '请求头 Upload-Offset 为该段在文件中的起点，是 partBytes 的整数倍；各段次序不限，重发不会出错。',
      en: 'Upload-Offset is where the part begins, a multiple of partBytes; parts come in any order, and one sent again does no harm.',
    },
    tag: TAGS.files,
    rights: FILE_ADDERS,
    params: fileParams,
    headers: z.object({ 'upload-offset': wholeNumber }),
    bytes: { limitBytes: BODY_LIMIT_BYTES },
    answer: {
      status: 200,
      description: { zh: '上传的进度', en: 'where the upload stands' },
      schema: uploadSchema,
    },
    failures: ['notFound', 'filesNotConfigured'],
  },
  async ({ context, params, headers, body, setHeader }) => {
    const { caseNumber, fileId } = params
    const upload = await putPart(context, caseNumber, fileId, headers['upload-offset'], body)
    if (!upload.ok) return upload
    setHeader('Upload-Offset', String(upload.value.offset))
    return ok(upload.value)
  },
)
