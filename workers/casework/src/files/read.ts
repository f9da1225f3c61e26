import { attachmentNamed, type Streamed, streamSchema } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { said } from '@tongban/kernel/parse'
import { CASE_READERS, OFFICIAL_PURPOSES, PURPOSES, readFile } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { fileParams } from './schema.ts'

export const readCaseFile = endpoint(
  {
    method: 'get',
    path: '/v1/cases/{caseNumber}/files/{fileId}',
    summary: { zh: '下载文件', en: 'Download a file' },
    description: {
      zh: '每次下载先记录再给出，申请人在文件列表中可见；工作人员须说明用途。支持单一 Range。',
      en: 'Each download is recorded before it begins, and the applicant sees it in the list of files; officials state a purpose. One Range is taken.',
    },
    tag: TAGS.files,
    rights: CASE_READERS,
    params: fileParams,
    query: z.strictObject({
      purpose: z
        .enum(OFFICIAL_PURPOSES, {
          error: said(
            `应为：${OFFICIAL_PURPOSES.map((code) => `${code}（${PURPOSES[code].zh}）`).join('、')}。`,
            `Must be one of ${OFFICIAL_PURPOSES.map((code) => `${code} (${PURPOSES[code].en})`).join(', ')}.`,
          ),
        })
        .optional(),
    }),
    headers: z.object({ range: z.string().optional() }),
    answer: {
      status: 200,
      description: { zh: '文件内容（部分内容为 206）', en: 'the content; 206 for a part of it' },
      schema: streamSchema,
      type: 'application/octet-stream',
    },
    failures: ['notFound', 'erased', 'filesNotConfigured'],
  },
  async ({ context, params, query, headers, setHeader }) => {
    const { caseNumber, fileId } = params
    const asked = { purpose: query.purpose, range: headers.range }
    const file = await readFile(context, caseNumber, fileId, asked)
    if (!file.ok) return file
    const { name, type, from, to, size, partial, body } = file.value
    // Never shown in the page it came from: saved, under its own type and no other.
    setHeader('Content-Disposition', attachmentNamed(name))
    setHeader('Accept-Ranges', 'bytes')
    if (partial) setHeader('Content-Range', `bytes ${from}-${to - 1}/${size}`)
    const streamed: Streamed = { status: partial ? 206 : 200, type, body }
    return ok(streamed)
  },
)
