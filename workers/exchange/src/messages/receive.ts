import { LIMITS } from '@tongban/exchange/wire'
import { ok } from '@tongban/kernel'
import { anyJson, said } from '@tongban/kernel/parse'
import { receiveDelivery } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { TAGS } from '../words.ts'

const NOTHING = said('至少包含一条消息或者一份业务回执。', 'Must hold at least one message or one verdict.')

const deliverySchema = z
  .strictObject({
    manifest: z
      .array(z.tuple([z.string().max(64), z.string().regex(/^[0-9a-f]{64}$/)]))
      .max(LIMITS.messagesPerDelivery),
    messages: z.array(anyJson).max(LIMITS.messagesPerDelivery),
    verdicts: z.array(z.string().max(16_384)).max(LIMITS.verdictsPerDelivery).default([]),
  })
  .refine(({ messages, verdicts }) => messages.length + verdicts.length > 0, { error: NOTHING })
  .meta({ id: 'CxDelivery' })

const receiptSchema = z
  .object({
    receipt: z.string().meta({ description: 'SET (RFC 8417), event urn:tongban:cx:1:stored' }),
    dispositions: z.array(
      z.object({
        id: z.string(),
        state: z.enum(['stored', 'repeated', 'refused']),
        code: z.string().optional(),
        detail: z.string().optional(),
      }),
    ),
    verdicts: z
      .array(z.object({ state: z.enum(['stored', 'refused']), reason: z.string().optional() }))
      .meta({ description: 'of each verdict, in its order; refused for `key` or `ahead`: tell it again' }),
  })
  .meta({ id: 'CxDeliveryReceipt' })

export const receiveMessages = endpoint(
  {
    method: 'post',
    path: '/cx/1/messages',
    summary: { zh: '收存消息', en: 'Take a delivery' },
    description: {
      zh: '一次至多 50 条消息和 50 份业务回执。收存后才给回执；重复送达的再次给回执；个别消息被拒收不影响其他消息。',
      en: 'At most fifty messages and fifty verdicts. The receipt is given after they are stored, and again for what comes again; a message that is refused holds up none of the others.',
    },
    tag: TAGS.messages,
    rights: ['partner'],
    signed: { limitBytes: LIMITS.bodyBytes },
    body: deliverySchema,
    answer: {
      status: 200,
      description: { zh: '回执和每条消息的处理', en: 'the receipt, and what became of each message' },
      schema: receiptSchema,
    },
    failures: ['noAgreement'],
  },
  async ({ context, signed, body }) => {
    const received = await receiveDelivery(context, signed, body)
    return received.ok ? ok(received.value) : received
  },
)
