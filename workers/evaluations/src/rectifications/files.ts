import { FILE_ANSWER, savedFile, uploadName, uploadNameHeaders } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { said as message } from '@tongban/kernel/parse'
import { ATTACHED_FILE_BYTES, addOrderFile, ORDER_READERS, readOrderFile } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { MENDERS, ORDERS_TAG, orderFileSchema, orderParams } from './words.ts'

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
    headers: uploadNameHeaders,
    bytes: { limitBytes: ATTACHED_FILE_BYTES },
    answer: { status: 201, description: { zh: '已收存', en: 'stored' }, schema: orderFileSchema },
    failures: ['notFound', 'stepNotPossible', 'filesNotConfigured'],
  },
  async ({ context, params, headers, body }) => {
    const name = uploadName(headers)
    if (!name.ok) return name
    return addOrderFile(context, params.number, name.value, body)
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
    answer: FILE_ANSWER,
    failures: ['notFound', 'filesNotConfigured'],
  },
  async ({ context, params, setHeader }) => {
    const file = await readOrderFile(context, params.number, params.fileId)
    return file.ok ? ok(savedFile(file.value, setHeader)) : file
  },
)
