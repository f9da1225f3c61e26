import { takeNoticeStep } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { longText } from '../lists.ts'
import { NOTICE_ANSWER, NOTICE_REVIEWERS, NOTICES_TAG, noticeParams } from './words.ts'

export const closeNotice = endpoint(
  {
    method: 'post',
    path: '/v1/notices/{id}/close',
    summary: { zh: '事由消失，终结', en: 'Close a notice whose cause is gone' },
    tag: NOTICES_TAG,
    rights: NOTICE_REVIEWERS,
    params: noticeParams,
    body: z.strictObject({ reason: longText }),
    answer: NOTICE_ANSWER,
    failures: ['notFound', 'stepNotPossible', 'secondPersonNeeded'],
  },
  async ({ context, params, body }) =>
    takeNoticeStep(context, params.id, { step: 'close', text: body.reason }),
)
