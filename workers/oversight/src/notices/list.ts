import { nextPage } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { listNotices, ORDER_READERS } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { NOTICES_TAG, noticeQuery, noticesSchema } from './words.ts'

export const listNoticesOf = endpoint(
  {
    method: 'get',
    path: '/v1/notices',
    summary: { zh: '提醒、催办、督办和通报', en: 'Reminders, urgings, supervision notices, bulletin lines' },
    description: {
      zh: '最近的在前。监察员和审计员看全部，其他工作人员看本部门。',
      en: 'The latest first. Supervision sees all, others their own department.',
    },
    tag: NOTICES_TAG,
    rights: ORDER_READERS,
    query: noticeQuery,
    answer: { status: 200, description: { zh: '一页文书', en: 'a page of notices' }, schema: noticesSchema },
    failures: [],
  },
  async ({ context, query }) => {
    const page = await listNotices(context, query)
    if (!page.ok) return page
    const { cursor, ...shown } = page.value
    return ok({ ...shown, next: nextPage('/supervision/v1/notices', query, cursor) })
  },
)
