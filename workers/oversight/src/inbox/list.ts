import { listInbox } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { INBOX_READERS, INBOX_TAG, inboxEntrySchema } from './words.ts'

export const listInboxMessages = endpoint(
  {
    method: 'get',
    path: '/v1/inbox',
    summary: { zh: '我的督办消息', en: 'My messages of supervision' },
    description: {
      zh: '本人的，以及按角色本部门负责人、本部门岗位、监察机构的；每次送达每个接收人一条。',
      en: 'One’s own, and by role those of the head of the department, of its posts, and of the supervising body; one message a receiver at a time.',
    },
    tag: INBOX_TAG,
    rights: INBOX_READERS,
    query: z.strictObject({
      unread: z.enum(['true', 'false']).default('false'),
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    answer: {
      status: 200,
      description: {
        zh: '一页消息，新的在前，并附未读数',
        en: 'a page, the newest first, with how many are unread',
      },
      schema: z.object({
        asOf: z.int(),
        unread: z.int(),
        messages: z.array(inboxEntrySchema),
        cursor: z.string().nullable(),
      }),
    },
    failures: [],
  },
  async ({ context, query }) => listInbox(context, { ...query, unread: query.unread === 'true' }),
)
