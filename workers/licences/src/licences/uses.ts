import { readUses } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { licenceParam, useViewSchema } from './schema.ts'

export const listLicenceUses = endpoint(
  {
    method: 'get',
    path: '/v1/licences/{identifier}/uses',
    summary: { zh: '用证记录', en: 'Who used a licence' },
    description: {
      zh: '何时、由谁、为何、用了哪些项目；持证人和审计员可逐页查到全部。持证人看到工作人员的部门和岗位，审计员还看到以何角色用证和化名。',
      en: 'When, by whom, what for and which claims, page by page to the first, for its holder and auditors. Of officials holders see department and post, auditors their roles and pseudonym too.',
    },
    tag: TAGS.licences,
    rights: ['holder', { role: 'auditor' }],
    params: licenceParam,
    query: z.strictObject({
      cursor: z.string().max(160).optional().meta({ description: '翻页标记 cursor of an answer' }),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    answer: {
      status: 200,
      description: { zh: '最近的在前', en: 'the newest first' },
      schema: z.object({ uses: z.array(useViewSchema), cursor: z.string().nullable() }),
    },
    failures: ['erased', 'notFound'],
  },
  async ({ context, params, query }) => readUses(context, params.identifier, query),
)
