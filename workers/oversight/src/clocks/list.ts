import { nextPage } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { LIST_READERS, listClocks } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { CLOCKS_TAG, clockQuery, clocksSchema } from './words.ts'

export const listWatchedClocks = endpoint(
  {
    method: 'get',
    path: '/v1/clocks',
    summary: { zh: '监察时限', en: 'Watched clocks' },
    description: {
      zh: '逾期最久的在前。监察员和审计员看全部，其他工作人员看本部门。不含申请人信息。',
      en: 'What is longest overdue first. Supervision sees all, others their own department. Nothing of an applicant.',
    },
    tag: CLOCKS_TAG,
    rights: LIST_READERS,
    query: clockQuery,
    answer: { status: 200, description: { zh: '一页时限', en: 'a page of clocks' }, schema: clocksSchema },
    failures: [],
  },
  async ({ context, query }) => {
    const page = await listClocks(context, query)
    if (!page.ok) return page
    const { cursor, ...shown } = page.value
    return ok({ ...shown, next: nextPage('/supervision/v1/clocks', query, cursor) })
  },
)
