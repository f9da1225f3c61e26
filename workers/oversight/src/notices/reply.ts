import { said } from '@tongban/kernel/parse'
import { FILES_PER_STEP, NOTICE_ANSWERERS, takeNoticeStep } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { longText } from '../lists.ts'
import { NOTICE_ANSWER, NOTICES_TAG, noticeParams } from './words.ts'

export const replyToNotice = endpoint(
  {
    method: 'post',
    path: '/v1/notices/{id}/reply',
    summary: { zh: '回复', en: 'Reply to a notice' },
    description: {
      zh: '附件先上传，再在回复中列出编号。其他部门不能代为回复。',
      en: 'Files are uploaded first and named here. No other department replies.',
    },
    tag: NOTICES_TAG,
    rights: NOTICE_ANSWERERS,
    params: noticeParams,
    body: z
      .strictObject({
        text: longText,
        files: z
          .array(z.uuid())
          .max(FILES_PER_STEP)
          .refine((list) => new Set(list).size === list.length, {
            error: said('同一附件只列一次。', 'Name each file once.'),
          })
          .default([]),
      })
      .meta({ id: 'NoticeReply' }),
    answer: NOTICE_ANSWER,
    failures: ['notFound', 'stepNotPossible'],
  },
  async ({ context, params, body }) => takeNoticeStep(context, params.id, { step: 'reply', ...body }),
)
