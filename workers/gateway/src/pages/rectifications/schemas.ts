import { saidSchema } from '@tongban/kernel/words'
import * as z from 'zod'

/** What the mending desk needs of what the API answers. */
const named = saidSchema.extend({ code: z.string() })
const instant = z.number()

const listed = {
  number: z.string(),
  source: named,
  state: named,
  round: z.number(),
  department: named,
  window: z.string().nullable(),
  item: named.nullable(),
  level: z.number().nullable(),
  anonymous: z.boolean(),
  sealed: z.boolean(),
  caseNumber: z.string().nullable(),
  serviceNumber: z.number().nullable(),
  pseudonym: z.string().nullable(),
  class: named.nullable(),
  appeal: named,
  openedOn: z.string(),
  contactDueAt: instant,
  rectifyDueAt: instant,
  contactedAt: instant.nullable(),
  repliedAt: instant.nullable(),
  callBack: named.nullable(),
  grade: named.nullable(),
  closedAt: instant.nullable(),
  overdue: z.boolean(),
}
const listedSchema = z.object(listed)
export type Listed = z.infer<typeof listedSchema>
export const ordersSchema = z.object({
  asOf: instant,
  rectifications: z.array(listedSchema),
  next: z.string().nullable(),
})

const file = z.object({ id: z.string(), name: z.string(), size: z.number() })
export const orderSchema = z.object({
  ...listed,
  said: z.array(
    z.object({
      on: z.string(),
      level: z.number().nullable(),
      options: z.array(named),
      text: z.string().nullable(),
      contact: z.object({ name: z.string().nullable(), phone: z.string().nullable() }).nullable(),
    }),
  ),
  steps: z.array(
    z.object({
      seq: z.number(),
      step: named,
      on: z.string(),
      at: instant.nullable(),
      side: z.string(),
      by: z.object({ name: z.string().nullable(), me: z.boolean() }).nullable(),
      facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      text: z.string().nullable(),
      files: z.array(file),
    }),
  ),
  uploads: z.array(file),
  owed: z.array(z.object({ what: named, by: named, dueAt: instant })),
  possible: z.array(named),
})
export type Order = z.infer<typeof orderSchema>

export const identitySchema = z.object({
  number: z.string(),
  caseNumber: z.string().nullable(),
  serviceNumber: z.number().nullable(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
})
