import { ROLES, type Role } from '@tongban/kernel'
import * as z from 'zod'
import { receiverSchema } from '../endpoints/words.ts'

/** Heading of the API document, who has messages, and what answers about them hold. */
export const INBOX_TAG = { zh: '消息', en: 'Messages' } as const

const isRole = (name: string): name is Role => Object.hasOwn(ROLES, name)
/** Anybody of the staff may be charged with a case, and so be spoken to. */
export const INBOX_READERS = [
  { role: 'handler' },
  ...Object.keys(ROLES)
    .filter(isRole)
    .filter((role) => role !== 'handler')
    .map((role) => ({ role })),
] as const

const coded = z.object({ code: z.string(), zh: z.string(), en: z.string() })
const stage = coded.extend({ form: z.string() })
const instant = z.int().nullable().meta({ description: 'epoch milliseconds, UTC' })

const entryFields = {
  id: z.string(),
  receiver: receiverSchema,
  counts: z.array(stage.extend({ count: z.int() })),
  lines: z.int(),
  earliestAt: z
    .int()
    .meta({ description: '最早一条应送达的时刻 when the earliest of them was in truth due' }),
  madeAt: z.int(),
  readAt: instant,
}
export const inboxEntrySchema = z.object(entryFields).meta({ id: 'InboxEntry' })

const lineSchema = z
  .object({
    kind: z.string().meta({ description: 'notice, card' }),
    id: z.string(),
    number: z.string().nullable(),
    stage,
    state: z.string(),
    subject: z.string(),
    step: coded,
    law: z.string(),
    item: coded.nullable(),
    department: coded,
    post: z.string(),
    dueOn: z.string().nullable(),
    overdueWorkdays: z.int().nullable(),
    trueAt: z.int(),
    writtenAt: z.int(),
    toldAt: z.int(),
    laterByMs: z.int().meta({ description: '应送达至实际送达 from when it was due to when it was told' }),
    signBy: instant,
    replyBy: instant,
    standsAt: instant,
    appealBy: instant,
    text: z.object({ title: z.string(), lines: z.array(z.string()) }),
  })
  .meta({ id: 'InboxLine' })

export const inboxMessageSchema = z
  .object({ ...entryFields, asOf: z.int(), told: z.array(lineSchema) })
  .meta({ id: 'InboxMessage' })
