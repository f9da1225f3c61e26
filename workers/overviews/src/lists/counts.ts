import { ok } from '@tongban/kernel'
import { countLists, LIST_READERS } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { departmentQuery, TAGS } from '../words.ts'
import { LIST_PATH } from './page.ts'
import { countsSchema } from './schema.ts'

export const countDepartmentLists = endpoint(
  {
    method: 'get',
    path: '/v1/lists',
    summary: { zh: '各列表及件数', en: 'The lists, and how many cases are in each' },
    tag: TAGS.lists,
    rights: LIST_READERS,
    query: z.strictObject({ department: departmentQuery }),
    answer: {
      status: 200,
      description: { zh: '件数数到 1000 为止', en: 'counting ends at 1000' },
      schema: countsSchema,
    },
    failures: [],
  },
  async ({ context, query }) => {
    const counted = await countLists(context, query.department)
    if (!counted.ok) return counted
    const { department, asOf, lists } = counted.value
    const hrefOf = (list: string) => `${LIST_PATH}?${new URLSearchParams({ list, department })}`
    return ok({ department, asOf, lists: lists.map((each) => ({ ...each, href: hrefOf(each.code) })) })
  },
)
