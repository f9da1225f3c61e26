import { listSealedDays } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { civilDate, civilDateInput, TAGS } from '../words.ts'
import { sealedDaySchema } from './schema.ts'

export const listEvidenceDays = endpoint(
  {
    method: 'get',
    path: '/v1/evidence/days',
    summary: { zh: '逐日封存的根与签名', en: 'Signed roots, day by day' },
    tag: TAGS.evidence,
    rights: ['anyone'],
    query: z.strictObject({
      after: civilDateInput.optional().meta({ description: '自该日之后 days after this one' }),
    }),
    answer: {
      status: 200,
      description: { zh: '按日期先后，不含个人信息', en: 'oldest first; nothing of it is about a person' },
      schema: z.object({ days: z.array(sealedDaySchema), next: civilDate.nullable() }),
    },
    failures: [],
  },
  async ({ context, query }) => listSealedDays(context, query.after),
)
