import { anyJson } from '@tongban/kernel/parse'
import { readRulebookPage } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { civilDate, epochMs, itemCodeParam, TAGS, versionQuery } from '../words.ts'

const row = z.object({
  rule: z.string(),
  said: z.string(),
  conditions: z.array(z.string()),
  leads: z.string(),
  gives: z.string(),
  cure: z.string(),
  basis: z.string(),
  cells: z.array(z.string()),
})

const pageSchema = z
  .object({
    code: z.string(),
    item: z.string(),
    department: z.string(),
    version: z.int(),
    effectiveOn: civilDate,
    approvedAt: epochMs.nullable(),
    hash: z.string(),
    note: z.string(),
    stopped: z.boolean(),
    versions: z.array(
      z.object({ version: z.int(), effectiveOn: civilDate, hash: z.string(), note: z.string() }),
    ),
    tables: z.array(
      z.object({
        name: z.string(),
        title: z.string(),
        policy: z.string(),
        columns: z.array(z.string()),
        rows: z.array(row),
      }),
    ),
    parameters: z.array(z.object({ name: z.string(), value: z.string() })),
    always: z.array(z.string()),
    sources: z.array(z.object({ name: z.string(), facts: z.array(z.string()) })),
    expressions: z.array(z.object({ label: z.string(), name: z.string(), text: z.string() })),
    facts: z
      .array(
        z.object({
          name: z.string(),
          label: z.string(),
          source: z.string(),
          type: z.enum(['string', 'number', 'boolean', 'date', 'list']),
          about: z.enum(['applicant', 'matter']),
          values: z.array(z.object({ value: anyJson, label: z.string() })),
          nullable: z.boolean(),
          usual: z
            .union([z.object({ value: anyJson }), z.object({ sameAs: z.string() })])
            .nullable()
            .meta({
              description:
                '本人申请的一般情形：值，或与另一项事实相同 the plain case of applying for oneself: a value, or what another fact says',
            }),
        }),
      )
      .meta({ description: '试算可以给出的事实 what may be stated to try the rules' }),
  })
  .meta({ id: 'RulebookPage' })

export const readRulesInWords = endpoint(
  {
    method: 'get',
    path: '/v1/items/{code}/rules/words',
    summary: { zh: '公布的规则（逐行文字与表）', en: 'Published rules, each row as a sentence and as cells' },
    tag: TAGS.rulebook,
    rights: ['anyone'],
    params: itemCodeParam,
    query: versionQuery,
    answer: {
      status: 200,
      description: { zh: '按 Accept-Language 的文字', en: 'in the language of Accept-Language' },
      schema: pageSchema,
    },
    failures: ['notFound', 'itemNotInForce', 'noRulesInForce'],
  },
  async ({ context, params, query, language }) => readRulebookPage(context, params.code, query, language),
)
