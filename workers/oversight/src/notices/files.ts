import { attachmentNamed, decodedName, NAME_NOT_ENCODED, type Streamed, streamSchema } from '@tongban/http'
import { fail, ok } from '@tongban/kernel'
import { said as message } from '@tongban/kernel/parse'
import { ATTACHED_FILE_BYTES, addNoticeFile, readNoticeFile } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { NOTICE_ANSWERERS, NOTICE_READERS, NOTICES_TAG, noticeFileSchema, noticeParams } from './words.ts'

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
    headers: z.object({ 'upload-name': z.string().min(1).max(1200) }),
    bytes: { limitBytes: ATTACHED_FILE_BYTES },
    answer: { status: 201, description: { zh: '已收存', en: 'stored' }, schema: noticeFileSchema },
    failures: ['notFound', 'stepNotPossible', 'filesNotConfigured'],
  },
  async ({ context, params, headers, body }) => {
    const name = decodedName(headers['upload-name'])
    if (name === null) return fail({ code: 'invalidInput', errors: [NAME_NOT_ENCODED] })
    return addNoticeFile(context, params.id, name, body)
  },
)

export const readFileOfNotice = endpoint(
  {
    method: 'get',
    path: '/v1/notices/{id}/files/{fileId}',
    summary: { zh: '下载回复的附件', en: 'Download a file of a reply' },
    tag: NOTICES_TAG,
    rights: NOTICE_READERS,
    params: noticeParams.extend({
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
    const file = await readNoticeFile(context, params.id, params.fileId)
    if (!file.ok) return file
    const { name, body } = file.value
    setHeader('Content-Disposition', attachmentNamed(name))
    const streamed: Streamed = { status: 200, type: 'application/octet-stream', body }
    return ok(streamed)
  },
)
