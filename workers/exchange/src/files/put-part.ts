import { LIMITS } from '@tongban/exchange/wire'
import { takePart } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { arrivingSchema, FILES_TAG, ofCaseQuery, partParams } from './words.ts'

export const putSealedPart = endpoint(
  {
    method: 'put',
    path: '/cx/1/files/{digest}/parts/{index}',
    summary: { zh: '接收文件的一段', en: 'Take one part of a file' },
    description: {
      zh: '正文为该段的 compact JWE 文本，密封给办理部门的密钥，protected header 的 cx 为“办件编号|file|文件摘要|段号/段数”。次序不限，重发不会出错；收齐后核对整个文件的摘要和类型，方才收入办件。',
      en: 'The body is the text of a compact JWE of the part to the key of the office, with the protected header cx “case|file|digest|part/parts”. Parts come in any order, and one sent again does no harm; once all are here the whole is checked, and only then belongs to the case.',
    },
    tag: FILES_TAG,
    rights: ['partner'],
    bytes: { limitBytes: LIMITS.sealedPartBytes },
    params: partParams,
    query: ofCaseQuery,
    answer: { status: 200, description: { zh: '接收进度', en: 'how far it is' }, schema: arrivingSchema },
    failures: ['notFound', 'filesNotConfigured', 'stillRunning'],
  },
  async ({ context, signed, params, query: { case: caseNumber, material = '' }, body }) =>
    takePart(context, signed, { ...params, caseNumber, material }, body),
)
