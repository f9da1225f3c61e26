import { attachmentNamed, decodedName, NAME_NOT_ENCODED, type Streamed, streamSchema } from '@tongban/http'
import { fail, ok } from '@tongban/kernel'
import { said as message } from '@tongban/kernel/parse'
import { ATTACHED_FILE_BYTES, addOrderFile, readOrderFile } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { MENDERS, ORDER_READERS, ORDERS_TAG, orderFileSchema, orderParams } from './words.ts'

/** Names of files hold names of people, so that they travel in a header and never in an address. */
export const addFileToRectification = endpoint(
  {
    method: 'post',
    path: '/v1/rectifications/{number}/files',
    summary: { zh: '上传答复或者申诉的附件', en: 'Upload a file for a reply or an appeal' },
    description: {
      zh: '正文为文件的原样字节，至多 5 MiB；请求头 Upload-Name 为文件名（UTF-8 百分号编码）。答复、申诉时列出编号，未列出的不留存。',
      en: 'The bytes as they are, 5 MiB at most; header Upload-Name holds the name, percent-encoded UTF-8. The reply or appeal names it; what none names is not kept.',
    },
    tag: ORDERS_TAG,
    rights: MENDERS,
    params: orderParams,
    headers: z.object({ 'upload-name': z.string().min(1).max(1200) }),
    bytes: { limitBytes: ATTACHED_FILE_BYTES },
    answer: { status: 201, description: { zh: '已收存', en: 'stored' }, schema: orderFileSchema },
    failures: ['notFound', 'stepNotPossible', 'filesNotConfigured'],
  },
  async ({ context, params, headers, body }) => {
    const name = decodedName(headers['upload-name'])
    if (name === null) return fail({ code: 'invalidInput', errors: [NAME_NOT_ENCODED] })
    return addOrderFile(context, params.number, name, body)
  },
)

export const readFileOfRectification = endpoint(
  {
    method: 'get',
    path: '/v1/rectifications/{number}/files/{fileId}',
    summary: { zh: '下载附件', en: 'Download a file' },
    tag: ORDERS_TAG,
    rights: ORDER_READERS,
    params: orderParams.extend({
      fileId: z.uuid({ error: message('应为附件编号（UUID）。', 'Must be the id of a file (UUID).') }),
    }),
    answer: {
      status: 200,
      description: { zh: '附件内容', en: 'the content' },
      schema: streamSchema,
      type: 'application/octet-stream',
    },
    failures: ['notFound', 'filesNotConfigured'],
  },
  async ({ context, params, setHeader }) => {
    const file = await readOrderFile(context, params.number, params.fileId)
    if (!file.ok) return file
    const { name, body } = file.value
    setHeader('Content-Disposition', attachmentNamed(name))
    const streamed: Streamed = { status: 200, type: 'application/octet-stream', body }
    return ok(streamed)
  },
)
