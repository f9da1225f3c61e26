import { auditRates } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { itemCodeParam, TAGS } from '../words.ts'

const count = z.object({ judged: z.int(), disagreed: z.int() })

export const readAuditRates = endpoint(
  {
    method: 'get',
    path: '/v1/items/{code}/audit',
    summary: { zh: '抽查不一致率', en: 'How often the audit sample disagrees' },
    tag: TAGS.audits,
    rights: [{ role: 'auditor' }, { role: 'supervisor' }, { role: 'publisher' }],
    params: itemCodeParam,
    answer: {
      status: 200,
      description: { zh: '按规则版本', en: 'by rule version' },
      schema: z
        .object({
          itemCode: z.string(),
          stopped: z.boolean(),
          policy: z.object({
            share: z.number(),
            newVersionShare: z.number(),
            newVersionDays: z.int(),
            controlShare: z.number(),
            disagreementLimit: z.number(),
            atLeast: z.int(),
          }),
          versions: z.array(
            count.extend({
              ruleId: z.uuid(),
              version: z.int(),
              kind: z.string().meta({ description: 'approval, control' }),
              drawn: z.int(),
              waiting: z.int(),
              rate: z.number().nullable(),
              sinceTurned: count,
            }),
          ),
        })
        .meta({ id: 'AuditRates' }),
    },
    failures: ['notFound'],
  },
  async ({ context, params }) => auditRates(context, params.code),
)
