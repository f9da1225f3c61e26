import { said } from '@tongban/kernel/parse'
import { readReportCases } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { RULE_READERS } from '../rules/readers.ts'
import { ruleIdParam, TAGS } from '../words.ts'
import { reportCasesSchema } from './schema.ts'

export const readVersionCases = endpoint(
  {
    method: 'get',
    path: '/v1/rules/{id}/report/cases',
    summary: { zh: '会有不同结果的既往办件', en: 'Past cases that would come out differently' },
    tag: TAGS.publication,
    rights: RULE_READERS,
    params: ruleIdParam,
    query: z.strictObject({
      page: z
        .string()
        .regex(/^[1-9]\d{0,6}$/, { error: said('应为页码，如 1。', 'Must be a page number, such as 1.') })
        .optional(),
      results: z
        .enum(['true', 'false'], { error: said('应为 true 或 false。', 'Must be true or false.') })
        .optional()
        .meta({
          description:
            'false：不含两边各自批准的内容（result 为 null），缺省为 true without what either side grants: result is null',
        }),
    }),
    answer: { status: 200, description: { zh: '一页办件', en: 'one page' }, schema: reportCasesSchema },
    failures: ['notFound'],
  },
  async ({ context, params, query }) =>
    readReportCases(context, params.id, Number(query.page ?? 1), query.results !== 'false'),
)
