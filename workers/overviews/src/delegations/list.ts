import { ok } from '@tongban/kernel'
import { LIST_READERS, listDelegations } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { civilDateInput, departmentQuery, TAGS } from '../words.ts'
import { delegationSchema } from './schema.ts'

export const listDepartmentDelegations = endpoint(
  {
    method: 'get',
    path: '/v1/delegations',
    summary: { zh: '部门内的委托代签', en: 'Who stands in for whom in a department' },
    tag: TAGS.delegations,
    rights: LIST_READERS,
    query: z.strictObject({
      department: departmentQuery,
      since: civilDateInput
        .optional()
        .meta({ description: '含此日起已结束的 those that ended on this day or later; today when absent' }),
    }),
    answer: {
      status: 200,
      description: { zh: '先到期的在前', en: 'the first to end first' },
      schema: z.object({ delegations: z.array(delegationSchema) }),
    },
    failures: [],
  },
  async ({ context, query }) => {
    const delegations = await listDelegations(context, query)
    return delegations.ok ? ok({ delegations: delegations.value }) : delegations
  },
)
