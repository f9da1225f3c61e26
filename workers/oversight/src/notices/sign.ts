import { NOTICE_ANSWERERS, takeNoticeStep } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { NOTICE_ANSWER, NOTICES_TAG, noticeParams } from './words.ts'

export const signNotice = endpoint(
  {
    method: 'post',
    path: '/v1/notices/{id}/sign',
    summary: { zh: '签收', en: 'Sign for a notice' },
    tag: NOTICES_TAG,
    rights: NOTICE_ANSWERERS,
    params: noticeParams,
    answer: NOTICE_ANSWER,
    failures: ['notFound', 'stepNotPossible'],
  },
  async ({ context, params }) => takeNoticeStep(context, params.id, { step: 'sign' }),
)
