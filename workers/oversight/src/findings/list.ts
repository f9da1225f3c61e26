import { nextPage } from '@tongban/http'
import { ok } from '@tongban/kernel'
import { listFindings } from '@tongban/services'
import { endpoint } from '../endpoint.ts'
import { FINDING_READERS, FINDINGS_TAG, findingQuery, findingsSchema } from './words.ts'

export const listFindingsOf = endpoint(
  {
    method: 'get',
    path: '/v1/findings',
    summary: { zh: '监察发现', en: 'Findings of supervision' },
    description: {
      zh: '最近的在前。监察员和审计员看全部，其他工作人员看本部门。',
      en: 'The latest first. Supervision sees all, others their own department.',
    },
    tag: FINDINGS_TAG,
    rights: FINDING_READERS,
    query: findingQuery,
    answer: {
      status: 200,
      description: { zh: '一页监察发现', en: 'a page of findings' },
      schema: findingsSchema,
    },
    failures: [],
  },
  async ({ context, query }) => {
    const page = await listFindings(context, query)
    if (!page.ok) return page
    const { cursor, ...shown } = page.value
    return ok({ ...shown, next: nextPage('/supervision/v1/findings', query, cursor) })
  },
)
