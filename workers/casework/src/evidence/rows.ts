import { listEvidenceRows, READABLE_KINDS } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS, wholeNumber } from '../words.ts'

export const listRowsForAudit = endpoint(
  {
    method: 'get',
    path: '/v1/evidence/rows/{kind}',
    summary: { zh: '供审计重算的记录', en: 'Records to recompute the evidence from' },
    tag: TAGS.evidence,
    rights: [{ role: 'auditor' }],
    params: z.strictObject({ kind: z.enum(READABLE_KINDS) }),
    query: z.strictObject({ after: wholeNumber.default(0) }),
    answer: {
      status: 200,
      description: {
        zh: '按写入先后，不含任何加密内容',
        en: 'in the order of writing, without anything that is encrypted',
      },
      schema: z.object({
        rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
        next: z.int().nullable(),
      }),
    },
    failures: [],
  },
  async ({ context, params, query }) => listEvidenceRows(context, params.kind, query.after),
)
