import { ORDER_READERS, readNotice } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { NOTICES_TAG, noticeParams, noticeSchema } from './words.ts'

export const readOneNotice = endpoint(
  {
    method: 'get',
    path: '/v1/notices/{id}',
    summary: { zh: '督办文书', en: 'A notice of supervision' },
    description: {
      zh: '正文、签收、回复和审核；只有本部门和监察能看到。',
      en: 'Its text, receipt, replies and review; for the department and for supervision.',
    },
    tag: NOTICES_TAG,
    rights: ORDER_READERS,
    params: noticeParams,
    answer: { status: 200, description: { zh: '该文书', en: 'the notice' }, schema: noticeSchema },
    failures: ['notFound'],
  },
  async ({ context, params }) => readNotice(context, params.id),
)
