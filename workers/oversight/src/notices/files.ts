import { FILE_ANSWER, savedFile, uploadName, uploadNameHeaders } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { said as message } from '@tongban/kernel/parse'
import {
  ATTACHED_FILE_BYTES,
  addNoticeFile,
  NOTICE_ANSWERERS,
  ORDER_READERS,
  readNoticeFile,
} from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { NOTICES_TAG, noticeFileSchema, noticeParams } from './words.ts'

/** Names of files hold names of people, so that they travel in a header and never in an address. */
export const addFileToNotice = endpoint(
  {
    method: 'post',
    path: '/v1/notices/{id}/files',
    summary: { zh: '上传回复的附件', en: 'Upload a file for a reply' },
    description: {
      zh: '正文为文件的原样字节，至多 5 MiB；请求头 Upload-Name 为文件名（UTF-8 百分号编码）。回复时列出编号，未列出的不留存。',
      en: 'The bytes as they are, 5 MiB at most; header Upload-Name holds the name, percent-encoded UTF-8. The reply names it; what none names is not kept.',
    },
    tag: NOTICES_TAG,
    rights: NOTICE_ANSWERERS,
    params: noticeParams,
    headers: uploadNameHeaders,
    bytes: { limitBytes: ATTACHED_FILE_BYTES },
    answer: { status: 201, description: { zh: '已收存', en: 'stored' }, schema: noticeFileSchema },
    failures: ['notFound', 'stepNotPossible', 'filesNotConfigured'],
  },
  async ({ context, params, headers, body }) => {
    const name = uploadName(headers)
    if (!name.ok) return name
    return addNoticeFile(context, params.id, name.value, body)
  },
)

export const readFileOfNotice = endpoint(
  {
    method: 'get',
    path: '/v1/notices/{id}/files/{fileId}',
    summary: { zh: '下载回复的附件', en: 'Download a file of a reply' },
    tag: NOTICES_TAG,
    rights: ORDER_READERS,
    params: noticeParams.extend({
      fileId: z.uuid({ error: message('应为附件编号（UUID）。', 'Must be the id of a file (UUID).') }),
    }),
    answer: FILE_ANSWER,
    failures: ['notFound', 'filesNotConfigured'],
  },
  async ({ context, params, setHeader }) => {
    const file = await readNoticeFile(context, params.id, params.fileId)
    return file.ok ? ok(savedFile(file.value, setHeader)) : file
  },
)
