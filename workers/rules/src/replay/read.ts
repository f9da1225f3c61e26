import { said } from '@tongban/kernel/parse'
import { civilDate } from '@tongban/kernel/words'
import { replayDecisions } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'

const named = z.object({ caseNumber: z.string(), seq: z.int() })

const replaySchema = z
  .object({
    cursor: z
      .string()
      .nullable()
      .meta({ description: '下一页从何处开始，没有则为 null where the next page begins' }),
    decisions: z.int(),
    equal: z.int(),
    erased: z.array(named.extend({ erasedOn: civilDate })),
    different: z.array(
      named.extend({
        what: z.string().meta({
          description: '不一致之处 what differs: record, event, rules, or the part of the decision',
        }),
      }),
    ),
  })
  .meta({ id: 'Replay' })

export const replayStored = endpoint(
  {
    method: 'get',
    path: '/v1/replay',
    summary: { zh: '重放全部自动决定', en: 'Replay all stored decisions' },
    description: {
      zh: '按当时的记录和规则重新决定，逐位比对；每次一页。',
      en: 'Decides again from the record and the rules of then and compares bit for bit, a page at a time.',
    },
    tag: TAGS.replay,
    rights: [{ role: 'auditor' }],
    query: z.strictObject({
      cursor: z
        .string()
        .regex(/^\d{1,15}$/, {
          error: said('请使用上一页给出的 cursor。', 'Take the cursor of the last page.'),
        })
        .optional(),
    }),
    answer: { status: 200, description: { zh: '一页的比对结果', en: 'one page' }, schema: replaySchema },
    failures: [],
  },
  async ({ context, query }) => replayDecisions(context, query),
)
