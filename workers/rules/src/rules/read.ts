import { namedParameterSchema, readRules, ruleVersionSchema } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { epochMs, ruleIdParam, said, switchSchema, TAGS } from '../words.ts'
import { RULE_READERS } from './readers.ts'

const versionSchema = ruleVersionSchema
  .extend({
    switch: switchSchema.nullable(),
    submittedAt: epochMs.nullable(),
    named: z
      .array(namedParameterSchema)
      .meta({ description: '本地区设定的数值（文字） what the region sets, in words' }),
    explainedBy: z
      .array(z.string())
      .meta({ description: '说明过差异的人，不能审批 who explained a difference and cannot approve' }),
    missing: z
      .array(said.extend({ pointer: z.string() }))
      .meta({ description: '公布前还缺什么 what is missing before publication' }),
  })
  .meta({ id: 'RuleVersionAtHand' })

export const readVersion = endpoint(
  {
    method: 'get',
    path: '/v1/rules/{id}',
    summary: { zh: '一个规则版本', en: 'One rule version' },
    tag: TAGS.publication,
    rights: RULE_READERS,
    params: ruleIdParam,
    answer: { status: 200, description: { zh: '规则版本', en: 'the version' }, schema: versionSchema },
    failures: ['notFound'],
  },
  async ({ context, params }) => readRules(context, params.id),
)
