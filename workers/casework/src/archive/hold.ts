import { setLegalHold } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { caseNumberParam, reasonText, TAGS } from '../words.ts'
import { retentionSchema } from './schema.ts'

export const putLegalHold = endpoint(
  {
    method: 'put',
    path: '/v1/cases/{caseNumber}/legal-hold',
    summary: { zh: '暂缓销毁，或者解除', en: 'Hold back from erasure, or no longer' },
    tag: TAGS.evidence,
    rights: [{ role: 'auditor' }, { role: 'head' }],
    params: caseNumberParam,
    body: z.strictObject({ held: z.boolean(), reason: reasonText(1000) }),
    answer: {
      status: 200,
      description: { zh: '保管期限', en: 'how long it is kept' },
      schema: retentionSchema,
    },
    failures: ['notFound', 'stepNotPossible'],
  },
  async ({ context, params, body }) => setLegalHold(context, params.caseNumber, body),
)
