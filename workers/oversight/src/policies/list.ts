import { ok } from '@tongban/kernel'
import { listPolicies } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { datedPolicySchema, POLICIES_TAG, POLICY_READERS, policyQuery } from './words.ts'

export const listSupervisionPolicies = endpoint(
  {
    method: 'get',
    path: '/v1/policies',
    summary: { zh: '督办政策', en: 'Policies of supervision' },
    description: {
      zh: '一个期限按其开始之日执行的政策督办：有事项政策的按事项，其次部门，再次本地区；都没有的按标准预设。',
      en: 'A clock goes by the policy of the day it began: that of its item, else of its department, else of the region; where there is none, the standard preset.',
    },
    tag: POLICIES_TAG,
    rights: POLICY_READERS,
    query: policyQuery,
    answer: {
      status: 200,
      description: { zh: '一页政策，最后开始的在前', en: 'a page of policies, those that begin last first' },
      schema: z.object({ policies: z.array(datedPolicySchema), cursor: z.string().nullable() }),
    },
    failures: [],
  },
  async ({ context, query }) => {
    const page = await listPolicies(context, query)
    return page.ok ? ok(page.value) : page
  },
)
