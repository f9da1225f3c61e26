import { anyJson } from '@tongban/kernel/parse'
import { civilDateInput } from '@tongban/kernel/words'
import { draftRules, ruleSummarySchema } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'

const draftSchema = z
  .strictObject({
    itemCode: z.string().max(64),
    effectiveOn: civilDateInput,
    dmn: z.string().min(1).max(900_000),
    parameters: z.record(z.string().max(64), anyJson).optional(),
    note: z.string().max(500),
  })
  .meta({ id: 'RuleDraft' })

export const draftVersion = endpoint(
  {
    method: 'post',
    path: '/v1/rules',
    summary: { zh: '起草规则版本', en: 'Draft a rule version' },
    description: {
      zh: '编译 DMN；超出所支持语言的内容按表与单元格逐项退回。',
      en: 'Compiles the DMN; what lies outside the supported language is refused by table and cell.',
    },
    tag: TAGS.publication,
    rights: [{ role: 'publisher' }],
    body: draftSchema,
    answer: { status: 201, description: { zh: '草案', en: 'the draft' }, schema: ruleSummarySchema },
    failures: ['notFound', 'itemNotInForce', 'rulesRefused', 'stillRunning'],
  },
  async ({ context, body }) => draftRules(context, body),
)
