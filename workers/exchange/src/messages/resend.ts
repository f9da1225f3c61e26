import { deliveryProofSchema } from '@tongban/exchange/wire'
import { anyJson, said } from '@tongban/kernel/parse'
import { resendMessages } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'

export const resendCaseMessages = endpoint(
  {
    method: 'get',
    path: '/cx/1/cases/{caseNumber}/messages',
    summary: { zh: '补取消息', en: 'Messages of a case, again' },
    description: {
      zh: 'sentBy=you：本地区发出的；sentBy=me：请求方自己发出、可能因恢复旧库而遗失的，个人信息重新密封给请求方。没有共同办件时与办件不存在同样答复。',
      en: 'With sentBy=you those this region has sent, with sentBy=me those the asker has sent and may have lost, what is personal in them sealed anew. A case that is not shared is answered like one that does not exist.',
    },
    tag: TAGS.messages,
    rights: ['partner'],
    signed: { limitBytes: 0 },
    params: z.strictObject({
      caseNumber: z.string().regex(/^[0-9A-Z.]{20,128}$/, {
        error: said('应为办件编号或者证照标识。', 'Must be a case number, or the identifier of a licence.'),
      }),
    }),
    query: z.strictObject({
      sentBy: z.enum(['you', 'me']),
      after: z.coerce.number().int().min(0).max(1_000_000).default(0),
    }),
    answer: {
      status: 200,
      description: { zh: '序号大于 after 的消息', en: 'messages above the number' },
      schema: z
        .object({
          messages: z.array(anyJson),
          contents: z
            .record(z.string(), z.string())
            .meta({ description: 'JWE of what is personal, by message id; with sentBy=me alone' }),
          deliveries: z
            .array(deliveryProofSchema)
            .meta({ description: 'the signed requests and receipts that prove them' }),
          next: z.int().nullable().meta({ description: 'ask again above it; null: no more' }),
        })
        .meta({ id: 'CxMessages' }),
    },
    failures: ['notFound'],
  },
  async ({ context, params, query }) => resendMessages(context, { ...params, ...query }),
)
