import { ok } from '@tongban/kernel'
import { listRules, namedParameterSchema, regionParameters, ruleSummarySchema } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { RULE_READERS } from './readers.ts'

export const listVersions = endpoint(
  {
    method: 'get',
    path: '/v1/rules',
    summary: { zh: '规则版本', en: 'Rule versions' },
    tag: TAGS.publication,
    rights: RULE_READERS,
    answer: {
      status: 200,
      description: { zh: '最近的版本在前', en: 'newest first' },
      schema: z.object({
        rules: z.array(ruleSummarySchema),
        parameters: z
          .array(z.object({ itemCode: z.string(), parameters: z.array(namedParameterSchema) }))
          .meta({
            description:
              '各事项由本地区设定的数值，草案未另行写明的照此 what this region sets for each item; a draft that says nothing else has these',
          }),
      }),
    },
    failures: [],
  },
  async ({ context }) => {
    const rules = await listRules(context)
    return rules.ok ? ok({ rules: rules.value, parameters: regionParameters(context) }) : rules
  },
)
