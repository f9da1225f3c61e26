import { anyJson } from '@tongban/kernel/parse'
import { tryPublished } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { civilDate, civilDateInput, itemCodeParam, said, TAGS } from '../words.ts'

const row = said.extend({ rule: z.string(), situation: said, basis: z.string() })

export const tryRules = endpoint(
  {
    method: 'post',
    path: '/v1/items/{code}/rules/try',
    summary: { zh: '试算公布的规则：不保存任何内容', en: 'Try the published rules; nothing is stored' },
    description: {
      zh: '对所给的事实按现行规则试算。没有给出的事实视为未知，转人工。不查询任何登记，不构成承诺；请勿填写真实号码。',
      en: 'Evaluates the rules in force over the facts given. What is not given is unknown and refers to a person. No register is asked and nothing is promised; never send a real number.',
    },
    tag: TAGS.rulebook,
    rights: ['anyone'],
    params: itemCodeParam,
    body: z
      .strictObject({
        facts: z.record(z.string().max(64), anyJson),
        on: civilDateInput.optional().meta({ description: '收件日 day of receipt; today when absent' }),
      })
      .meta({ id: 'RulesTrial' }),
    answer: {
      status: 200,
      description: { zh: '规则的答复与逐行结果', en: 'what the rules say, row by row' },
      schema: z
        .object({
          version: z.int(),
          effectiveOn: civilDate,
          hash: z.string(),
          on: civilDate,
          stopped: z.boolean(),
          outcome: said.extend({ code: z.string() }),
          held: z.array(
            said.extend({
              rule: z.string(),
              route: z.string(),
              code: z.string().nullable(),
              basis: z.string(),
              cure: said.nullable(),
              dates: z.record(z.string(), z.string()),
            }),
          ),
          notHeld: z.array(row),
          unsure: z.array(row),
          result: z.record(z.string(), z.unknown()).nullable(),
          granted: said.nullable(),
          wouldHaveChanged: said.nullable(),
          trace: z
            .record(z.string(), z.array(z.union([z.literal(true), z.int(), z.array(z.string())])))
            .meta({
              description:
                '各表各行：true 成立，数字为首个不成立的列，列表为未知的事实 by table and row: true held, a number the first column that failed, a list what was unknown',
            }),
          unknown: z.array(z.string()),
        })
        .meta({ id: 'RulesTried' }),
    },
    failures: ['notFound', 'itemNotInForce', 'noRulesInForce'],
  },
  async ({ context, params, body }) => tryPublished(context, params.code, body),
)
