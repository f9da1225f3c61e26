import { listLicenceTransfers } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { transferSchema } from './schema.ts'

export const listTransfers = endpoint(
  {
    method: 'get',
    prefix: '/exchange',
    path: '/v1/transfers',
    summary: { zh: '证照转出、转入一览', en: 'Licences on their way between regions' },
    description: {
      zh: '本部门办理的；监察、审计和政府负责人可见全部。不含持证人信息。',
      en: 'Those of one’s own department; all of them for those who watch. Without their holders.',
    },
    tag: TAGS.transfers,
    rights: [
      { role: 'handler' },
      { role: 'chief' },
      { role: 'head' },
      { role: 'governmentHead' },
      { role: 'supervisor' },
      { role: 'auditor' },
    ],
    query: z.strictObject({
      direction: z.enum(['in', 'out']).default('in'),
      state: z.enum(['offered', 'withdrawing', 'taken', 'declined', 'withdrawn']).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
      cursor: z.string().max(200).optional(),
    }),
    answer: {
      status: 200,
      description: { zh: '先提出的在前', en: 'the oldest first' },
      schema: z
        .object({ transfers: z.array(transferSchema), cursor: z.string().nullable() })
        .meta({ id: 'LicenceTransfers' }),
    },
    failures: [],
  },
  async ({ context, query }) => listLicenceTransfers(context, query),
)
