import { anyJson } from '@tongban/kernel/parse'
import { readAudit } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { civilDate, epochMs, said, TAGS } from '../words.ts'
import { AUDITORS, auditParam } from './words.ts'

const fact = said.extend({
  name: z.string(),
  value: said,
  given: anyJson.meta({ description: '值；敏感的为 null the value; null where it is masked' }),
  status: said.extend({ code: z.string() }),
  source: z.string(),
  sourceName: said,
  sourceAt: epochMs.nullable(),
  fetchedAt: epochMs,
})

export const readDrawn = endpoint(
  {
    method: 'get',
    path: '/v1/audits/{id}',
    summary: { zh: '抽查件（不显示系统的结论）', en: 'A drawn decision without the machine’s answer' },
    tag: TAGS.audits,
    rights: AUDITORS,
    params: auditParam,
    answer: {
      status: 200,
      description: { zh: '系统当时所用的全部事实', en: 'every fact the machine had' },
      schema: z.object({
        id: z.uuid(),
        item: said.extend({ code: z.string(), version: z.int() }),
        condition: said,
        rules: z.string(),
        receivedOn: civilDate,
        facts: z.array(fact),
        resultFields: z.array(said.extend({ name: z.string() })),
        state: z.string(),
      }),
    },
    failures: ['notFound'],
  },
  async ({ context, params }) => readAudit(context, params.id),
)
