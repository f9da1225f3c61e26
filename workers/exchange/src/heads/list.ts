import { listHeads } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'

const head = z.object({ seq: z.int(), digest: z.string() })

export const listCaseHeads = endpoint(
  {
    method: 'get',
    path: '/cx/1/heads',
    summary: { zh: '共同办件的消息链头', en: 'Heads of the shared cases' },
    description: {
      zh: '未办结和三十日内有变动的共同办件：本地区最后发出和最后办理的消息序号与摘要。双方每日比对。',
      en: 'Of the shared cases that are open or changed within thirty days: number and digest of the last message sent from here and of the last one taken in here. Both sides compare them daily.',
    },
    tag: TAGS.messages,
    rights: ['partner'],
    signed: { limitBytes: 0 },
    query: z.strictObject({ after: z.string().max(128).default('') }),
    answer: {
      status: 200,
      description: { zh: '一页链头', en: 'a page of heads' },
      schema: z
        .object({
          heads: z.array(z.object({ case: z.string(), sent: head, received: head })),
          next: z.string().nullable().meta({ description: 'ask again after it; null: no more' }),
        })
        .meta({ id: 'CxHeads' }),
    },
    failures: [],
  },
  async ({ context, query }) => listHeads(context, query.after),
)
