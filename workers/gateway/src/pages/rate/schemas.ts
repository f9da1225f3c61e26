import { saidSchema } from '@tongban/kernel/words'
import * as z from 'zod'

/** What these pages need of what the API answers. */
export const named = saidSchema.extend({ code: z.string() })
const level = saidSchema.extend({ code: z.number() })

export const invitationSchema = z.object({
  item: named.nullable(),
  kind: named,
  department: named,
  region: z.string().nullable(),
  servedOn: z.string(),
  state: z.enum(['open', 'rated', 'visitRated', 'expired']),
  untilAt: z.number(),
  amendable: z.boolean(),
  levels: z.array(level.extend({ options: z.array(named.extend({ meaning: saidSchema.nullable() })) })),
  /** What was said, for whoever said it. */
  ratings: z.array(
    z.object({
      revision: z.number(),
      level,
      options: z.array(named),
      text: z.string().nullable(),
      anonymous: z.boolean(),
      at: z.number(),
      order: z.string().nullable(),
    }),
  ),
})
export type Invited = z.infer<typeof invitationSchema>

export const ownSchema = z.object({
  services: z.array(
    z.object({
      token: z.string(),
      kind: named,
      item: named.nullable(),
      servedOn: z.string().nullable(),
      caseNumber: z.string().nullable(),
      serviceNumber: z.number().nullable(),
      department: named.nullable(),
      state: invitationSchema.shape.state,
      untilAt: z.number(),
      amendable: z.boolean(),
      rating: z.object({ level }).nullable(),
    }),
  ),
  next: z.string().nullable(),
})
export type OwnServices = z.infer<typeof ownSchema>

/** What waits at the window of a pad. */
export const waitingSchema = z.object({
  services: z.array(
    z.object({ token: z.string(), kind: named, item: named.nullable(), servedAt: z.number() }),
  ),
})
export type Waiting = z.infer<typeof waitingSchema>

export const givenSchema = z.object({
  revision: z.number(),
  level,
  anonymous: z.boolean(),
  amendUntilAt: z.number().nullable(),
  order: z.string().nullable(),
})
export type Given = z.infer<typeof givenSchema>

const said = z.object({
  on: z.string(),
  level: z.number().nullable(),
  options: z.array(named),
  text: z.string().nullable(),
})
export const mendingSchema = z.object({
  number: z.string(),
  source: named,
  state: named,
  round: z.number(),
  department: named,
  item: named.nullable(),
  level: z.number().nullable(),
  anonymous: z.boolean(),
  openedOn: z.string(),
  contactDueAt: z.number(),
  rectifyDueAt: z.number(),
  grade: named.nullable(),
  closedAt: z.number().nullable(),
  said: z.array(said),
  steps: z.array(
    z.object({
      step: named,
      on: z.string(),
      facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      text: z.string().nullable(),
    }),
  ),
  possible: z.array(named),
})
export type Mending = z.infer<typeof mendingSchema>

export const reviewSchema = z.object({
  kind: named,
  department: named,
  item: named.nullable(),
  text: z.string().nullable(),
  on: z.string(),
  orderNumber: z.string().nullable(),
  orderState: named.nullable(),
})
