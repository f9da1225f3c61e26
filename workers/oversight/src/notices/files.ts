import { type Streamed, streamSchema } from '@tongban/http'
import { fail, ok } from '@tongban/kernel'
import { said as message } from '@tongban/kernel/parse'
import { addNoticeFile, NOTICE_FILE_BYTES, readNoticeFile } from '@tongban/services'
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
    bytes: { limitBytes: NOTICE_FILE_BYTES },
    answer: { status: 201, description: { zh: '已收存', en: 'stored' }, schema: noticeFileSchema },
    failures: ['notFound', 'stepNotPossible', 'filesNotConfigured'],
  },
  async ({ context, params, headers, body }) => {
    const name = decoded(headers['upload-name'])
    if (name === null) return fail({ code: 'invalidInput', errors: [NOT_ENCODED] })
    return addNoticeFile(context, params.id, name, body)
  },
)

const NOT_ENCODED = {
  pointer: '/headers/upload-name',
  zh: '文件名应为 UTF-8 百分号编码。',
  en: 'The name must be percent-encoded UTF-8.',
}

/** Each escape is one byte of UTF-8; null where an escape is broken or the bytes are none. */
function decoded(text: string): string | null {
  if (/%(?![0-9a-f]{2})/i.test(text)) return null
  const bytes: number[] = []
  for (let at = 0; at < text.length; at += 1) {
    const isEscape = text[at] === '%'
    bytes.push(isEscape ? Number.parseInt(text.slice(at + 1, at + 3), 16) : text.charCodeAt(at))
    if (isEscape) at += 2
  }
  const name = new TextDecoder().decode(new Uint8Array(bytes))
  return name.includes('\u{FFFD}') ? null : name
}

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
    setHeader('Content-Disposition', `attachment; filename*=UTF-8''${encodeName(name)}`)
    const streamed: Streamed = { status: 200, type: 'application/octet-stream', body }
    return ok(streamed)
  },
)

/** RFC 8187: what `encodeURIComponent` leaves and the grammar does not take is written out too. */
const encodeName = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
