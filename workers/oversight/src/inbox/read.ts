import { markInboxMessageRead, readInboxMessage } from '@tongban/services'
import { uuidParams } from '../deliveries/words.ts'
import { endpoint } from '../endpoint.ts'
import { INBOX_READERS, INBOX_TAG, inboxEntrySchema, inboxMessageSchema } from './words.ts'

export const readMessageOfInbox = endpoint(
  {
    method: 'get',
    path: '/v1/inbox/{id}',
    summary: { zh: '一条督办消息', en: 'One message' },
    tag: INBOX_TAG,
    rights: INBOX_READERS,
    params: uuidParams,
    answer: {
      status: 200,
      description: {
        zh: '逐条列出，最严重的在前，注明截至时间',
        en: 'its lines, the worst first, as of an instant',
      },
      schema: inboxMessageSchema,
    },
    failures: ['notFound'],
  },
  async ({ context, params }) => readInboxMessage(context, params.id),
)

export const markMessageOfInbox = endpoint(
  {
    method: 'post',
    path: '/v1/inbox/{id}/read',
    summary: { zh: '标为已读', en: 'Mark a message read' },
    description: { zh: '不等于签收其中的通知书。', en: 'This is no receipt of any notice in it.' },
    tag: INBOX_TAG,
    rights: INBOX_READERS,
    params: uuidParams,
    answer: { status: 200, description: { zh: '已读', en: 'read' }, schema: inboxEntrySchema },
    failures: ['notFound', 'stillRunning'],
  },
  async ({ context, params }) => markInboxMessageRead(context, params.id),
)
