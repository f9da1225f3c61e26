import { nextPage } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { LIST_READERS, listCases } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { listQuery, listSchema } from './schema.ts'

export const LIST_PATH = '/approvals/v1/cases'

export const listDepartmentCases = endpoint(
  {
    method: 'get',
    path: '/v1/cases',
    summary: { zh: '工作人员的办件列表', en: 'Lists of cases for officials' },
    description: {
      zh: '各列表按期限或收件先后排列；行内为最后一次办理时的投影，打开办件时重新推算。列表不含申请人信息。',
      en: 'Each list in order of its limit or of receipt. A row is what was projected with the last event; opening the case derives it anew. A list holds nothing of the applicant.',
    },
    tag: TAGS.lists,
    rights: LIST_READERS,
    query: listQuery,
    answer: { status: 200, description: { zh: '一页办件', en: 'a page of cases' }, schema: listSchema },
    failures: [],
  },
  async ({ context, query }) => {
    const page = await listCases(context, query)
    if (!page.ok) return page
    const { cursor, ...shown } = page.value
    return ok({ ...shown, next: nextPage(LIST_PATH, query, cursor) })
  },
)
