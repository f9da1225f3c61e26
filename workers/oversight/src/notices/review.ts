import { civilDateInput } from '@tongban/kernel/words'
import { takeNoticeStep } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { longText } from '../lists.ts'
import { NOTICE_ANSWER, NOTICE_REVIEWERS, NOTICES_TAG, noticeParams } from './words.ts'

export const reviewReplyToNotice = endpoint(
  {
    method: 'post',
    path: '/v1/notices/{id}/review',
    summary: { zh: '审核回复', en: 'Review a reply' },
    description: {
      zh: '通过则办结；退回须写明理由和重新回复的最后一日。作出回复的人不能审核。',
      en: 'Accepted, it is closed; returned, with the reason and the last day for another reply. Not by whoever replied.',
    },
    tag: NOTICES_TAG,
    rights: NOTICE_REVIEWERS,
    params: noticeParams,
    body: z
      .discriminatedUnion('outcome', [
        z.strictObject({ outcome: z.literal('accept'), text: longText.nullable().default(null) }),
        z.strictObject({ outcome: z.literal('return'), text: longText, replyOn: civilDateInput }),
      ])
      .meta({ id: 'NoticeReview' }),
    answer: NOTICE_ANSWER,
    failures: ['notFound', 'stepNotPossible', 'secondPersonNeeded'],
  },
  async ({ context, params, body: { outcome, ...words } }) =>
    takeNoticeStep(
      context,
      params.id,
      'replyOn' in words ? { step: 'return', ...words } : { step: 'accept', text: words.text },
    ),
)
