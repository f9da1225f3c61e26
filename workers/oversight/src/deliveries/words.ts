import * as z from 'zod'
import { receiverSchema } from '../endpoints/words.ts'

/** Heading of the API document, and what answers about deliveries hold. */
export const DELIVERIES_TAG = { zh: '投递', en: 'Deliveries' } as const

const instant = z.int().nullable().meta({ description: 'epoch milliseconds, UTC' })

export const deliverySchema = z
  .object({
    id: z.string(),
    kind: z.string(),
    state: z.string(),
    channel: z.string().nullable(),
    endpoint: z.string().nullable(),
    receiver: receiverSchema.nullable(),
    caseNumber: z.string().nullable(),
    message: z.string().nullable(),
    attempts: z.int(),
    reason: z.string().nullable(),
    createdAt: z.int(),
    sentAt: instant,
    endedAt: instant,
    providerId: z.string().nullable(),
    replays: z.int(),
  })
  .meta({ id: 'MessageDelivery' })

export const uuidParams = z.strictObject({
  id: z
    .string()
    .regex(/^[0-9A-Za-z-]{1,64}$/)
    .meta({ example: '019a0b2c-0000-7000-8000-000000000001' }),
})
