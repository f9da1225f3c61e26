import { listLicences } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'
import { partnerLicenceSchema, summarySchema } from './schema.ts'

export const listMyLicences = endpoint(
  {
    method: 'get',
    path: '/v1/licences',
    summary: { zh: '我的证照', en: 'My licences' },
    tag: TAGS.licences,
    rights: ['applicant'],
    query: z.strictObject({
      cursor: z.string().max(140).optional().meta({ description: '翻页标记 cursor of an answer' }),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    answer: {
      status: 200,
      description: { zh: '新签发的在前', en: 'the newest first' },
      schema: z.object({
        licences: z.array(summarySchema),
        fromPartners: z.array(partnerLicenceSchema).meta({
          description: '其他地区签发的，仅第一页 issued by other regions; with the first page alone',
        }),
        cursor: z.string().nullable(),
      }),
    },
    failures: [],
  },
  async ({ context, query }) => listLicences(context, query),
)
