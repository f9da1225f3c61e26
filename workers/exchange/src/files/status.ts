import { readArriving } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { arrivingSchema, digestParams, FILES_TAG, ofCaseQuery } from './words.ts'

export const readFileStatus = endpoint(
  {
    method: 'get',
    path: '/cx/1/files/{digest}',
    summary: { zh: '文件已收到哪些段', en: 'Which parts of a file are here' },
    description: {
      zh: '中断后从缺少的段继续。没有消息告知过的文件与不存在的文件同样答复。',
      en: 'What was broken off goes on with the parts that are missing. A file no message has named is answered like one that does not exist.',
    },
    tag: FILES_TAG,
    rights: ['partner'],
    signed: { limitBytes: 0 },
    params: digestParams,
    query: ofCaseQuery,
    answer: { status: 200, description: { zh: '接收进度', en: 'how far it is' }, schema: arrivingSchema },
    failures: ['notFound', 'filesNotConfigured'],
  },
  async ({ context, params, query: { case: caseNumber, material = '' } }) =>
    readArriving(context, { ...params, caseNumber, material }),
)
